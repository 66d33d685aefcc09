"""The index on disk: whole or not there.

    <folder>/CURRENT              the name of the snapshot in use
    <folder>/<name>/manifest.json format, model, dimension, tokenizer, corpus hash, SHA-256 of files
    <folder>/<name>/notices.json  the notices as read
    <folder>/<name>/vectors.faiss one vector a passage
    <folder>/<name>/lexical/      the tantivy index

A snapshot is named by the SHA-256 of its manifest, and the manifest holds that of every file, so
one flipped byte anywhere is seen. It is written beside the others, flushed to disk, and put in
use by renaming CURRENT; what goes wrong before that leaves the old snapshot serving.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import WenceError
from corpus.model import Notice
from corpus.record import notice_of, notice_record
from index.lexical import LexicalIndex
from index.passages import passages_of
from index.tokens import TOKENIZER
from index.vectors import VectorIndex

FORMAT = 2
_POINTER, _MANIFEST = "CURRENT", "manifest.json"
_NOTICES, _VECTORS, _LEXICAL = "notices.json", "vectors.faiss", "lexical"
_REBUILD = "请运行 wence index build 重建。"


class SnapshotError(WenceError):
    """The index is missing, damaged, or of another model, tokenizer or version."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot was made from and with; `files` maps relative paths to SHA-256."""

    format: int
    model: str
    dimension: int
    tokenizer: str
    corpus: str
    passages: int
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot in memory."""

    manifest: Manifest
    notices: tuple[Notice, ...]
    vectors: VectorIndex
    lexical: LexicalIndex


def corpus_hash(notices: Sequence[Notice]) -> str:
    """Changes when a notice, its metadata or the way it is read changes."""
    records = json.dumps([notice_record(n) for n in notices], ensure_ascii=False)
    return hashlib.sha256(records.encode("utf-8")).hexdigest()


def write(folder: Path, model: str, notices: Sequence[Notice], vectors: VectorIndex) -> None:
    """Writes a snapshot beside the one in use, then puts it in use and removes what else is there.

    One process at a time may do so: `folder` is to be locked (see index.build).

    Raises SnapshotError, with the old snapshot still in use, where the disk does not take it.
    """
    beside = None
    try:
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
        beside.chmod(0o755)
        _write_parts(beside, notices, vectors)
        name = _write_manifest(beside, model, notices, vectors)
        _put_in_use(folder, beside, name)
    except (OSError, ValueError, RuntimeError) as e:
        reason = e.strerror if isinstance(e, OSError) and e.strerror else str(e)
        raise SnapshotError(
            f"索引写不进 {folder}（{reason}）。原有索引不受影响；请检查磁盘空间和权限后重试。"
        ) from e
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the snapshot in use.

    Raises SnapshotError where there is none or it is damaged.
    """
    return _manifest(_current(folder))


def load(folder: Path, model: str) -> Snapshot:
    """Checks and loads the snapshot in use, for questions embedded by `model`.

    Raises SnapshotError, naming what is wrong and the command that rebuilds, where it cannot be
    trusted.
    """
    path = _current(folder)
    try:
        return _checked(path, model)
    except SnapshotError:
        if (newer := _current(folder)) == path:
            raise
        return _checked(newer, model)  # replaced by another process while it was read


def name_in_use(folder: Path) -> str | None:
    """The name of the snapshot in use, which changes with its content; None where there is none."""
    try:
        return (folder / _POINTER).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None


def exists(folder: Path) -> bool:
    """Whether an index was ever put in use here, sound or not."""
    return os.path.lexists(folder / _POINTER)


def is_outdated(folder: Path) -> bool:
    """Whether the snapshot in use was written by another version of wence."""
    try:
        return read_manifest(folder).format != FORMAT
    except SnapshotError:
        return False


def check_model(folder: Path, model: str) -> None:
    """Raises SnapshotError where the snapshot in use was made with another model."""
    _require_model(read_manifest(folder), model)


def _require_model(manifest: Manifest, model: str) -> None:
    _require(manifest.model == model, f"索引是用模型 {manifest.model} 建的，现在设置的是 {model}。")


def _checked(path: Path, model: str) -> Snapshot:
    manifest = _manifest(path)
    _require(manifest.format == FORMAT, "索引是另一个版本的 wence 建的。")
    _require_model(manifest, model)
    _require(manifest.tokenizer == TOKENIZER, "索引的分词方式与现在的不同。")
    for name, digest in manifest.files.items():
        _require(_digest(path / name) == digest, f"索引文件损坏：{name}。")
    return _loaded(path, manifest)


def _loaded(path: Path, manifest: Manifest) -> Snapshot:
    try:
        records = json.loads((path / _NOTICES).read_text(encoding="utf-8"))
        vectors = VectorIndex.read(path / _VECTORS)
        snapshot = Snapshot(
            manifest,
            tuple(notice_of(r) for r in records),
            vectors,
            LexicalIndex(path / _LEXICAL),
        )
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as e:
        raise SnapshotError(f"索引读不出来：{path}。{_REBUILD}") from e
    sizes = (len(vectors), vectors.dimension)
    _require(sizes == (manifest.passages, manifest.dimension), "索引各部分对不上。")
    return snapshot


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SnapshotError(otherwise + _REBUILD)


def _current(folder: Path) -> Path:
    try:
        name = (folder / _POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError as e:
        raise SnapshotError(f"还没有索引。{_REBUILD}") from e
    except (OSError, ValueError) as e:
        raise SnapshotError(f"索引的指针文件读不了：{folder / _POINTER}。{_REBUILD}") from e
    _require(bool(re.fullmatch("[0-9a-f]{64}", name)), "索引的指针文件 CURRENT 损坏。")
    _require((folder / name).is_dir(), "索引文件夹不完整。")
    return folder / name


def _manifest(path: Path) -> Manifest:
    digest = _digest(path / _MANIFEST)
    _require(digest is not None, "索引缺少清单 manifest.json。")
    _require(digest == path.name, "索引的清单 manifest.json 损坏。")
    try:
        return Manifest(**json.loads((path / _MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as e:
        raise SnapshotError(f"索引是另一个版本的 wence 建的。{_REBUILD}") from e


def _digest(path: Path) -> str | None:
    """SHA-256 of a file; None where it is gone or unreadable."""
    try:
        with path.open("rb") as f:
            return hashlib.file_digest(f, "sha256").hexdigest()
    except OSError:
        return None


def _write_parts(path: Path, notices: Sequence[Notice], vectors: VectorIndex) -> None:
    records = json.dumps([notice_record(n) for n in notices], ensure_ascii=False)
    (path / _NOTICES).write_text(records, encoding="utf-8")
    vectors.write(path / _VECTORS)
    (path / _LEXICAL).mkdir()
    LexicalIndex.write(path / _LEXICAL, [p for n in notices for p in passages_of(n)])


def _write_manifest(path: Path, model: str, notices: Sequence[Notice], vectors: VectorIndex) -> str:
    """Hashes and flushes every file, writes the manifest, and returns the snapshot's name."""
    files = {}
    for lock in path.rglob("*.lock"):  # tantivy's, empty and of no use to readers
        lock.unlink()
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        _flush(file)
        files[file.relative_to(path).as_posix()] = _digest(file) or ""
    manifest = Manifest(
        format=FORMAT,
        model=model,
        dimension=vectors.dimension,
        tokenizer=TOKENIZER,
        corpus=corpus_hash(notices),
        passages=len(vectors),
        files=files,
    )
    (path / _MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    _flush(path / _MANIFEST)
    return _digest(path / _MANIFEST) or ""


def _put_in_use(folder: Path, beside: Path, name: str) -> None:
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)  # the same content, perhaps damaged
    os.replace(beside, target)
    pointer, current = beside.with_suffix(".pointer"), folder / _POINTER
    pointer.write_text(name + "\n", encoding="ascii")
    _flush(pointer)
    if current.is_dir() and not current.is_symlink():
        shutil.rmtree(current)
    os.replace(pointer, current)
    _flush(folder)
    for old in folder.iterdir():
        if old.is_dir() and old != target:
            shutil.rmtree(old, ignore_errors=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
