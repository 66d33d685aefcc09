import pytest

from index.fuse import reciprocal_rank_fusion as fuse


def test_scores_are_the_sums_of_reciprocal_ranks() -> None:
    fused = fuse([["a", "b", "c"], ["c", "a"]])
    assert fused["a"] == pytest.approx(1 / (60 + 1) + 1 / (60 + 2))
    assert fused["b"] == pytest.approx(1 / (60 + 2))
    assert fused["c"] == pytest.approx(1 / (60 + 3) + 1 / (60 + 1))
    assert list(fused) == ["a", "c", "b"]


def test_a_tie_keeps_the_order_of_appearance() -> None:
    assert list(fuse([["a"], ["b"]])) == ["a", "b"]


def test_nothing_fuses_to_nothing() -> None:
    assert fuse([]) == fuse([[], []]) == {}
