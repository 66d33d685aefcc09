"""The parts of a notice. Text is stored once, in `Notice.text`; every part is an offset into it.

Offsets count Unicode code points, end exclusive.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters, `text[start:end]`.

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


@dataclass(frozen=True, slots=True)
class Agencies:
    """Who answers for a measure, by role, in the names and the order printed."""

    lead: tuple[str, ...] = ()  # 牵头
    support: tuple[str, ...] = ()  # 配合
    responsible: tuple[str, ...] = ()  # 责任

    def __bool__(self) -> bool:
        return bool(self.lead or self.support or self.responsible)

    def __add__(self, other: "Agencies") -> "Agencies":
        return Agencies(
            self.lead + other.lead,
            self.support + other.support,
            self.responsible + other.responsible,
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """A run of sentences (措施) inside one clause that has agencies of its own.

    `span` holds the sentences without the words that name the agencies; those stand in
    `agencies_span`, which is None where the notice names nobody.
    """

    id: str
    span: Span
    sentences: tuple[Span, ...]
    agencies: Agencies = Agencies()
    agencies_span: Span | None = None
    amounts: tuple[Span, ...] = ()
    periods: tuple[Span, ...] = ()


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
    """What is known about a notice besides its text. None is unknown, never a guess."""

    title: str | None = None
    number: str | None = None
    region: str | None = None
    issuer: str | None = None
    issued_on: str | None = None
    effective_from: str | None = None
    effective_until: str | None = None
    repeals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One policy notice (通知、意见、办法…) as read.

    Every character of `text` lies in exactly one clause or in one span of `unassigned`.
    """

    id: str
    metadata: Metadata
    text: str
    clauses: tuple[Clause, ...]
    unassigned: tuple[Span, ...]
    warnings: tuple[str, ...] = field(default=())
