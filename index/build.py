"""Notices → a snapshot on disk."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import FileLock

from corpus.library import Library
from corpus.model import Notice
from index import snapshot
from index.embed import Embedder, Vectors
from index.passages import passages_of
from index.snapshot import SnapshotError
from index.vectors import VectorIndex

# Passes batches of texts on as they are embedded, given how many texts there are: a progress bar.
Watch = Callable[[Iterable[list[str]], int], Iterable[list[str]]]
_BATCH = 64


def unwatched(batches: Iterable[list[str]], count: int) -> Iterable[list[str]]:
    """Passes the batches on; nobody looks."""
    return batches


def rebuild(library: Library, folder: Path, embedder: Embedder, watch: Watch = unwatched) -> bool:
    """Brings the index in `folder` up to the library; returns False where it already was.

    One process builds at a time; another that comes meanwhile waits and finds it done.
    Raises LibraryError, ModelError or SnapshotError; the old index then still serves.
    """
    with _locked(folder):
        notices = library.notices()
        if is_current(folder, notices, embedder.name):
            return False
        build(folder, notices, embedder, watch)
        return True


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock")
        lock.acquire()
    except OSError as e:
        raise SnapshotError(
            f"索引写不进 {folder}（{e.strerror}）。请检查权限和磁盘空间，"
            "或用 WENCE_HOME 指定另一个文件夹。"
        ) from e
    try:
        yield
    finally:
        lock.release()


def build(
    folder: Path, notices: Sequence[Notice], embedder: Embedder, watch: Watch = unwatched
) -> None:
    """Embeds what is new, indexes all passages and puts the new snapshot in use.

    Raises ModelError or SnapshotError; the old snapshot then still serves.
    """
    texts = [p.text for notice in notices for p in passages_of(notice)]
    folder.mkdir(parents=True, exist_ok=True)
    known = _known_vectors(folder, embedder.name)
    new = [t for t in dict.fromkeys(texts) if t not in known]
    batches = (new[i : i + _BATCH] for i in range(0, len(new), _BATCH))
    for batch in watch(batches, len(new)):
        known |= zip(batch, embedder.encode_passages(batch), strict=True)
    vectors = np.stack([known[t] for t in texts]) if texts else np.zeros((0, 1), np.float32)
    snapshot.write(folder, embedder.name, notices, VectorIndex.of(vectors))


def _known_vectors(folder: Path, model: str) -> dict[str, Vectors]:
    """The vectors of the snapshot in use by the text they were made from; none if it is unsound."""
    try:
        old = snapshot.load(folder, model)
    except SnapshotError:
        return {}
    texts = (p.text for notice in old.notices for p in passages_of(notice))
    return dict(zip(texts, old.vectors.vectors(), strict=True))


def is_current(folder: Path, notices: Sequence[Notice], model: str) -> bool:
    """Whether the snapshot in use is sound and was made from these notices with this model."""
    try:
        manifest = snapshot.load(folder, model).manifest
    except SnapshotError:
        return False
    return manifest.corpus == snapshot.corpus_hash(notices)
