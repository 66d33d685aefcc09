"""Nearest passages by cosine: an exact FAISS index over unit vectors."""

from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np

from index.embed import Vectors


class VectorIndex:
    """Row i is the vector of passage i; the inner product of unit vectors is the cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: Vectors) -> "VectorIndex":
        """An index over the rows of `vectors`, shape (passages, dimension)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def read(cls, path: Path) -> "VectorIndex":
        """Raises RuntimeError where the file is not a FAISS index."""
        return cls(faiss.read_index(str(path)))

    def write(self, path: Path) -> None:
        """Raises RuntimeError where the file cannot be written."""
        faiss.write_index(self._index, str(path))

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def vectors(self) -> Vectors:
        """All vectors, shape (passages, dimension)."""
        return np.asarray(self._index.reconstruct_n(0, len(self)), np.float32)

    def search(
        self, query: Vectors, k: int, positions: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """(position, cosine) of the nearest `k` passages, nearest first.

        `query` has the shape (dimension,); with `positions` only those are looked at.
        """
        parameters = None
        if positions is not None:
            selector = faiss.IDSelectorBatch(np.asarray(positions, np.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        k = min(k, len(self))
        cosines, found = self._index.search(query[None, :], k, params=parameters)
        pairs = zip(found[0].tolist(), cosines[0].tolist(), strict=True)
        return [(position, cosine) for position, cosine in pairs if position >= 0]

    def cosines(self, query: Vectors, positions: Sequence[int]) -> list[float]:
        """The cosine of each of the passages at `positions` to `query`, shape (dimension,)."""
        if not positions:
            return []
        rows = np.stack([self._index.reconstruct(int(i)) for i in positions])
        return [float(c) for c in rows @ query]
