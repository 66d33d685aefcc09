"""Which notices a question is about, by the regions that it names."""

from dataclasses import dataclass

from corpus.catalogue import Catalogue
from corpus.model import Notice
from corpus.regions import Place, countries_in
from rag.question import Question
from rag.understanding.titles import foreign_titles


@dataclass(frozen=True, slots=True)
class Scope:
    """`notices` to search; `regions` named and present; `missing` named and not in the corpus."""

    notices: tuple[Notice, ...]
    regions: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def notice_ids(self) -> frozenset[str]:
        """The ids of the notices to search."""
        return frozenset(n.id for n in self.notices)


def scope(question: Question, catalogue: Catalogue) -> Scope:
    """Named regions select notices; a question that names none is about all of them.

    A city that a named region's own notice mentions is part of the subject, not a region asked
    about: 杭州 in "杭州综试区的经验在辽宁哪里推广". A law or document named, or another country, is
    asked about before all: 按照《电子商务法》 is no question for a notice that does not mention it.
    """
    if numbered := _numbered(question, catalogue):
        return Scope(numbered, (), ())
    foreign = foreign_titles(question.standalone, catalogue.notices)
    abroad = countries_in(question.standalone) if not question.places else ()
    if elsewhere := (*(f"《{title}》" for title in foreign), *abroad):
        return Scope((), (), elsewhere)
    held = set(catalogue.regions)
    named_held = [p for p in question.places if p.province in held]
    asked_for = [
        p
        for p in question.places
        if p.province in held or not _is_topic(p, named_held, question, catalogue)
    ]
    regions = tuple(dict.fromkeys(p.province for p in asked_for if p.province in held))
    if question.compares_all and len(regions) < 2:
        regions = catalogue.regions
    missing = tuple(dict.fromkeys(p.province for p in asked_for if p.province not in held))
    if missing and not regions:
        return Scope((), (), missing)
    return Scope(catalogue.of_regions(regions), regions, missing)


def _numbered(question: Question, catalogue: Catalogue) -> tuple[Notice, ...]:
    """The notices that the question names by their number."""
    asked = question.notice_numbers
    return tuple(
        n
        for n in catalogue.notices
        if (number := n.metadata.number) and any(number in a or a in number for a in asked)
    )


def _is_topic(
    place: Place, named_held: list[Place], question: Question, catalogue: Catalogue
) -> bool:
    """A place is spoken of and not asked about where the notices meant mention it: those of the
    regions named beside it, or all where it is asked which clause speaks of it.
    """
    notices = catalogue.of_regions(p.province for p in named_held) if named_held else ()
    if not notices and question.wants_clause:
        notices = catalogue.notices
    return any(place.name in notice.text for notice in notices)
