from pathlib import Path

import pytest

from corpus.model import Notice
from index import snapshot
from index.build import build
from index.embed import Vectors
from tests.conftest import HashedEmbedder


class _Counting(HashedEmbedder):
    def __init__(self) -> None:
        self.embedded: list[str] = []

    def encode_passages(self, texts: list[str]) -> Vectors:
        self.embedded += texts
        return super().encode_passages(texts)


def test_only_what_is_new_is_embedded(tmp_path: Path, notices: dict[str, Notice]) -> None:
    embedder = _Counting()
    build(tmp_path, [notices["辽宁"]], embedder)
    before = len(embedder.embedded)
    build(tmp_path, [notices["辽宁"], notices["青海"]], embedder)
    assert all("青海" in text for text in embedder.embedded[before:])
    fresh = tmp_path / "fresh"
    build(fresh, [notices["辽宁"], notices["青海"]], HashedEmbedder())
    grown, anew = (snapshot.load(f, embedder.name).vectors.vectors() for f in (tmp_path, fresh))
    assert grown == pytest.approx(anew)
