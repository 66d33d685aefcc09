from pathlib import Path

import numpy as np
import pytest

from index.vectors import VectorIndex

_ROWS = np.eye(4, dtype=np.float32)


def test_the_nearest_comes_first() -> None:
    query = np.array([0.8, 0.6, 0, 0], np.float32)
    found = VectorIndex.of(_ROWS).search(query, 2)
    assert [position for position, _ in found] == [0, 1]
    assert [cosine for _, cosine in found] == pytest.approx([0.8, 0.6])


def test_only_the_positions_given_are_looked_at() -> None:
    query = np.array([0.8, 0.6, 0, 0], np.float32)
    found = VectorIndex.of(_ROWS).search(query, 10, positions=[1, 3])
    assert [position for position, _ in found] == [1, 3]


def test_an_index_survives_the_disk(tmp_path: Path) -> None:
    VectorIndex.of(_ROWS).write(tmp_path / "v.faiss")
    read = VectorIndex.read(tmp_path / "v.faiss")
    assert (len(read), read.dimension) == (4, 4)
    assert np.array_equal(read.vectors(), _ROWS)
