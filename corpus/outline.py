"""Numbering → chapters and clauses: where each numbered provision begins and ends.

A number counts only at the start of a paragraph. Which level is *the* clause depends on the
notice: articles (第一条) where there are any, else （一）, else 一、, else 1． — the coarser
levels above it are chapters, the finer ones below it stay inside the clause.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Span
from corpus.numerals import to_int

_CJK = "〇零一二两三四五六七八九十百千"  # at most nine of them make a number
_INDENT = r"^[ \t\u3000\u00a0]*"

# From coarse to fine. "1." must not be the beginning of "1.5" or "1.5%".
_MARKERS: dict[str, re.Pattern[str]] = {
    name: re.compile(_INDENT + f"(?P<label>{pattern})", re.MULTILINE)
    for name, pattern in {
        "part": rf"第(?P<n>[{_CJK}]{{1,9}})编",
        "chapter": rf"第(?P<n>[{_CJK}]{{1,9}})章",
        "section": rf"第(?P<n>[{_CJK}]{{1,9}})节",
        "heading": rf"(?P<n>[{_CJK}]{{1,9}})、",
        "article": rf"第(?P<n>[{_CJK}]{{1,9}}|\d{{1,9}})条(?![、至和或的规款])",
        "paren": rf"[（(](?P<n>[{_CJK}]{{1,9}})[）)](?![、至和或])",
        "arabic": r"(?P<n>\d{1,3})(?:[．、]|\.(?!\d))",
    }.items()
}
_LEVELS = list(_MARKERS)
_CLAUSE_LEVELS = ("article", "paren", "heading", "arabic")

_DATE_LINE = re.compile(
    _INDENT + r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]+\s*月"
    r"\s*[\d一二三四五六七八九十]+\s*日[ \t\u3000]*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a paragraph: `label` as printed, `number` its value."""

    level: str
    label: str
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered provision before its measures are read."""

    marker: Marker
    ancestors: tuple[Marker, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Outline:
    """The clauses of a text in order, and where the signature and what follows it begins."""

    sections: tuple[Section, ...]
    signature: Span | None


def outline(text: str) -> Outline:
    """Finds the clauses of `text`; without any numbering there are none.

    >>> [s.marker.label for s in outline("一、总则\\n（一）甲。\\n（二）乙。").sections]
    ['（一）', '（二）']
    """
    markers = _markers(text)
    signature = _signature(text, markers[-1].end if markers else 0)
    body_end = signature.start if signature else len(text)
    ancestors = _ancestors(markers)
    clauses = _clause_markers(markers, text, body_end)
    stops = [m.start for m in _outer(markers, clauses)] + [body_end]
    return Outline(
        tuple(Section(m, ancestors[m], _extent(text, m.start, stops)) for m in clauses),
        signature,
    )


def heading_line(text: str, marker: Marker) -> str:
    """The whole line of a chapter, number and title.

    >>> heading_line("一、总则\\n甲", Marker("heading", "一、", 1, 0, 2))
    '一、总则'
    """
    end = text.find("\n", marker.end)
    return text[marker.start : end if end >= 0 else len(text)].strip()


def _markers(text: str) -> list[Marker]:
    found = [
        Marker(level, m["label"], to_int(m["n"]), m.start("label"), m.end("label"))
        for level, pattern in _MARKERS.items()
        for m in pattern.finditer(text)
    ]
    return sorted(found, key=lambda m: m.start)


def _clause_markers(markers: list[Marker], text: str, body_end: int) -> list[Marker]:
    """The markers of the clause level, and the chapters that hold text but no clause."""
    present = {m.level for m in markers}
    level = next((name for name in _CLAUSE_LEVELS if name in present), None)
    if level is None:
        return []
    rank = _LEVELS.index(level)
    outer = [m for m in markers if _LEVELS.index(m.level) <= rank]
    following = [*outer[1:], None]
    return [
        m
        for m, after in zip(outer, following, strict=True)
        if m.level == level or _holds_text(text, m, after, body_end)
    ]


def _holds_text(text: str, marker: Marker, after: Marker | None, body_end: int) -> bool:
    """Whether a chapter is followed by sentences of its own and by no finer number."""
    if after is not None and _LEVELS.index(after.level) > _LEVELS.index(marker.level):
        return False
    end = after.start if after else body_end
    return "。" in text[marker.end : end]


def _outer(markers: list[Marker], clauses: list[Marker]) -> Iterator[Marker]:
    """The markers at which a clause ends: other clauses and whatever is coarser."""
    finest = max((_LEVELS.index(c.level) for c in clauses), default=0)
    return (m for m in markers if _LEVELS.index(m.level) <= finest)


def _ancestors(markers: list[Marker]) -> dict[Marker, tuple[Marker, ...]]:
    """For each marker the chain of coarser ones that it stands under."""
    chains: dict[Marker, tuple[Marker, ...]] = {}
    chain: tuple[Marker, ...] = ()
    for m in markers:
        rank = _LEVELS.index(m.level)
        chain = tuple(c for c in chain if _LEVELS.index(c.level) < rank)
        chains[m] = chain
        chain = (*chain, m)
    return chains


def _extent(text: str, start: int, stops: list[int]) -> Span:
    end = stops[bisect_right(stops, start)]
    return Span(start, start + len(text[start:end].rstrip()))


def _signature(text: str, after: int) -> Span | None:
    """The issuer's lines and the date below the last clause, with all that comes after."""
    date = _DATE_LINE.search(text, after)
    if date is None:
        return None
    start = date.start()
    while (line := _line_before(text, start)).start > after and _is_issuer(line.of(text)):
        start = line.start
    return Span(start, len(text))


def _line_before(text: str, position: int) -> Span:
    end = max(position - 1, 0)
    return Span(text.rfind("\n", 0, end) + 1, end)


def _is_issuer(line: str) -> bool:
    return len(line.strip()) <= 40 and not re.search(r"[，。；：！？）)]", line)
