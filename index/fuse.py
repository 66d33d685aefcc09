"""Rankings → one ranking."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

K = 60
_T = TypeVar("_T", bound=Hashable)


def reciprocal_rank_fusion(rankings: Sequence[Sequence[_T]]) -> dict[_T, float]:
    """Score of each item over several rankings, best first: sum of 1 / (K + rank), ranks from 1.

    Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual
    Rank Learning Methods", SIGIR 2009. Ties keep the order of first appearance.

    >>> list(reciprocal_rank_fusion([["a", "b"], ["b", "c"]]))
    ['b', 'a', 'c']
    """
    scores: dict[_T, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, 1):
            scores[item] = scores.get(item, 0.0) + 1 / (K + rank)
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))
