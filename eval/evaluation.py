"""One evaluation: every question of a gold file asked as a user asks, judged, and compared."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.catalogue import Catalogue
from corpus.errors import WenceError
from eval.goldset import Gold, Row, check, clauses_by_name
from eval.ranking import ranking_scores, right_first
from eval.scoring import Judged, cited_names, judge
from eval.systems import System
from rag.answer import Answer
from rag.assistant import Assistant

OURS = "ours"
_DEPTH = 10
_SAMPLE, _SEED = 5, 7  # a quick evaluation asks every fifth question of a kind
Watch = Callable[[Sequence[Row], str], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of one gold file: the answers judged, and by system the scores of its rankings.

    The lists in `systems` go with the answerable rows, in their order.
    """

    name: str
    judged: tuple[Judged, ...]
    systems: Mapping[str, list[dict[str, float]]]


def evaluate(
    gold: Gold, assistant: Assistant, others: Mapping[str, System], watch: Watch
) -> Evaluation:
    """Asks, judges and compares; `watch` passes the rows on and shows how far it is.

    Raises BadInput where the gold does not fit the notices.
    """
    notices = assistant.index.notices
    located = clauses_by_name(Catalogue(notices))
    check(gold, located)
    texts = {n.id: n.text for n in notices}
    judged = tuple(judge(r, _asked(assistant, r), texts) for r in watch(gold.rows, gold.name))
    names = {place.clause.id: name for name, place in located.items()}
    rows = [j.row for j in judged if j.row.answerable]
    answered = [j.answer for j in judged if j.row.answerable]
    rankings = {OURS: [_ranking(assistant, answer, names) for answer in answered]}
    for name, system in others.items():
        found = [system(_conversation(r)) for r in watch(rows, name)]
        rankings[name] = [[names[c] for c in ids if c in names] for ids in found]
    scores = {name: _scores(rows, ranked) for name, ranked in rankings.items()}
    return Evaluation(gold.name, judged, scores)


def sample(gold: Gold) -> Gold:
    """Every fifth question of each kind, the same ones each time."""
    order = list(range(len(gold.rows)))
    random.Random(_SEED).shuffle(order)
    by_kind: dict[str, list[int]] = {}
    for i in order:
        by_kind.setdefault(gold.rows[i].kind, []).append(i)
    kept = sorted(i for same in by_kind.values() for i in same[::_SAMPLE])
    rows, lines = tuple(gold.rows[i] for i in kept), tuple(gold.lines[i] for i in kept)
    return replace(gold, rows=rows, lines=lines)


def _asked(assistant: Assistant, row: Row) -> Answer:
    """The answer; a question that wence does not take counts as refused, as a user sees it."""
    try:
        return assistant.ask(row.question, row.turns)
    except WenceError as e:
        return Answer(row.question, row.question, "refused", str(e), reason="unclear")


def _ranking(assistant: Assistant, answer: Answer, names: Mapping[str, str]) -> list[str]:
    """What a user sees of ours: the clauses cited, then what the search finds."""
    hits = assistant.search(answer.standalone, _DEPTH)
    found = [names[h.located.clause.id] for h in hits if h.located.clause.id in names]
    return list(dict.fromkeys([*cited_names(answer.citations), *found]))


def _conversation(row: Row) -> str:
    return " ".join((*row.turns, row.question))


def _scores(rows: Sequence[Row], rankings: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    measured = ranking_scores(rows, rankings)
    return [
        {"right_first": right_first(row, ranking)} | scores
        for row, ranking, scores in zip(rows, rankings, measured, strict=True)
    ]
