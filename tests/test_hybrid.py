from corpus.model import Notice
from index.hybrid import HybridIndex


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
