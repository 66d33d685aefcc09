"""Several notices together: which regions they cover, and any clause or measure by its id."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corpus.facts.validity import Validity, validity
from corpus.model import Clause, Measure, Notice
from corpus.numerals import NUMERAL, to_int

_CHAPTER = re.compile(rf"\s*第?(?P<n>{NUMERAL})\s*(?:[、．.章]|部分)")


@dataclass(frozen=True, slots=True)
class Located:
    """A clause with the notice that it stands in."""

    notice: Notice
    clause: Clause

    def measure(self, measure_id: str) -> Measure:
        """The clause's measure of that id. Raises KeyError if it has none."""
        for measure in self.clause.measures:
            if measure.id == measure_id:
                return measure
        raise KeyError(measure_id)


class Catalogue:
    """Look-ups over notices; nothing is searched or ranked here.

    >>> from corpus.reading import read_text
    >>> Catalogue([read_text("（一）甲。")]).clauses_numbered(1)[0].clause.label
    '（一）'
    """

    def __init__(self, notices: Iterable[Notice]) -> None:
        self.notices = tuple(notices)
        self._repealing = [n for n in self.notices if n.metadata.repeals]
        self._clauses = {c.id: Located(n, c) for n in self.notices for c in n.clauses}

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that have a notice here, each once, in the order of the notices."""
        return tuple(dict.fromkeys(r for n in self.notices if (r := n.metadata.region)))

    def of_regions(self, regions: Iterable[str]) -> tuple[Notice, ...]:
        """The notices of the given regions; all notices where none is given."""
        wanted = set(regions)
        return tuple(n for n in self.notices if not wanted or n.metadata.region in wanted)

    def validity(self, notice: Notice, as_of: date) -> Validity:
        """Whether a notice is in force, by its own words and by what the other notices repeal."""
        others = [n for n in self._repealing if n.id != notice.id]
        return validity(notice, others, as_of, [s.of(notice.text) for s in notice.life])

    def clause(self, clause_id: str) -> Located:
        """Raises KeyError where there is no such clause."""
        return self._clauses[clause_id]

    def clauses_numbered(
        self, number: int, notices: Iterable[Notice] | None = None
    ) -> tuple[Located, ...]:
        """Every clause with that number; there may be several where numbering restarts."""
        among = self.notices if notices is None else tuple(notices)
        return tuple(Located(n, c) for n in among for c in n.clauses if c.number == number)

    def clauses_of_chapter(
        self, number: int, notices: Iterable[Notice] | None = None
    ) -> tuple[Located, ...]:
        """Every clause of the chapters with that number: 第三章, 三、."""
        among = self.notices if notices is None else tuple(notices)
        return tuple(
            Located(n, c) for n in among for c in n.clauses if _chapter_number(c.chapter) == number
        )

    def clauses_of_chapter_named(
        self, text: str, notices: Iterable[Notice] | None = None
    ) -> tuple[Located, ...]:
        """Every clause of the chapters whose heading, without its number, stands in `text`."""
        among = self.notices if notices is None else tuple(notices)
        return tuple(
            Located(n, c)
            for n in among
            for c in n.clauses
            if (name := _CHAPTER.sub("", c.chapter or "").strip()) and name in text
        )


def _chapter_number(chapter: str | None) -> int | None:
    m = _CHAPTER.match(chapter or "")
    return to_int(m["n"]) if m else None
