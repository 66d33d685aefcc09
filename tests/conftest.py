"""Shared fixtures: the two default notices, an index made without a model, and the real one."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.library import Library, default_notices
from corpus.model import Notice
from corpus.reading import read_text
from index.build import build
from index.embed import Vectors, embedder_for
from index.hybrid import HybridIndex
from index.snapshot import load
from index.tokens import bigrams
from rag.assistant import Assistant, open_assistant
from rag.settings import Settings


class HashedEmbedder:
    """Stands in for a model: character pairs hashed into 64 dimensions, the same every time."""

    name = "test:hashed"

    def encode_queries(self, texts: list[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: list[str]) -> Vectors:
        return np.stack([self._vector(t) for t in texts])

    def _vector(self, text: str) -> Vectors:
        vector = np.full(64, 1e-6, np.float32)
        for pair in bigrams(text):
            vector[hashlib.sha256(pair.encode()).digest()[0] % 64] += 1
        return vector / np.linalg.norm(vector)


@pytest.fixture(scope="session")
def notices() -> dict[str, Notice]:
    """The default notices by region."""
    read = (read_text(text, metadata) for text, metadata in default_notices())
    return {str(n.metadata.region): n for n in read}


@pytest.fixture(scope="session")
def hashed_folder(notices: dict[str, Notice], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of the default notices made by `HashedEmbedder`; not to be changed."""
    folder = tmp_path_factory.mktemp("hashed")
    build(folder, list(notices.values()), HashedEmbedder())
    return folder


@pytest.fixture(scope="session")
def hashed_index(hashed_folder: Path) -> HybridIndex:
    return HybridIndex(load(hashed_folder, HashedEmbedder.name), HashedEmbedder())


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A WENCE_HOME with the default notices indexed by the built-in model."""
    chosen = Settings(home=tmp_path_factory.mktemp("home"))
    library = Library(chosen.library).open()
    build(chosen.index, library.notices(), embedder_for(None))
    return chosen.home


@pytest.fixture(scope="session")
def assistant(home: Path) -> Iterator[Assistant]:
    yield open_assistant(Settings(home=home), embedder_for(None))
