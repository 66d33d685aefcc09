"""One subject, the regions side by side: what each provides, and what only one of them has.

The measures on the subject are found region by region; those of different regions that are nearest
to each other in meaning, and near enough, share a row. A cell without a counterpart stays empty
and is said to be so.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

from corpus.catalogue import Catalogue
from corpus.errors import BadInput
from corpus.model import Span
from corpus.record import agencies_record
from corpus.regions import places_in
from index.hybrid import HybridIndex
from rag.answer import Citation, citation_record
from rag.candidates import Found, ranked
from rag.evidence import asked, widening
from rag.question import checked
from rag.retriever import ClauseRetriever
from rag.today import cite_today

_MOST = 8  # sentences of a region on one subject
_ON_SUBJECT = 0.7  # share of the subject's words that a sentence or what it stands under must hold
_NEAR_BEST = 0.75  # share of the best sentence's score that another must reach
_ALIKE = 0.62  # cosine from which two sentences provide for the same thing


@dataclass(frozen=True, slots=True)
class Cell:
    """What one region provides: the sentence, with figures, conditions and agencies."""

    citation: Citation
    amounts: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Measures of different regions that provide for the same thing, by region."""

    cells: dict[str, Cell]

    @property
    def only(self) -> str | None:
        """The one region that has it, where others have no counterpart."""
        return next(iter(self.cells)) if len(self.cells) == 1 else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The regions compared, the lines, and the regions that have nothing on the subject."""

    subject: str
    regions: tuple[str, ...]
    lines: tuple[Line, ...]
    missing: tuple[str, ...]


class Comparer:
    """Compares the regions of one index.

    >>> Comparer(index).compare("人才培训", ["青海", "辽宁"]).lines[0].only  # doctest: +SKIP
    """

    def __init__(self, index: HybridIndex) -> None:
        self._index = index
        self._catalogue = Catalogue(index.notices)
        self._retriever = ClauseRetriever(index=index)

    def compare(self, subject: str, regions: Sequence[str] = ()) -> Comparison:
        """The regions side by side; all that have a notice where none is given.

        Raises BadInput for an empty subject, an unknown region, or fewer than two regions.
        """
        subject = checked(subject)
        wanted = _checked_regions(regions) or self._catalogue.regions
        if len(wanted) < 2:
            raise BadInput("对比至少要两个地区。请写两个以上的省份，例如 青海,辽宁。")
        found = {region: self._found(subject, region) for region in wanted}
        own = [f for of in found.values() for f in of]
        others = [o for f in own for r in wanted if r != f.region for o in self._nearest(f, r, own)]
        groups = _aligned(own, list({o.quote: o for o in others}.values()), self._index.likeness)
        groups.sort(key=lambda group: -max(f.score for f in group if f in own))
        cells = ({f.region: self._cell(f) for f in group} for group in groups)
        lines = _numbered([Line(c) for c in cells], wanted)
        held = {region for line in lines for region in line.cells}
        return Comparison(subject, tuple(wanted), lines, tuple(r for r in wanted if r not in held))

    def _found(self, subject: str, region: str) -> list[Found]:
        """The measures of a region on a subject, best first."""
        notices = [n.id for n in self._catalogue.of_regions([region])]
        if not notices:
            return []
        terms = asked(subject, self._index.rarity)
        documents = self._retriever.invoke(subject, notices=notices, also=widening(terms))
        on_subject = [
            f for f in ranked(documents, self._catalogue, terms) if f.coverage >= _ON_SUBJECT
        ]
        top = max((f.score for f in on_subject), default=0.0)
        return [f for f in on_subject if f.score >= _NEAR_BEST * top][:_MOST]

    def _cell(self, found: Found) -> Cell:
        text, terms = found.located.notice.text, found.measure.terms
        own = [a.span for a in terms.amounts if found.quote.contains(a.span)]
        conditions = [c for c in terms.conditions if found.quote.contains(c)]
        citation = cite_today(
            1, found.located, found.measure, found.quote, self._catalogue, date.today()
        )
        return Cell(citation, _words(own, text), _words(conditions, text))

    def _nearest(self, found: Found, region: str, known: Sequence[Found]) -> Iterator[Found]:
        """The sentence of another region that is nearest to one, unless it was found already:
        a counterpart need not be in the words of the subject.
        """
        notices = [n.id for n in self._catalogue.of_regions([region])]
        documents = self._retriever.invoke(found.text, notices=notices)[:1] if notices else []
        places = {(f.located.notice.id, f.quote) for f in known}
        for other in ranked(documents, self._catalogue, asked(found.text, self._index.rarity)):
            if (other.located.notice.id, other.quote) not in places:
                yield other


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain JSON values; a cell without a counterpart is null."""
    return {
        "subject": comparison.subject,
        "regions": list(comparison.regions),
        "rows": [
            {
                "cells": {r: _cell_record(line.cells.get(r)) for r in comparison.regions},
                "only": line.only,
            }
            for line in comparison.lines
        ],
        "missing": list(comparison.missing),
    }


def _cell_record(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {
        "name": cell.citation.place,
        "quote": cell.citation.quote,
        "amounts": list(cell.amounts),
        "conditions": list(cell.conditions),
        "agencies": agencies_record(cell.citation.agencies),
        "citation": citation_record(cell.citation),
    }


def _checked_regions(names: Sequence[str]) -> tuple[str, ...]:
    found = []
    for name in names:
        places = places_in(name)
        if not places:
            raise BadInput(f"不认识的地区：{name[:20]}。请写省份或城市的名称，例如 辽宁、西宁。")
        found.append(places[0].province)
    return tuple(dict.fromkeys(found))


def _aligned(
    own: Sequence[Found],
    others: Sequence[Found],
    likeness: Callable[[Sequence[str]], Sequence[Sequence[float]]],
) -> list[list[Found]]:
    """Groups of sentences that are alike, with one of each region at most: the nearest first.
    Those of `others` alone are no group.
    """
    found = [*own, *others]
    if not own:
        return []
    alike = likeness([f.text for f in found])
    group_of = {i: [i] for i in range(len(found))}
    pairs = sorted(combinations(range(len(found)), 2), key=lambda p: -alike[p[0]][p[1]])
    for i, j in pairs:
        one, other = group_of[i], group_of[j]
        regions = [found[k].region for k in (*one, *other)]
        if alike[i][j] >= _ALIKE and one is not other and len(set(regions)) == len(regions):
            for k in (merged := [*one, *other]):
                group_of[k] = merged
    groups = {id(group): group for group in group_of.values()}
    told = (g for g in groups.values() if any(i < len(own) for i in g))
    return [[found[i] for i in group] for group in told]


def _words(spans: Sequence[Span], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.of(text) for s in spans))


def _numbered(lines: Sequence[Line], regions: Sequence[str]) -> tuple[Line, ...]:
    """The lines with the ranks of their citations in reading order."""
    numbered, rank = [], 0
    for line in lines:
        cells = {}
        for region in regions:
            if cell := line.cells.get(region):
                rank += 1
                cells[region] = _ranked(cell, rank)
        numbered.append(Line(cells))
    return tuple(numbered)


def _ranked(cell: Cell, rank: int) -> Cell:
    return replace(cell, citation=replace(cell.citation, rank=rank))
