"""Who is responsible: brackets such as （牵头部门：A，配合部门：B、C） → agencies by role.

Three forms are read: labelled lists (责任单位：A、B), lists that end in a verb
(A牵头，B配合; A、B按职责分工负责) and bare lists (A、B，C). For bare lists a notice may say once
that the first is the lead (列在首位的为牵头单位，其他为责任单位，下同): a `Convention`.
A bracket that is none of these is text and stays text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Agencies, Span

_OPEN, _CLOSE = "（(【〔", "）)】〕"
_ROLE_OF = {
    **dict.fromkeys(("牵头", "主办"), "lead"),
    **dict.fromkeys(("配合", "协办", "协助", "参加", "参与"), "support"),
    **dict.fromkeys(("责任", "负责", "落实", "实施"), "responsible"),
}
_ROLE_WORD = "|".join(_ROLE_OF)
_LABEL = re.compile(rf"(?P<role>{_ROLE_WORD})(?:负责|责任)?(?:单位|部门|机构)\s*[：:]")
_VERB = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:(?:按|按照|根据|依据)(?:各自)?职责(?:分工)?)?"
    r"(?:共同|分别|组织|具体)?"
    rf"(?P<role>{_ROLE_WORD})(?:负责)?(?:组织)?(?:落实|实施)?$"
)
_CONVENTION = re.compile(
    r"(?:列|排)(?:在)?(?:首位|第一位?|最前)的?(?:单位|部门)?为牵头(?:单位|部门)"
    r"(?:[，、,](?:其他|其余)的?(?:单位|部门)?为(?P<rest>责任|配合|参与)(?:单位|部门))?"
)
# How the names of bodies end. Ordinary words that end alike (试行, 布局, 部署) are kept out.
_BODY = re.compile(
    r"(?:厅|(?<![布格结全大])局|委|(?<![举试创主协承兴开申代])办|(?<!部)署|(?<![全内外大局细干])部|"
    r"银行|分行|支行|委员会|管委会|协会|联合会|工会|商会|学会|供销社|联社|合作社|"
    r"法院|检察院|医院|学院|研究院|科学院|国务院|研究所|交易所|派出所|办事处|管理处|"
    r"中心|总队|支队|政府|海关|部门|单位|公司|集团|学校|大学|机构|办公室)$"
)


@dataclass(frozen=True, slots=True)
class Convention:
    """How the bare lists of a notice are to be read: is the first body the lead?"""

    first_leads: bool = False
    rest: str = "responsible"


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket of the text; `span` includes the bracket characters."""

    span: Span
    content: str


def brackets(text: str, span: Span) -> Iterator[Bracket]:
    """The outermost brackets inside `span`, in order; an unclosed one is skipped.

    >>> [b.content for b in brackets("甲（乙（丙））丁", Span(0, 8))]
    ['乙（丙）']
    """
    depth, start = 0, 0
    for i in range(span.start, span.end):
        if text[i] in _OPEN:
            start = start if depth else i
            depth += 1
        elif text[i] in _CLOSE and depth:
            depth -= 1
            if not depth:
                yield Bracket(Span(start, i + 1), text[start + 1 : i])


def read_attribution(content: str, convention: Convention) -> Agencies | None:
    """The agencies that a bracket's content names, or None where it is no attribution.

    >>> read_attribution("牵头部门：省科技厅，配合部门：省财政厅", Convention()).lead
    ('省科技厅',)
    """
    content = re.sub(r"\s*\n\s*", "", content)  # a name may run over the end of a line
    content = re.split(r"[。；，,]?\s*(?=(?:列|排)在?(?:首位|第一|最前))", content)[0]
    return _labelled(content) or _verbal(content) or _bare(content, convention)


def stated_convention(content: str) -> Convention | None:
    """The convention that a bracket or sentence states, if it states one.

    >>> stated_convention("列在首位的为牵头单位，其他为责任单位，下同")
    Convention(first_leads=True, rest='responsible')
    """
    m = _CONVENTION.search(content)
    if m is None:
        return None
    return Convention(True, _ROLE_OF.get(m["rest"] or "责任", "responsible"))


def holds_for_all_that_follow(content: str) -> bool:
    """Whether a stated convention is said to go on: 下同 (the same below)."""
    return "下同" in content


def seems_attribution(content: str) -> bool:
    """Whether words of responsibility stand in a bracket, understood or not."""
    return bool(_LABEL.search(content))


def split_bodies(listing: str) -> tuple[str, ...]:
    """The bodies of a list, nested brackets kept whole; 各市、自治州人民政府 is one party.

    >>> split_bodies("省司法厅，省财政厅、各市、自治州人民政府")
    ('省司法厅', '省财政厅', '各市、自治州人民政府')
    """
    bodies: list[str] = []
    for token, separator in _tokens(listing):
        if bodies and _is_open_group(bodies[-1]):
            bodies[-1] += separator + token
        else:
            bodies.append(token)
    return tuple(dict.fromkeys(_without_rest(b) for b in bodies if b))


def _labelled(content: str) -> Agencies | None:
    labels = list(_LABEL.finditer(content))
    if not labels or content[: labels[0].start()].strip():
        return None
    ends = [m.start() for m in labels[1:]] + [len(content)]
    return _agencies(
        (_ROLE_OF[m["role"]], _VERB.sub("", content[m.end() : end].rstrip("。；;，, ")))
        for m, end in zip(labels, ends, strict=True)
    )


def _verbal(content: str) -> Agencies | None:
    """A牵头，B、C配合: parts are collected until one ends in a verb that gives their role."""
    parts: list[tuple[str, str]] = []
    pending: list[str] = []
    for part in re.split(r"[，,；;。]", content.strip("。；; ")):
        verb = _VERB.search(part)
        pending.append(part[: verb.start()] if verb else part)
        if verb:
            parts.append((_ROLE_OF[verb["role"]], "、".join(pending)))
            pending = []
    if pending or not parts:
        return None
    return _agencies(iter(parts))


def _bare(content: str, convention: Convention) -> Agencies | None:
    bodies = split_bodies(content)
    if not bodies or not all(_is_body(b) for b in bodies):
        return None
    if not convention.first_leads:
        return Agencies(responsible=bodies)
    return _agencies(iter((("lead", bodies[0]), (convention.rest, "，".join(bodies[1:])))))


def _agencies(parts: Iterator[tuple[str, str]]) -> Agencies | None:
    roles: dict[str, tuple[str, ...]] = {}
    for role, listing in parts:
        bodies = split_bodies(listing)
        if any(len(b) > 40 for b in bodies):
            return None
        roles[role] = roles.get(role, ()) + bodies
    found = Agencies(**roles)
    return found or None


def _tokens(listing: str) -> Iterator[tuple[str, str]]:
    """(token, the separator before it), split at 、，；and their half-width forms at depth 0."""
    depth, start, separator = 0, 0, ""
    for i, c in enumerate(listing):
        depth += (c in _OPEN) - (c in _CLOSE)
        if c in "、，,；;" and depth <= 0:
            yield listing[start:i].strip(" 。\n\u3000"), separator
            start, separator = i + 1, c
    yield listing[start:].strip(" 。\n\u3000"), separator


def _is_open_group(body: str) -> bool:
    """各市 of 各市、自治州人民政府: begins a group whose kind of body is still to come."""
    return body.startswith("各") and not _BODY.search(re.sub(r"[（(〔【].*$", "", body))


def _is_body(name: str) -> bool:
    return 2 <= len(name) <= 40 and bool(
        _BODY.search(re.sub(r"[（(〔【][^）)〕】]*[）)〕】]$", "", name))
    )


def _without_rest(body: str) -> str:
    """A名 without the 等(部门) that only says there are more."""
    return re.sub(r"等(?:有关|相关)?(?:部门|单位|地区)?$", "", body)
