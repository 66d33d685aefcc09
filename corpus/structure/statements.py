"""Where a text says who is responsible: in brackets, on lines of their own, in sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Agencies, Span
from corpus.structure.attribution import Attribution, read_attribution
from corpus.structure.bodies import CLOSE, OPEN, is_body, split_bodies
from corpus.structure.convention import Convention

_BRACKET = re.compile(rf"[{re.escape(OPEN)}{re.escape(CLOSE)}]")
_LONGEST = 1500  # a bracket that holds more was never closed
_ROLE = "牵头|主办|主责|责任|负责|配合|协办|协同|参与|参加|落实|实施|承办"
# 责任单位：甲、乙 on a line or behind a full stop; further such lines and deadlines belong to it.
_LABEL = rf"(?:主要|具体)?(?:{_ROLE})(?:负责|责任)?(?:单位|部门|机构)(?:[ \u3000]?[：:]|[ \u3000]+)"
_DEADLINE = (
    r"(?:(?:(?:完成|办结|实施|工作)?(?:时限|时间|期限|目标)|(?:牵头|责任|分管)(?:领导|责任人))"
    r"[：:][^\n。]{1,60}[。；;]?)"
)
_MORE = (
    r"(?:\n[ \t\u3000]*[^\n。：:，]{2,60}"
    r"(?:局|厅|委|办|政府|中心|公司|管委会|部门|单位)[ \t\u3000]*$)"
)
_LABELLED = re.compile(
    rf"(?:^|(?<=[。！？]))[ \t\u3000]*(?P<all>(?:{_DEADLINE}\s{{0,4}})?"
    rf"(?:{_LABEL}\s{{0,8}}[^\n。]{{2,600}}{_MORE}{{0,9}}[。；;]?"
    rf"(?:\s{{0,4}}{_DEADLINE})?[ \t\u3000]*\n?)+)",
    re.MULTILINE,
)
_OPENS_LABEL = re.compile(rf"\s*(?:{_ROLE})[\u4e00-\u9fff]{{0,2}}(?:单位|部门|机构)\s*[：:]")
_PARTS = re.compile(r"[^，,；;。\n]+")
_SPOKEN = re.compile("牵头|负责|会同|配合|组织实施")
_BY = re.compile(
    r"(?P<who>[^，,。；：\n]{2,120}?)(?P<verb>(?:等(?:有关|相关)?(?:部门|单位)?)?(?:按照?|根据)?(?:各自)?(?:职责)?(?:分工)?"
    r"(?:共同|分别|具体|联合|密切|组织|统一|统筹)?(?:牵头|负责|配合|协助|组织实施|协同|具体落实|参加|参与)"
    r"(?:(?:负责|组织|实施|落实|协调|推进)(?!单位|部门)){0,3})"
    r"(?!单位|部门|机构|制|人|的|解释)"  # who only explains the rules answers for none of them
)
# 会同甲局、乙局制定……: whom the lead takes along.
_A_BODY = r"[^，。；：、\n由]{2,16}?(?:厅|局|委|办|部门|政府|中心|银行|海关)"
_WITH = re.compile(rf"会同(?P<who>{_A_BODY}(?:[、和及]{_A_BODY})*)")
# 由甲局会同乙局管理使用: two bodies do together what the sentence says.
_JOINTLY = re.compile(rf"由(?P<who>{_A_BODY}会同{_A_BODY}(?:[、和及]{_A_BODY})*)")
# A body that a sentence names must be one by its name; 企业负责, 牵头部门负责 name nobody.
_NAMED = re.compile(
    r"(?:厅|局|委|署|银行|支行|委员会|管委会|工会|法院|检察院|中心|总队|支队|专班|小组|指挥部|政府|海关|办公室|"
    r"(?:省|市|区|县|州|政府|[室网编外台侨政信])办|"
    r"[\u4e00-\u9fff]{3}(?<!有关)(?<!相关)(?<!牵头)(?<!责任)(?<!主管)(?<!职能)(?<!管理)部门)$"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that may say who is responsible; `content` without the bracket characters."""

    span: Span
    content: str


def brackets(text: str, span: Span) -> Iterator[Statement]:
    """The outermost brackets inside `span`, in order. An unclosed one is skipped, unless it begins
    with a label such as 责任单位：, when it ends with its line.

    >>> [b.content for b in brackets("甲（乙（丙））丁", Span(0, 8))]
    ['乙（丙）']
    """
    closed, unclosed = _pairs(text, span)
    found = [Statement(pair, text[pair.start + 1 : pair.end - 1]) for pair in closed]
    end = span.start
    for start in unclosed:
        if start >= end and _OPENS_LABEL.match(text, start + 1):
            rest = _to_line_end(text, start, span.end)
            found.append(Statement(rest, rest.of(text)[1:]))
            end = rest.end
    end = span.start
    for statement in sorted(found, key=lambda s: s.span):
        if statement.span.start >= end and len(statement.content) <= _LONGEST:
            end = statement.span.end
            yield statement


def _pairs(text: str, span: Span) -> tuple[list[Span], list[int]]:
    """Brackets that close each other, and those that nothing closes."""
    pairs: list[Span] = []
    opened: list[int] = []
    for m in _BRACKET.finditer(text, span.start, span.end):
        if m.group() in OPEN:
            opened.append(m.start())
        elif opened:
            pairs.append(Span(opened.pop(), m.end()))
    return pairs, opened


def _to_line_end(text: str, start: int, limit: int) -> Span:
    line_end = text.find("\n", start, limit)
    return Span(start, line_end if line_end >= 0 else limit).trimmed(text)


def labelled_lines(text: str, span: Span) -> Iterator[Statement]:
    """责任单位：甲、乙 without brackets, on lines of their own or closing a paragraph.

    >>> [s.content for s in labelled_lines("（一）甲。\\n责任单位：乙局", Span(0, 13))]
    ['责任单位：乙局']
    """
    for m in _LABELLED.finditer(text, span.start, span.end):
        words = m["all"].rstrip()
        start = m.start("all")
        content = words.rstrip("。；;").replace("\n", "；")
        if sum(map(content.count, CLOSE)) > sum(map(content.count, OPEN)):
            content = content.rstrip(CLOSE)  # of a bracket that was never opened
        yield Statement(Span(start, start + len(words)), content)


def in_sentence(text: str, sentence: Span) -> tuple[Span, Agencies] | None:
    """Who a sentence itself makes responsible, with the words that do: 由甲局牵头，乙局配合.

    >>> in_sentence("由市商务局牵头，市财政局配合。", Span(0, 15))[1].lead
    ('市商务局',)
    """
    if not may_say(text, sentence):
        return None
    found: list[tuple[Span, Attribution]] = []
    for m in _PARTS.finditer(sentence.of(text)):
        part = Span(sentence.start + m.start(), sentence.start + m.end())
        if named := _named_in(text, part, bool(found)):
            found.append(named)
        elif found:
            break
    if not found:
        return None
    agencies = sum((a.agencies for _, a in found), Agencies())
    return Span(found[0][0].start, found[-1][0].end), agencies


def may_say(text: str, span: Span) -> bool:
    """Whether a word stands in `span` by which a sentence can make somebody responsible."""
    return _SPOKEN.search(text, span.start, span.end) is not None


def _named_in(text: str, part: Span, goes_on: bool) -> tuple[Span, Attribution] | None:
    """A牵头 or 由A会同B负责 at the beginning of a part; a first part must name bodies."""
    words = part.of(text)
    if m := _JOINTLY.match(words):
        together = Attribution(Agencies(responsible=split_bodies(m["who"])))
        return Span(part.start, part.start + m.end()), together
    if goes_on and (m := _WITH.match(words)):
        supporting = Attribution(Agencies(support=split_bodies(m["who"])))
        return Span(part.start, part.start + m.end()), supporting
    by = words.rfind("由", 0, 40)
    if by > 0 and words[by : by + 2] in ("由于", "由此"):
        by = -1
    m = _BY.match(words, by + 1)
    if m is None:
        return None
    bodies = split_bodies(m["who"].strip())
    is_named = all(_NAMED.search(re.sub(r"[（(〔【][^）)〕】]*[）)〕】]$", "", b)) for b in bodies)
    if sum(map(m["who"].count, OPEN)) != sum(map(m["who"].count, CLOSE)):
        return None
    if not bodies or not (is_named or (goes_on and all(map(is_body, bodies)))):
        return None
    read = read_attribution(words[by + 1 : m.end()], Convention())
    start = part.start + max(by, 0)
    return (Span(start, part.start + m.end()), read) if read else None
