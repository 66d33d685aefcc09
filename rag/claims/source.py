"""A measure as sentences about it are held against it: what it says, and where it stands."""

import re
from dataclasses import dataclass
from functools import cached_property

from corpus.catalogue import Located
from corpus.model import Agencies, Measure
from index.tokens import fold
from rag.claims.agencies import Role, roles
from rag.understanding.instructions import without_instructions

_GAP = re.compile(r"(?<=[\d\u4e00-\u9fff])[ \t\u3000]+(?=[\d\u4e00-\u9fff%])")


@dataclass(frozen=True)
class Source:
    """A measure that may be cited as [rank]: what it says, and what is known of where it stands.

    `text` is folded; what in it commands a language model is left out. `where` holds the headings
    and the notice's own title, number, region and dates.
    """

    rank: int
    notice: str
    text: str
    where: str
    titles: tuple[str, ...]
    number: str | None
    clause: int
    dates: tuple[str, ...]
    agencies: Agencies

    @cached_property
    def given(self) -> frozenset[Role]:
        """The roles that the measure gives, by its bracket and in its sentences."""
        known = self.agencies.bodies
        own = {
            Role(b, role)
            for role in ("lead", "support", "responsible")
            for b in getattr(self.agencies, role)
        }
        return frozenset(own | set(roles(self.text, known)))


def source_of(rank: int, located: Located, measure: Measure) -> Source:
    """A measure of a clause, cited as [rank]."""
    notice, clause = located.notice, located.clause
    known = notice.metadata
    said = [s.of(notice.text) for s in measure.sentences] or [measure.span.of(notice.text)]
    if measure.agencies_span:
        said.append(measure.agencies_span.of(notice.text))
    heading = f"{clause.label}{clause.title or ''}"
    headings = (heading, clause.chapter, known.title, known.number, known.region, known.issuer)
    return Source(
        rank=rank,
        notice=notice.id,
        text=plain_text(without_instructions("".join(said))),
        where=fold(" ".join(h for h in headings if h)),
        titles=tuple(fold(t) for t in (known.title, clause.title, clause.chapter) if t),
        number=known.number,
        clause=clause.number,
        dates=tuple(d for d in (known.issued_on, known.effective_from, known.effective_until) if d),
        agencies=measure.agencies,
    )


def plain_text(text: str) -> str:
    """Folded, without the blanks that a PDF's text layer puts around figures.

    >>> plain_text("补贴 ５０ 万元")
    '补贴50万元'
    """
    return _GAP.sub("", fold(text))
