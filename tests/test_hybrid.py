from pathlib import Path

import numpy as np

from corpus.model import Notice
from corpus.reading import read_text
from index.build import build
from index.embed import Vectors
from index.hybrid import HybridIndex
from index.snapshot import load
from tests.conftest import HashedEmbedder


def test_hits_are_passages_best_first(hashed_index: HybridIndex) -> None:
    hits = hashed_index.search("研究开发费用加计扣除", 5)
    assert len(hits) == 5
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert "加计扣除" in hits[0].passage.sentence


def test_only_the_notices_given(hashed_index: HybridIndex, notices: dict[str, Notice]) -> None:
    wanted = notices["青海"].id
    hits = hashed_index.search("研究开发费用加计扣除", 50, [wanted])
    assert {h.passage.notice_id for h in hits} == {wanted}


def test_further_words_are_looked_for_too(hashed_index: HybridIndex) -> None:
    hits = hashed_index.search("办证", 3, also="一址多照")
    assert "一址多照" in hits[0].passage.sentence


def test_a_library_that_holds_next_to_nothing_can_be_searched(tmp_path: Path) -> None:
    """Even where every text lies as near to every question as can be."""

    class Alike(HashedEmbedder):
        def encode_passages(self, texts: list[str]) -> Vectors:
            return np.ones((len(texts), 4), np.float32) / 2

    build(tmp_path, [read_text("（一）甲。")], Alike())
    index = HybridIndex(load(tmp_path, Alike.name), Alike())
    assert [hit.nearness for hit in index.search("甲", 1)] == [0.0]
