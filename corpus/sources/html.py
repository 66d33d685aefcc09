"""Saved web pages → the notice on them, without what the site prints around it.

The body is the element whose text most outweighs its links: sentences have commas and full
stops, navigation has links. No names of classes or ids are used; every site has its own.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.errors import NoticeError
from corpus.sources.encoding import decode
from corpus.sources.furniture import is_furniture

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w-]{2,20})""", re.IGNORECASE
)
_HEAD_BYTES = 4096
_DROPPED = {
    *("script", "style", "noscript", "template", "iframe", "object", "svg", "nav", "footer"),
    *("button", "select", "input", "textarea", "head", "title", "-comment", "aside"),
}
_CONTAINERS = {"body", "div", "td", "article", "section", "main", "center", "table", "tbody"}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img"),
    *(
        "ins",
        "kbd",
        "label",
        "mark",
        "o:p",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "small",
        "span",
        "strike",
    ),
    *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
}
_NAMED = re.compile(
    r".{6,}(?:通知|意见|方案|措施|办法|规定|条例|细则|要点|规划|计划|公告|决定|政策|通告|若干条)(?:（.{1,12}）)?$"
)
_NUMBER_OR_DAY = re.compile(r"文\s*号|发文字号|成文|发文日期")
_LONGEST_CATALOGUE = 400
_PRE_BREAK = "\ue000"  # a line break that counts
_PRE_STYLE = re.compile(r"white-space\s{0,9}:\s{0,9}pre", re.IGNORECASE)
_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十①②③]{1,3}[）)、.．①②③]|第")
_MARK = re.compile("[，。；]")
_SPACES = re.compile(r"[ \r\n\f]+")
_LONGEST_CELL = 2000
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_MARK_WEIGHT = 10  # a sentence mark stands for about so many characters of prose
_LINK_WEIGHT = -10  # so that a row of links outweighs the stray sentence beside it
_TITLE_WEIGHT = 200  # so that a title outweighs the few links printed below it


def text_of(data: bytes) -> str:
    """The paragraphs of the notice, one a line; a row of a table is a line, its cells by tabs.

    Raises NoticeError for a page without text of its own: a frame, or one that scripts fill.

    >>> text_of("<nav><a>首页</a></nav><div><p>一、甲，乙。<p>二、丙。</div>".encode())
    '一、甲，乙。\\n二、丙。'
    """
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    page = LexborHTMLParser(decode(data, declared[1].decode() if declared else ""))
    body = page.body and _body_of(page.body)
    lines = [line for line in _lines(body) if not is_furniture(line)] if body else []
    if not lines:
        raise NoticeError(
            "网页里没有正文（可能由脚本加载）。请在浏览器里复制正文，存为 .txt 后再试。"
        )
    return "\n".join([*_catalogue(page, lines), *_title_above(page, lines), *lines])


def _title_above(page: LexborHTMLParser, lines: list[str]) -> list[str]:
    """The page's title of the notice, where it stands outside of the body: in a heading, in the
    ArticleTitle that government sites must give (政府网站发展指引, 2017), or in its <title>.
    """
    found = [_clean(node.text()) for node in page.css("h1, h2")]
    if meta := page.css_first('meta[name="ArticleTitle" i]'):
        found.append(_clean(meta.attributes.get("content") or ""))
    if head := page.css_first("title"):
        found += re.split(r"\s*[_|－-]+\s*", _clean(head.text()))
    title = next((t for t in found if _NAMED.search(t)), None)
    return [title] if title and title not in "".join(lines[:6]) else []


def _catalogue(page: LexborHTMLParser, lines: list[str]) -> list[str]:
    """The rows of the table 索引号 文号 成文日期 that government sites print above a notice, where
    it stands outside of the body.
    """
    for table in page.css("table"):
        rows = [_clean(row.text(separator=" ")) for row in table.css("tr")]
        words = "".join(rows).replace(" ", "")
        is_above = "索引号" in words and len(words) < _LONGEST_CATALOGUE
        if is_above and words[:20] not in _plain(lines):
            return [row for row in rows if _NUMBER_OR_DAY.search(row)]
    return []


def _plain(lines: list[str]) -> str:
    return re.sub(r"\s", "", "".join(lines[:20]))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    """The visible ones."""
    child = node.child
    while child is not None:
        if child.tag not in _DROPPED and not _is_hidden(child):
            yield child
        child = child.next


def _is_hidden(node: LexborNode) -> bool:
    if node.tag == "-text":
        return False
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every visible node on entering it and on leaving it; no recursion, pages can be deep."""
    pending = [(root, True)]
    while pending:
        node, entering = pending.pop()
        yield node, entering
        if entering:
            pending.append((node, False))
            pending.extend((child, True) for child in reversed(list(_children(node))))


def _body_of(root: LexborNode) -> LexborNode | None:
    """The innermost container with the greatest weight, None on a page without sentences."""
    best, best_weight = None, 0
    weights, links = [0], 0
    for node, entering in _walk(root):
        if node.tag == "a" and "href" in node.attributes:
            links += 1 if entering else -1
        if entering:
            weights.append(_weight(node, links > 0))
            continue
        weight = weights.pop()
        weights[-1] += weight
        if weight > best_weight and node.tag in _CONTAINERS:
            best, best_weight = node, weight
    return best


def _weight(node: LexborNode, in_link: bool) -> int:
    """What a node adds of itself: text counts by its sentence marks, a link against it."""
    if node.tag == "h1":
        return _TITLE_WEIGHT
    if node.tag == "a" and in_link:
        return _LINK_WEIGHT
    text = node.text_content or ""
    return -len(text.strip()) if in_link else _MARK_WEIGHT * len(_MARK.findall(text))


def _lines(root: LexborNode) -> Iterator[str]:
    """The text of each block that has some; inside a row of data, blocks do not break it."""
    parts, rows, preformatted = list[str](), 0, 0
    for node, entering in _walk(root):
        tag = node.tag
        if _keeps_breaks(node):
            preformatted += 1 if entering else -1
        if tag == "-text":
            text = (node.text_content or "").replace("\t", " ") if entering else ""
            parts.append(text.replace("\n", _PRE_BREAK) if preformatted else text)
        elif tag == "tr" and _is_data(node):
            rows += 1 if entering else -1
        elif rows and tag not in _INLINE:
            parts.append("\t" if tag in ("td", "th") and not entering else " ")
        if tag not in _INLINE and tag != "-text" and not rows:
            yield from filter(None, map(_clean, "".join(parts).split(_PRE_BREAK)))
            parts.clear()
        if tag == "li" and entering:
            parts.append(_item_number(node))


def _keeps_breaks(node: LexborNode) -> bool:
    if node.tag in ("-text", "pre"):
        return node.tag == "pre"
    return bool(_PRE_STYLE.search(node.attributes.get("style") or ""))


def _item_number(item: LexborNode) -> str:
    """The number that a browser prints before an item of an ordered list, if it has none itself."""
    if item.parent is None or item.parent.tag != "ol" or _NUMBERED.match(item.text().strip()):
        return ""
    items = [child for child in _children(item.parent) if child.tag == "li"]
    start = item.parent.attributes.get("start") or "1"
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
    return f"{first + items.index(item)}. "


def _is_data(row: LexborNode) -> bool:
    """Whether a row holds data: several short cells. Layout tables hold tables or long texts."""
    cells = [c for c in _children(row) if c.tag in ("td", "th")]
    is_flat = len(cells) > 1 and row.css_first("table") is None
    return is_flat and all(len(c.text()) <= _LONGEST_CELL for c in cells)


def _clean(text: str) -> str:
    text = text.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", "")
    text = "\t".join(cell.strip() for cell in _SPACES.sub(_space, text).split("\t"))
    return text.strip()


def _space(match: re.Match[str]) -> str:
    """What is left of blanks in the source: a line break beside a Chinese character is none."""
    before = match.string[max(match.start() - 1, 0) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return " " if "\n" not in match.group() or (before + after).isascii() else ""
