"""Numbering → chapters and clauses: where each numbered provision begins and ends.

Which level is *the* clause depends on the notice. Articles (第一条) always are. Otherwise the
levels are descended, 一、 →（一）→ 1．, as long as the finer one holds the text: items of a list
inside a sentence (ending in ；) and a few items under one of many clauses stay inside.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Span
from corpus.structure.front import signatures
from corpus.structure.numbering import RANK, Marker, markers

_DIVISIONS = ("annex", "part", "chapter", "section", "number")
# Descended only where the finer level holds more than half of the coarser one's text.
_BY_MASS = (("heading", "arabic"), ("paren", "arabic"), ("heading", "item"))
_ANNEX_LIST = re.compile(
    r"^[ \t\u3000]*附 ?件 ?[：:][^\n]*(?:\n\s{0,40}\d{1,2}[.．、][^\n。]{1,60}$)*", re.M
)


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered provision before its measures are read."""

    marker: Marker
    ancestors: tuple[Marker, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Outline:
    """The clauses of a text in order, its markers, and what stands outside of them."""

    sections: tuple[Section, ...] = ()
    markers: tuple[Marker, ...] = ()
    signatures: tuple[Span, ...] = ()
    annexes: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Node:
    marker: Marker
    ancestors: tuple[Marker, ...]
    end: int
    children: list["_Node"]

    @property
    def length(self) -> int:
        return self.end - self.marker.start


def outline(text: str, start: int = 0) -> Outline:
    """Finds the clauses of `text` from `start` on; without any numbering there are none.

    >>> [s.marker.label for s in outline("一、总则\\n（一）甲。\\n（二）乙。").sections]
    ['（一）', '（二）']
    """
    signed = signatures(text)
    annexes = _annex_lists(text)
    outside = sorted([*signed, *annexes])
    numbered = [m for m in markers(text) if m.start >= start and not _inside(m.start, outside)]
    roots = _tree(numbered, [s.start for s in outside], [s.start for s in signed], len(text))
    sections = tuple(
        section
        for document in _documents(roots)
        for dense in [{pair for pair in _BY_MASS if _is_dense(document, *pair, text)}]
        for root in document
        for section in _sections(root, dense, text)
    )
    return Outline(sections, tuple(numbered), tuple(signed), tuple(annexes))


def heading_span(text: str, plan: Outline, marker: Marker) -> Span:
    """The heading of a chapter, number and title, without what stands below it.

    >>> text = "一、总则\\n（一）甲"
    >>> heading_span(text, outline(text), outline(text).markers[0]).of(text)
    '一、总则'
    """
    after = bisect_left(plan.markers, marker.end, key=lambda m: m.start)
    limit = plan.markers[after].start if after < len(plan.markers) else len(text)
    line_end = text.find("\n", marker.end, limit)
    return Span(marker.start, line_end if line_end >= 0 else limit).trimmed(text)


def _annex_lists(text: str) -> list[Span]:
    """附件：1.甲 2.乙, the names of annexes below a notice: numbered, but no provisions."""
    if "附" not in text:
        return []
    return [Span(m.start(), m.end()) for m in _ANNEX_LIST.finditer(text)]


def _inside(position: int, spans: Sequence[Span]) -> bool:
    i = bisect_left(spans, position + 1, key=lambda s: s.start) - 1
    return i >= 0 and spans[i].start <= position < spans[i].end


def _tree(numbered: list[Marker], stops: list[int], signed: list[int], length: int) -> list[_Node]:
    """The markers by what they stand under; a provision ends at the next of its level or above.
    A signature ends all that stand above it: below begins what a cover issues.
    """
    roots: list[_Node] = []
    stack: list[_Node] = []
    for m in numbered:
        above = bisect_left(signed, m.start)
        while stack and (
            stack[-1].marker.rank >= m.rank
            or (above and stack[-1].marker.start < signed[above - 1])
        ):
            _close(stack.pop(), m.start, stops)
        node = _Node(m, tuple(n.marker for n in stack), length, [])
        (stack[-1].children if stack else roots).append(node)
        stack.append(node)
    for node in stack:
        _close(node, length, stops)
    return roots


def _close(node: _Node, end: int, stops: list[int]) -> None:
    i = bisect_left(stops, node.marker.start)
    node.end = min(end, stops[i]) if i < len(stops) else end


def _documents(roots: list[_Node]) -> Iterator[list[_Node]]:
    """The roots of a notice, parted where its numbers start again: what it issues or annexes."""
    document: list[_Node] = []
    for root in roots:
        before = next((n for n in reversed(document) if n.marker.level == root.marker.level), None)
        if before and root.marker.number <= before.marker.number:
            yield document
            document = []
        document.append(root)
    yield document


def _is_dense(roots: list[_Node], coarse: str, fine: str, text: str) -> bool:
    """Whether the `fine` numbers are the clauses under the `coarse` ones: they run on from one to
    the next, or hold more than half of the text.
    """
    if coarse == "heading" and any(_has_clauses(node, text) for node in _walk(roots)):
        return True  # other chapters are divided already
    nodes = [n for n in _walk(roots) if n.marker.level == coarse]
    nodes = [n for n in nodes if not any(c.marker.level == "paren" for c in n.children)]
    fines = [[c for c in n.children if c.marker.level == fine] for n in nodes]
    fines = [f for f in fines if f and not _is_list(f, text)]
    if _run_on(fines):
        return True
    return 2 * sum(c.length for f in fines for c in f) > sum(n.length for n in nodes)


def _run_on(groups: list[list[_Node]]) -> bool:
    """Whether the numbers of each group carry on those of the group before."""
    edges = [(a[-1].marker.number + 1, b[0].marker.number) for a, b in pairwise(groups)]
    return len(edges) > 1 and all(expected == first for expected, first in edges)


def _has_clauses(node: _Node, text: str) -> bool:
    """Whether a chapter 一、 is divided into clauses （一）."""
    finer = [c for c in node.children if c.marker.level in ("article", "paren")]
    return node.marker.level == "heading" and bool(finer) and not _is_list(finer, text)


def _walk(nodes: list[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _is_list(children: list[_Node], text: str) -> bool:
    """Items of one sentence: all but the last end in a semicolon or comma."""
    ends = [text[c.marker.start : c.end].rstrip()[-1:] for c in children[:-1]]
    return bool(ends) and sum(e in "；;，,、" for e in ends) * 2 > len(ends)


def _sections(node: _Node, dense: set[tuple[str, str]], text: str) -> Iterator[Section]:
    if _is_divided(node, dense, text):
        if lead := _lead_in(node, text):
            yield Section(node.marker, node.ancestors, lead)
        for child in node.children:
            yield from _sections(child, dense, text)
    elif _holds_sentences(node, text):
        yield Section(node.marker, node.ancestors, Span(node.marker.start, node.end).trimmed(text))


def _is_divided(node: _Node, dense: set[tuple[str, str]], text: str) -> bool:
    """Whether a provision's own clauses are the finer ones below it."""
    if not node.children or node.marker.level == "article":
        return False
    if node.marker.level in _DIVISIONS:
        return True
    level = min((c.marker for c in node.children), key=lambda m: m.rank).level
    if _is_list([c for c in node.children if c.marker.level == level], text):
        return False
    if node.marker.level == "heading" and level in ("article", "paren"):
        return True
    return (node.marker.level, level) in dense


def _lead_in(node: _Node, text: str) -> Span | None:
    """The paragraphs between a heading and its first clause, heading included."""
    span = Span(node.marker.start, min(node.children[0].marker.start, node.end)).trimmed(text)
    words = re.sub(r"[（(〔【][^）)〕】]*[）)〕】]", "", text[node.marker.end : span.end])
    _, _, below = words.partition("\n" if "\n" in words else "。")
    return span if re.search(r"\w{2}[^\n]*[。；：，]", below) else None


def _holds_sentences(node: _Node, text: str) -> bool:
    """Anything but the bare name of a chapter, as a table of contents has it."""
    body = text[node.marker.end : node.end].strip()
    if node.marker.rank >= RANK["article"] or node.marker.level == "annex":
        return bool(body)
    return "。" in body or "\n" in body or "：" in body
