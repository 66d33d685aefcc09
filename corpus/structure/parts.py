"""What stands outside of clauses: title and preamble, headings, signatures, lists of annexes."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from corpus.model import Clause, Part, Span
from corpus.structure.outline import Outline, heading_span


def parts(text: str, clauses: tuple[Clause, ...], plan: Outline) -> Iterator[Part]:
    """What lies between the clauses, blanks included, so that nothing is ever lost."""
    known = _known_parts(text, plan)
    edges = sorted({edge for start, (_, end) in known.items() for edge in (start, end)})
    at = 0
    for span in (*(c.span for c in clauses), Span(len(text), len(text))):
        within = edges[bisect_right(edges, at) : bisect_left(edges, span.start)]
        for start, end in pairwise([at, *within, span.start]):
            if start < end:
                kind = known[start][0] if start in known else _kind(text, start, end, plan)
                yield Part(kind, Span(start, end))
        at = span.end


def _known_parts(text: str, plan: Outline) -> dict[int, tuple[str, int]]:
    """Kind and end of each signature, list of annexes and heading, by where it starts."""
    headings = [heading_span(text, plan, m) for m in plan.markers]
    kinds = {"heading": headings, "annex": plan.annexes, "signature": plan.signatures}
    return {s.start: (kind, s.end) for kind, spans in kinds.items() for s in spans}


def _kind(text: str, start: int, end: int, plan: Outline) -> str:
    if not text[start:end].strip():
        return "blank"
    if not plan.sections or start < plan.sections[0].span.start:
        return "front"
    # Behind the signature of a cover stand the title and the preamble of what it issues.
    issued = bool(plan.signatures) and plan.signatures[0].end <= start
    return "front" if issued and plan.markers[-1].start > start else "unknown"
