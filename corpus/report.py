"""What was read of a notice, in figures that a person can check in a minute."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Notice, Span


@dataclass(frozen=True, slots=True)
class Report:
    """Counts over one notice or several. Characters are counted without blanks."""

    notices: int
    clauses: int
    measures: int
    attributed: int  # measures with agencies
    characters: int
    in_clauses: int  # characters inside of clauses
    unknown: int  # characters neither in a clause nor in a part of known kind
    warnings: tuple[str, ...]

    @property
    def assigned(self) -> float:
        """The share of characters in a clause or in a known part: title, heading, signature…"""
        return 1 - self.unknown / self.characters if self.characters else 1.0

    @property
    def cited(self) -> float:
        """The share of characters that stand in a clause, where they can be cited."""
        return self.in_clauses / self.characters if self.characters else 0.0


def report(notices: Iterable[Notice]) -> Report:
    """Counts what was read.

    >>> from corpus.reading import read_text
    >>> report([read_text("（一）甲。（责任单位：乙局）")]).attributed
    1
    """
    read = list(notices)
    measures = [m for n in read for c in n.clauses for m in c.measures]
    strange = [(n, [p.span for p in n.unassigned if p.kind == "unknown"]) for n in read]
    return Report(
        notices=len(read),
        clauses=sum(len(n.clauses) for n in read),
        measures=len(measures),
        attributed=sum(bool(m.agencies) for m in measures),
        characters=sum(_characters(n.text) for n in read),
        in_clauses=sum(_within(n, [c.span for c in n.clauses]) for n in read),
        unknown=sum(_within(n, spans) for n, spans in strange),
        warnings=tuple(w for n in read for w in n.warnings),
    )


def _within(notice: Notice, spans: Iterable[Span]) -> int:
    return sum(_characters(span.of(notice.text)) for span in spans)


def _characters(text: str) -> int:
    return sum(map(len, text.split()))
