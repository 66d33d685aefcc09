"""Question in, ranked passages out: dense and lexical rankings, fused by rank."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Notice
from index.embed import Embedder, Vectors
from index.fuse import reciprocal_rank_fusion
from index.passages import Passage, passages_of
from index.snapshot import Snapshot
from index.tokens import words

_SMALL = 1e-6  # a floor of 1, in a library that holds next to nothing
_DEPTH = 100  # passages taken from each ranking before fusion
# Questions that no policy notice answers, by language: how near they come to a passage is what
# nearness is counted from.
_UNRELATED = {
    True: (
        "今天天气怎么样？",
        "红烧肉怎么做？",
        "帮我写一首诗。",
        "孩子发烧怎么办？",
        "怎么学英语？",
    ),
    False: (
        "What is the weather like?",
        "How do I cook pasta?",
        "Write me a poem.",
        "My head aches.",
    ),
}
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its fused score and its nearness to the question in meaning: 0 is as
    near as a question comes that has nothing to do with any notice, 1 is the same text.
    """

    passage: Passage
    score: float
    nearness: float


class HybridIndex:
    """Searches one snapshot with the embedder that it was made with."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder) -> None:
        self._snapshot = snapshot
        self._embedder = embedder
        self._floors: dict[bool, float] = {}

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
        (vector,) = self._embedder.encode_queries([query])
        nearest = self._dense(vector, notices)
        lexical = self._snapshot.lexical.search(f"{query} {also}", _DEPTH, notices)
        best = list(reciprocal_rank_fusion([nearest, lexical]).items())[:k]
        cosines = self._snapshot.vectors.cosines(vector, [i for i, _ in best])
        floor = self._floor(bool(_CJK.search(query)))
        return [
            Hit(self.passages[i], score, (cosine - floor) / max(1 - floor, _SMALL))
            for (i, score), cosine in zip(best, cosines, strict=True)
        ]

    def likeness(self, texts: Sequence[str]) -> list[list[float]]:
        """How near each of some texts is to each other in meaning: cosines, a square table."""
        vectors = self._embedder.encode_passages(list(texts))
        table: list[list[float]] = (vectors @ vectors.T).tolist()
        return table

    @cached_property
    def vocabulary(self) -> list[str]:
        """The words of the notices, the commonest first."""
        counts = Counter(w for passage in self.passages for w in words(passage.sentence))
        return [word for word, _ in counts.most_common()]

    def _floor(self, chinese: bool) -> float:
        """The mean over unrelated questions of a language of the cosine to the passage nearest to
        each; reckoned at the first question of that language.
        """
        if chinese not in self._floors:
            self._floors[chinese] = self._nearest_unrelated(_UNRELATED[chinese])
        return self._floors[chinese]

    def _nearest_unrelated(self, questions: Sequence[str]) -> float:
        vectors = self._embedder.encode_queries(list(questions))
        nearest = [self._snapshot.vectors.search(v, 1)[0][1] for v in vectors]
        return sum(nearest) / len(nearest)

    def rarity(self, word: str) -> float:
        """How rare a folded word is among the passages, 1 for one that stands nowhere."""
        return self._snapshot.lexical.rarity(word)

    def _dense(self, vector: Vectors, notices: Collection[str] | None) -> list[int]:
        positions = None
        if notices is not None:
            positions = [i for n in notices for i in self._positions.get(n, ())]
        return [i for i, _ in self._snapshot.vectors.search(vector, _DEPTH, positions)]
