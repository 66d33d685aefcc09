"""Question in, ranked passages out: dense and lexical rankings, fused by rank."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Notice
from index.embed import Embedder
from index.fuse import reciprocal_rank_fusion
from index.passages import Passage, passages_of
from index.snapshot import Snapshot

_DEPTH = 100  # passages taken from each ranking before fusion


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its fused score and its cosine to the question (None if far off)."""

    passage: Passage
    score: float
    cosine: float | None


class HybridIndex:
    """Searches one snapshot with the embedder that it was made with."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder) -> None:
        self._snapshot = snapshot
        self._embedder = embedder

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices that can be found."""
        return self._snapshot.notices

    @cached_property
    def passages(self) -> list[Passage]:
        """All passages; the position in this list is the id in both rankings."""
        return [p for notice in self.notices for p in passages_of(notice)]

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        """The positions of each notice's passages, so that a filter need not look at all."""
        positions: dict[str, list[int]] = {}
        for i, passage in enumerate(self.passages):
            positions.setdefault(passage.notice_id, []).append(i)
        return positions

    def search(
        self, query: str, k: int, notices: Collection[str] | None = None, also: str = ""
    ) -> list[Hit]:
        """The best `k` passages for `query`, best first, only of `notices` where given.

        The words of `also` are looked for beside those of the query.
        """
        if not self.passages:
            return []
        nearest = self._dense(query, notices)
        lexical = self._snapshot.lexical.search(f"{query} {also}", _DEPTH, notices)
        cosines = dict(nearest)
        fused = reciprocal_rank_fusion([[position for position, _ in nearest], lexical])
        best = list(fused.items())[:k]
        return [Hit(self.passages[i], score, cosines.get(i)) for i, score in best]

    def rarity(self, word: str) -> float:
        """How rare a folded word is among the passages, 1 for one that stands nowhere."""
        return self._snapshot.lexical.rarity(word)

    def _dense(self, query: str, notices: Collection[str] | None) -> list[tuple[int, float]]:
        (vector,) = self._embedder.encode_queries([query])
        positions = None
        if notices is not None:
            positions = [i for n in notices for i in self._positions.get(n, ())]
        return self._snapshot.vectors.search(vector, _DEPTH, positions)
