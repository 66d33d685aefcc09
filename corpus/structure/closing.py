"""A bracket on a line of its own that closes several clauses and answers for all of them."""

from collections import defaultdict
from dataclasses import replace

from corpus.model import Clause, Measure
from corpus.structure.bodies import OPEN


def answered_together(text: str, clauses: list[Clause]) -> list[Clause]:
    """A bracket on a line of its own below the last of several clauses of one heading, none of
    which has another, answers for all of them; unless single clauses have such brackets too.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, clause in enumerate(clauses):
        groups[clause.path[:-1]].append(i)
    closing = {p: _closing(text, [clauses[i] for i in g]) for p, g in groups.items() if p}
    apart = sum(_stands_apart(text, m) for c in clauses for m in c.measures)
    if apart != sum(map(bool, closing.values())):
        return clauses
    for path, last in closing.items():
        for i in groups[path] if last else ():
            given = tuple(_given(m, last) for m in clauses[i].measures if last)
            clauses[i] = replace(clauses[i], measures=given)
    return clauses


def _closing(text: str, clauses: list[Clause]) -> Measure | None:
    """The one attributed measure of a group, if its bracket stands below all on its own line."""
    attributed = [m for c in clauses for m in c.measures if m.agencies_span]
    if len(clauses) < 2 or len(attributed) != 1 or not clauses[-1].measures:
        return None
    (measure,) = attributed
    return measure if measure is clauses[-1].measures[-1] and _stands_apart(text, measure) else None


def _stands_apart(text: str, measure: Measure) -> bool:
    """Whether the agencies of a measure stand in a bracket on a line of its own."""
    quoted = measure.agencies_span
    if quoted is None or text[quoted.start] not in OPEN:
        return False
    line = text.rfind("\n", 0, quoted.start) + 1
    return line > 0 and not text[line : quoted.start].strip()


def _given(measure: Measure, last: Measure) -> Measure:
    return replace(
        measure,
        agencies=last.agencies,
        agencies_span=last.agencies_span,
        deadlines=last.deadlines,
        remarks=last.remarks,
    )
