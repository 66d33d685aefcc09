"""The parts of a notice. Text is stored once, in `Notice.text`; every part is an offset into it.

Offsets count Unicode code points, end exclusive.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """A run of characters, `text[start:end]`. A tuple, since a long text has very many of them.

    >>> Span(1, 3).of("abcd")
    'bc'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def trimmed(self, text: str) -> "Span":
        """The span without the blanks and line breaks at its end.

        >>> Span(0, 4).trimmed("甲。 \\n")
        Span(start=0, end=2)
        """
        return Span(self.start, self.start + len(self.of(text).rstrip()))


@dataclass(frozen=True, slots=True)
class Agencies:
    """Who answers for a measure, by role, in the order printed, shortened names completed."""

    lead: tuple[str, ...] = ()  # 牵头
    support: tuple[str, ...] = ()  # 配合
    responsible: tuple[str, ...] = ()  # 责任
    printed: tuple[tuple[str, str], ...] = ()  # (市住建局, 住建局): names completed, and as printed

    def __bool__(self) -> bool:
        return bool(self.bodies)

    @property
    def bodies(self) -> tuple[str, ...]:
        """All bodies, lead first."""
        return (*self.lead, *self.support, *self.responsible)

    def __add__(self, other: "Agencies") -> "Agencies":
        return Agencies(
            tuple(dict.fromkeys(self.lead + other.lead)),
            tuple(dict.fromkeys(self.support + other.support)),
            tuple(dict.fromkeys(self.responsible + other.responsible)),
            tuple(dict.fromkeys(self.printed + other.printed)),
        )

    def as_printed(self) -> "Agencies":
        """The same bodies in the very words of the notice.

        >>> Agencies(lead=("市住建局",), printed=(("市住建局", "住建局"),)).as_printed().lead
        ('住建局',)
        """
        words = dict(self.printed)
        lists = (self.lead, self.support, self.responsible)
        lead, support, responsible = (tuple(words.get(b, b) for b in bodies) for bodies in lists)
        return Agencies(lead, support, responsible)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with its unit (500万元), the words that bound it (最高) and what it is of."""

    span: Span
    bound: Span | None = None
    of: Span | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of support, one of the taxonomy in `kinds.toml`, with the words that say so."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Terms:
    """What a measure grants or asks, each part in the order of the text."""

    amounts: tuple[Amount, ...] = ()
    periods: tuple[Span, ...] = ()
    conditions: tuple[Span, ...] = ()
    beneficiaries: tuple[Span, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A run of sentences (措施) inside one clause that has agencies of its own.

    `span` holds the sentences without the words that name the agencies; those stand in
    `agencies_span`, which is None where the notice names nobody. It lies outside of the clause
    where the heading of the chapter names the agencies of all that follows. Where a heading names
    the lead and `agencies_span` the others, it stands in `heading_span`. `deadlines` and `remarks`
    are what else is said there (完成时限：9月底前).
    """

    id: str
    span: Span
    sentences: tuple[Span, ...]
    agencies: Agencies = Agencies()
    agencies_span: Span | None = None
    heading_span: Span | None = None
    deadlines: tuple[Span, ...] = ()
    remarks: tuple[Span, ...] = ()
    terms: Terms = Terms()

    @property
    def opening(self) -> Span:
        """The first sentence; the whole where it has none."""
        return self.sentences[0] if self.sentences else self.span


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered provision (条款): the unit of citation.

    `path` holds the labels from the chapter down to the clause itself; it identifies the
    clause within its notice, which the number alone need not do.
    """

    id: str
    number: int
    label: str
    title: str | None
    chapter: str | None
    path: tuple[str, ...]
    span: Span
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a notice besides its text. None is unknown, never a guess.

    `level` is 国家, 省, 市 or 县; dates are ISO, as precise as the notice is.
    """

    title: str | None = None
    number: str | None = None
    region: str | None = None
    level: str | None = None
    issuer: str | None = None
    issued_on: str | None = None
    effective_from: str | None = None
    effective_until: str | None = None
    repeals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Text outside of the clauses: front (title, number, addressee, preamble), heading (of a
    chapter), signature, annex (its name, the list of annexes), blank, or unknown.
    """

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Notice:
    """One policy notice (通知、意见、办法…) as read.

    Every character of `text` lies in exactly one clause or in one part of `unassigned`. `life`
    holds the sentences that say from when, until when and instead of what the notice runs.
    """

    id: str
    metadata: Metadata
    text: str
    clauses: tuple[Clause, ...]
    unassigned: tuple[Part, ...]
    life: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = field(default=())
