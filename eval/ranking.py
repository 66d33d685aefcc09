"""Ranked clauses against the gold: recall, nDCG and MRR by ir-measures.

A group of equivalent clauses counts as one thing to find: the first of them in a ranking stands for
it, further ones and the clauses that may stand beside (`also`) are passed over.
"""

from collections.abc import Sequence

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from eval.goldset import Row

MEASURES = {"R@1": R @ 1, "R@5": R @ 5, "R@10": R @ 10, "nDCG@10": nDCG @ 10, "MRR@10": RR @ 10}
ALL_GROUPS = ("R@5", "R@10")


def ranking_scores(
    rows: Sequence[Row], rankings: Sequence[Sequence[str]]
) -> list[dict[str, float]]:
    """For each question its measures by name, with `all@5` and `all@10`: every group is there.

    `rankings` hold clauses as the gold set names them, best first.
    """
    qrels = [Qrel(row.id, f"g{i}", 1) for row in rows for i in range(len(row.groups))]
    run = [
        ScoredDoc(row.id, place, -rank)
        for row, ranking in zip(rows, rankings, strict=True)
        for rank, place in enumerate(_places(row, ranking) or ["nothing"])
    ]
    scores: dict[str, dict[str, float]] = {row.id: {} for row in rows}
    for metric in ir_measures.iter_calc(list(MEASURES.values()), qrels, run):
        scores[metric.query_id][str(metric.measure).replace("RR@", "MRR@")] = metric.value
    return [_with_all_groups(scores[row.id]) for row in rows]


def right_first(row: Row, ranking: Sequence[str]) -> float:
    """1.0 where the first clause of a ranking is one of the right ones, else 0.0."""
    return float(bool(ranking) and ranking[0] in row.clauses)


def _places(row: Row, ranking: Sequence[str]) -> list[str]:
    """The ranking with each group in place of its first clause."""
    places = []
    for clause in ranking:
        groups = [f"g{i}" for i, group in enumerate(row.groups) if clause in group]
        if fresh := [g for g in groups if g not in places]:
            places.append(fresh[0])
        elif not groups and clause not in row.also:
            places.append(clause)
    return places


def _with_all_groups(scores: dict[str, float]) -> dict[str, float]:
    return scores | {f"all@{m[2:]}": float(scores[m] == 1.0) for m in ALL_GROUPS}
