"""Hard-wrapped lines → paragraphs, by the width of the page.

Widths are counted in half characters (a Chinese character is two). Where lines keep their
indent, an indent begins a paragraph. Where they have lost it, the lines are packed: the pieces
of one printed line add up to the width of the page, and a line that cannot be filled has ended.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.numerals import to_int

_INDENT = 4  # two characters in front of a paragraph's first line
_SLACK = 4  # punctuation is squeezed: a full line may hold two characters more
_SHORT = 10  # a line that lacks more than this has ended
_LONG = 40  # shorter lines say nothing about the width of the page
_WIDEST = 100  # no page has wider lines
_BLANK = " \t\u3000\u00a0"

_DIGIT = r"[\d〇○零一二三四五六七八九十]"
_DATE = re.compile(rf"{_DIGIT}{{4}} ?年 ?{_DIGIT}{{1,3}} ?月 ?{_DIGIT}{{1,3}} ?日")
_TITLE = re.compile(
    r"[^，。；：]{4,60}(?:意见|方案|措施|办法|规定|通知|条例|细则|要点|规划|计划|清单|公告|决定|指引|指南|政策)"
    r"(?:[（(][^（）()]{2,10}[）)])?"
)
_PREAMBLE = re.compile("为|根据|按照|依据")
_CLOSED_BRACKET = re.compile(r"[）)】〕］\]]$")
_CLOSED = re.compile(rf"{_CLOSED_BRACKET.pattern}|^(?:牵头|责任|配合)(?:单位|部门)[：:].{(2,)}$")
_TITLED = re.compile(r"第[一二三四五六七八九十百]{1,5}[编章节](?![的规至和、，])")
_NAME = re.compile(r"[^，。；：、]{3,30}")
_FIRSTS = "一二三四五六七八九十第（(㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩①②③④⑤⑥⑦⑧⑨⑩0123456789附牵责配主参"
_LASTS = "。！？；：!?;:…”’」』）)】〕］]"
_PUNCTUATION = re.compile("[，。；：]")
_OPEN_ENDS = ("，", "、", "单位：", "部门：", "单位:", "部门:")
_ENDED = re.compile(r"[。！？；：!?;:…][”’」』）)】〕]{0,3}$")
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,5}[编章节])[^。；]{2,38}$"
)
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[㈠-㈩①-⑳]"
    r"|第[一二三四五六七八九十百千零〇\d]{1,7}[编章节条]|\d{1,3}(?:[．、]|\.(?!\d)) ?"
    r"|[（(]\d{1,3}[）)]"
    r"|附 ?件 ?\d{0,2} ?[：:]?|(?:牵头|责任|配合|主办|参与)(?:单位|部门)[：:])"
)
# The head of a notice in a compilation is set in larger type: its lines are narrower than others.
_HEAD = re.compile(
    r"^\d{1,3}[.．、]\s?[^\n。；：]{2,60}(?:\n(?!\d{1,3}[.．、])[^\n。；：]{1,60}){0,4}?"
    r"\n?[（(]\s?\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日?)?\s*[）)]$",
    re.MULTILINE,
)
_CJK_NUMBER = "[一二三四五六七八九十]{1,4}"
_NUMBERED = re.compile(
    rf"(?P<heading>{_CJK_NUMBER})、(?!{_CJK_NUMBER}、)|[（(](?P<paren>{_CJK_NUMBER})[）)](?![、至和项款])"
    rf"|(?P<arabic>\d{{1,3}})(?:[．、]|\.(?!\d))|第(?P<article>{_CJK_NUMBER})条(?!规定|的|第|、|和|至)"
)
_OWN_LINE = re.compile(
    rf"{_DATE.pattern}|[（(][^（）()]{{2,20}}(?:发布|公开)[）)]"
    r"|[\u4e00-\u9fff]{1,12}[〔\[【（(] ?\d{4} ?[〕\]】）)] ?第? ?\d{1,5} ?号|第 ?\d{1,4} ?号"
)
# A text layer puts a blank where Latin letters and digits meet Chinese; the page shows none.
_CJK = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’]"
_LATIN = re.compile("[A-Za-z]")
_SPACED = re.compile(rf"(?<=[0-9A-Za-z%‰+.)]) (?={_CJK})|(?<={_CJK}) (?=[0-9A-Za-z(（])")


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which lines are broken, in half characters; None if lines are paragraphs.

    >>> wrap_width(["一段话。" * 20, "又一段话。" * 10]) is None
    True
    """
    filled = list(filter(None, (line.strip(_BLANK) for line in lines)))
    widths = [_width(line) for line in filled]
    long = [i for i, width in enumerate(widths) if width >= _LONG]
    long = [i for i in long if not _HEADING.fullmatch(filled[i])]
    broken = [widths[i] for i in long if _is_broken(filled[i], filled[i + 1 : i + 2])]
    if len(broken) >= 3 and len(broken) * 2 >= len(long):
        return _common(broken)
    full = [width for width in broken if width + 6 >= max(widths)]
    return max(full) if len(full) > 1 and max(full) <= _WIDEST else None


def _is_broken(line: str, following: list[str]) -> bool:
    """Whether a long line ends in mid-sentence, and what follows can go on with it."""
    if _ENDED.search(line) or _CLOSED_BRACKET.search(line) or not following:
        return False
    return not (_MARKER.match(following[0]) or _stands_alone(following[0]))


def paragraphs(lines: Sequence[str], width: int) -> Iterator[str]:
    """The paragraphs that lines broken at `width` were made from.

    >>> list(paragraphs(["一二三四五六七八九十" * 2, "一二三。", "一、甲。"], 40))
    ['一二三四五六七八九十一二三四五六七八九十一二三。', '一、甲。']
    """
    text = "\n".join(line.rstrip(_BLANK) for line in lines)
    lines = _HEAD.sub(lambda m: m.group().replace("\n", ""), text).split("\n")
    breaks = _by_indent(lines, width) if _indented(lines) else _by_packing(lines, width)
    start = 0
    for i, ends in enumerate(breaks, 1):
        if ends:
            if paragraph := _joined(lines[start:i]):
                yield paragraph
            start = i


def _width(line: str) -> int:
    return 2 * len(line) - len(line.encode("ascii", "ignore"))


def _common(widths: list[int]) -> int | None:
    """The widest width that many lines share; a few lines stick out."""
    usual = [w for w, n in Counter(widths).items() if n >= max(2, len(widths) // 20)]
    return max(usual, default=None)


def _indented(lines: list[str]) -> bool:
    filled = [line for line in lines if line]
    return sum(line[0] in _BLANK for line in filled) * 50 > len(filled)


def _by_indent(lines: list[str], width: int) -> Iterator[bool]:
    """For each line whether a paragraph ends with it: a short line, or an indent after it."""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        text = line.lstrip(_BLANK)
        aside = _width(line) - _width(text) > 2 * _INDENT  # in the middle or at the right
        short = _width(line) < width - _SHORT and not _is_bare_marker(text)
        yield aside or short or not after or after[0] in _BLANK


def _by_packing(lines: list[str], width: int) -> Iterator[bool]:
    """The same where indents are lost: pieces are added up to printed lines."""
    page = _Page(lines, [_width(line) for line in lines], width)
    filled, start = _INDENT, 0
    for i in range(len(lines)):
        filled += page.widths[i]
        ends = page.ends(start, i, filled)
        if ends:
            filled, start = _INDENT, i + 1
        elif i + 1 < len(lines) and filled + page.widths[i + 1] > width + _SLACK:
            filled = 0
        yield ends


class _Page:
    """Lines without indents, with their widths and the width of the page."""

    def __init__(self, lines: list[str], widths: list[int], width: int) -> None:
        self._lines = [*lines, ""]
        self.widths = widths
        self._width = width
        self._alone = [_stands_alone(line) for line in self._lines]
        self._last: dict[str, int] = {}  # the last number of each style

    def ends(self, start: int, i: int, filled: int) -> bool:
        """Whether the paragraph begun at `start` ends with piece `i`, `filled` wide on its line.

        Cheap looks come first: most pieces neither end a sentence nor stand before a number.
        """
        line, after = self._lines[i], self._lines[i + 1]
        if not after or not line or self._alone[i] or self._alone[i + 1]:
            return True
        if line.endswith(_OPEN_ENDS) or (line[0] in _FIRSTS and _is_bare_marker(line)):
            return False
        opens = after[0] in _FIRSTS
        if start == i:
            self._count(line)
        if opens and self._is_next(after):
            return True
        if start != i and not opens and line[-1] not in _LASTS:
            return self._ends_title(start, i, filled)
        return self._ends_sentence(start, i, filled)

    def _count(self, line: str) -> None:
        """Takes down the number that a paragraph begins with."""
        if m := _NUMBERED.match(line):
            self._last[m.lastgroup or ""] = to_int(m[m.lastgroup or 0])

    def _is_next(self, line: str) -> bool:
        """Whether a line begins with the number that comes next: it then begins a paragraph,
        whatever the line above ends with.
        """
        m = _NUMBERED.match(line)
        if m is None:
            return False
        return self._last.get(m.lastgroup or "") == to_int(m[m.lastgroup or 0]) - 1

    def _ends_title(self, start: int, i: int, filled: int) -> bool:
        """The same for a piece without punctuation at its end, which may be of a title."""
        if not self._leaves_room(i, filled, False):
            after = self._lines[i + 1]
            return bool(_PREAMBLE.match(after) and _TITLE.fullmatch(self._begun(start, i)))
        return not _PUNCTUATION.search(self._begun(start, i))

    def _ends_sentence(self, start: int, i: int, filled: int) -> bool:
        line = self._lines[i]
        numbered = start == i and bool(_MARKER.match(line))
        ended = bool(_ENDED.search(line)) or (numbered and bool(_HEADING.match(line)))
        begun = self._begun(start, i)
        if ended and _is_open(begun):
            return False  # 责任单位 on the next line of one bracket
        if _begins_anew(begun, self._lines[i + 1 : i + 4], ended, numbered):
            return True
        if not ended and _PUNCTUATION.search(begun):
            return False  # in mid-sentence
        return self._leaves_room(i, filled, ended)

    def _begun(self, start: int, i: int) -> str:
        """The paragraph so far, or its last piece where it is long."""
        return self._lines[i] if i - start > 5 else "".join(self._lines[start : i + 1])

    def _leaves_room(self, i: int, filled: int, ended: bool) -> bool:
        """Whether the printed line is short of what follows, as the last of a paragraph is."""
        if filled + self.widths[i + 1] > self._width + _SLACK:
            return filled < self._width - _SHORT and (ended or filled >= 2 * _INDENT)
        goes_on = _misfit(self.widths, i + 1, filled, self._width, self._width - 6)
        begins = _misfit(self.widths, i + 1, _INDENT, self._width, self._width - 2)
        if goes_on is None:
            return ended or begins is not None
        return ended and begins is not None and begins < goes_on


def _stands_alone(line: str) -> bool:
    """A date, a number (文号), （此件公开发布） or a notice's head: a cheap look comes first."""
    if not line or not (line[-1] in "日号）)" or line[0] in "（("):
        return False
    return bool(_OWN_LINE.fullmatch(line) or _HEAD.fullmatch(line))


def _is_open(begun: str) -> bool:
    return begun.count("（") + begun.count("(") > begun.count("）") + begun.count(")")


def _begins_anew(begun: str, following: list[str], ended: bool, numbered: bool) -> bool:
    """Whether a number, a chapter or a signature follows, and what is begun leaves room for it."""
    after = following[0]
    marker = _MARKER.match(after)
    if marker and (_TITLED.match(after) or _HEADING.fullmatch(after)):
        return True
    if _PREAMBLE.match(after) and _TITLE.fullmatch(begun):
        return True
    closed = ended or bool(_CLOSED.search(begun))
    if closed or numbered:
        return bool(marker) or (closed and _signs(following))
    return False


def _signs(lines: list[str]) -> bool:
    """Whether lines are the names of issuers, with the date below them."""
    for line in lines:
        if _DATE.fullmatch(line):
            return line is not lines[0]
        if not _NAME.fullmatch(line):
            return False
    return False


def _misfit(widths: list[int], i: int, filled: int, width: int, least: int) -> int | None:
    """How far from `width` the printed line ends that pieces from `i` on fill up; None if none
    of its ends lies between `least` and what the page can hold.
    """
    best = None
    while i < len(widths) and widths[i] and filled + widths[i] <= width + _SLACK:
        filled += widths[i]
        if filled >= least and (best is None or abs(filled - width) < best):
            best = abs(filled - width)
        i += 1
    return best


def _is_bare_marker(line: str) -> bool:
    m = _MARKER.match(line)
    return m is not None and m.end() == len(line)


def _joined(lines: list[str]) -> str:
    """One paragraph: no blank between Chinese, one between Latin words, the first indent kept."""
    text = ""
    for line in lines:
        piece = line.strip(_BLANK) if text else line
        between = _LATIN.match(text[-1:]) and _LATIN.match(piece[:1])
        text += (" " if between else "") + piece
    return _SPACED.sub("", text) if " " in text else text
