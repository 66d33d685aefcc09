"""Where a text is numbered: the markers 一、（一）第一条 1．（1）① and what only looks like one.

A number counts at the start of a paragraph. In a text that has lost its line breaks it also
counts behind a full stop or a closing bracket, if it carries on the numbers before it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.numerals import to_int

_CJK = "〇零一二两三四五六七八九十百千"  # at most nine of them make a number
# What follows a number that is a reference: 第三条规定的, （一）至（三）项, （二）款.
_REFERS = "(?! ?[、至和或与及，,。；]|项|款|目|第)"
_CITES = "(?!(?:之|的?规定|[、至和或与及，,。；项款的所]|第[（(一二三四五六七八九十])(?! ))"

# From coarse to fine. "1." must not be the beginning of "1.5", nor 一、 that of 一、二产业.
LEVELS: dict[str, str] = {
    "annex": r"附 ?件 ?(?P<n>\d{0,2}|[一二三四五六七八九十]{0,2}) ?[：:]?(?=[ \t\u3000]*$)",
    "part": rf"第(?P<n>[{_CJK}]{{1,9}})(?:编|篇|部分){_CITES}",
    "chapter": rf"第 ?(?P<n>[{_CJK}]{{1,9}}) ?章{_CITES}",
    "section": rf"第 ?(?P<n>[{_CJK}]{{1,9}}) ?节{_CITES}",
    "heading": rf"(?P<n>[{_CJK}]{{1,9}}) ?[、．](?![{_CJK}]+、)",
    # 1 总则 and 1.1 目的, as rules of procedure and emergency plans are numbered.
    "number": r"(?P<n>\d{1,2})(?=[ \t\u3000]+[\u4e00-\u9fff])",
    "article": rf"第 ?(?P<n>[{_CJK}]{{1,9}}|\d{{1,9}}) ?条{_CITES}",
    "paren": rf"[（(] ?(?P<n>[{_CJK}]{{1,9}}) ?[）)]{_REFERS}|(?P<n2>[㈠-㈩]){_REFERS}",
    "arabic": r"(?P<n>\d{1,3}) ?(?:[．、]|\.(?!\d))(?![%％])|(?P<n2>[⒈-⒛])",
    "decimal": r"\d{1,2}\.(?P<n>\d{1,2})(?![\d.%％‰])(?=[ \t\u3000]*[\u4e00-\u9fff“《])",
    "item": rf"[（(](?P<n>\d{{1,3}})[）)]{_REFERS}|(?P<n2>[⑴-⒇])|(?P<n3>\d{{1,2}})[）)]",
    "circled": r"(?P<n2>[①-⑳])",
}
RANK = {level: rank for rank, level in enumerate(LEVELS)}
_FIRST_OF = {"㈠": 1, "⒈": 1, "⑴": 1, "①": 1}
_SERIES = sorted(_FIRST_OF, key=ord)
_PATTERNS = {level: re.compile(f"(?P<label>{p})", re.M) for level, p in LEVELS.items()}
_START = re.compile(
    r"^[ \t\u3000\u00a0]*(?=[\d第附（(㈠-㈩⒈-⒛⑴-⒇①-⑳〇零一二两三四五六七八九十百千])", re.M
)
# Which levels a number can be of, by its first character.
_BY_FIRST = {
    "第": ("part", "chapter", "section", "article"),
    "附": ("annex",),
    "（": ("paren", "item"),
    "(": ("paren", "item"),
    **dict.fromkeys(_CJK, ("heading",)),
    **dict.fromkeys("0123456789", ("arabic", "item")),
}
# 四、工作要求…………27: a line of the table of contents.
_IN_CONTENTS = re.compile(r"[^\n。]{0,60}?[.…·．]{3,60}[ \t]*\d{1,4}[ \t]*$", re.MULTILINE)
_DECIMALS = re.compile(rf"^[ \t\u3000]*(?=1\.1)(?:{LEVELS['decimal']})", re.MULTILINE)
_WITH_DECIMALS = dict.fromkeys("0123456789", ("arabic", "decimal", "number", "item"))
_SYMBOLS = ("paren", "arabic", "item", "circled")
# A number behind a full stop or a bracket, but not behind another number: 第（一）（二）项.
_RUNNING = {
    level: re.compile(rf"(?<=[。！？）)】〕］])(?<![（(][{_CJK}][）)])(?P<label>{LEVELS[level]})")
    for level in ("heading", "paren", "arabic")
}
_ENDS = "。！？）)】〕］”"
_HEADING_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Marker:
    """A number that begins a provision: `label` as printed, `number` its value."""

    level: str
    label: str
    number: int
    start: int
    end: int

    @property
    def rank(self) -> int:
        """0 is the coarsest level."""
        return RANK[self.level]


def markers(text: str) -> list[Marker]:
    """The markers of a text in order.

    >>> [m.label for m in markers("一、总则\\n（一）甲，见（二）。\\n（二）乙。")]
    ['一、', '（一）', '（二）']
    """
    at_line = list(_at_lines(text))
    if _coarse(at_line) > 2 and not _is_flat(text):
        return _with_runs(text, at_line)
    inline = list(_carried_on(text, _anywhere(text)))
    return inline if _coarse(inline) > 2 * _coarse(at_line) else at_line


def _at_lines(text: str) -> Iterator[Marker]:
    by_first = _BY_FIRST | (_WITH_DECIMALS if _DECIMALS.search(text) else {})
    for line in _START.finditer(text):
        for level in by_first.get(text[line.end()], _SYMBOLS):
            m = _PATTERNS[level].match(text, line.end())
            if m and not _IN_CONTENTS.match(text, m.end()):
                yield _marker(level, m)
                break


def _with_runs(text: str, at_line: list[Marker]) -> list[Marker]:
    """With the numbers that go on within a paragraph: 1.……。2.……。3.……。"""
    found: list[Marker] = []
    for m, after in zip(at_line, [*at_line[1:], None], strict=True):
        found.append(m)
        if m.level not in _RUNNING:
            continue
        end = text.find("\n", m.end, after.start if after else len(text))
        end = end if end >= 0 else (after.start if after else len(text))
        for candidate in _RUNNING[m.level].finditer(text, m.end, end):
            if _number(candidate) == found[-1].number + 1:
                found.append(_marker(m.level, candidate))
    return found


def _anywhere(text: str) -> list[Marker]:
    found = (
        _marker(level, m)
        for level, pattern in _PATTERNS.items()
        if level not in ("annex", "number", "decimal")
        for m in pattern.finditer(text)
    )
    return sorted(found, key=lambda m: m.start)


def _marker(level: str, m: re.Match[str]) -> Marker:
    return Marker(level, m["label"], _number(m), m.start(), m.end())


def _number(m: re.Match[str]) -> int:
    """The value of the number; of ㈠ ⒈ ⑴ ① by their place in the series; an annex may have none."""
    groups = m.groupdict()
    if symbol := groups.get("n2"):
        first = max(s for s in _SERIES if s <= symbol)
        return ord(symbol) - ord(first) + 1
    digits = groups.get("n") or groups.get("n3")
    return to_int(digits) if digits else 1


def _is_flat(text: str) -> bool:
    """Whether paragraphs are so long that line breaks must have been lost."""
    return len(text) > 400 * (1 + text.count("\n"))


def _coarse(found: Iterable[Marker]) -> int:
    return sum(m.rank <= RANK["arabic"] for m in found)


def _carried_on(text: str, candidates: list[Marker]) -> Iterator[Marker]:
    """The candidates that stand where a provision may begin and continue the numbers before:
    the next of their level, or 1 below a coarser number.
    """
    last: dict[int, Marker] = {}
    before: Marker | None = None
    for m in candidates:
        own = last.get(m.rank)
        restarts = own is None or any(
            rank < m.rank and coarser.start > own.start for rank, coarser in last.items()
        )
        expected = {own.number + 1 if own else 1, *([1] if restarts else [])}
        parent = before if before and before.rank < m.rank else None
        if m.number in expected and _may_begin(text, m, parent):
            last[m.rank] = before = m
            yield m


def _may_begin(text: str, m: Marker, parent: Marker | None) -> bool:
    """At the start, behind a sentence, or right behind the heading of the level above."""
    lead = text[max(0, m.start - _HEADING_LENGTH) : m.start].rstrip()
    if not lead or lead[-1] in _ENDS or text[m.start - 1] == "\n":
        return True
    if m.level == "heading" and m.number == 1 and lead[-1] == "：":
        return True  # 现通知如下：一、
    heading = text[parent.end : m.start] if parent else ""
    return bool(heading) and re.fullmatch(r"[^。；，：]{1,40}", heading) is not None
