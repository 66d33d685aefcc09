import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest

from corpus.library import Library
from corpus.model import Notice
from corpus.reading import read_text
from index import snapshot
from index.build import build, is_current, rebuild
from index.snapshot import SnapshotError
from tests.conftest import HashedEmbedder

_MODEL = HashedEmbedder.name


@pytest.fixture
def folder(hashed_folder: Path, tmp_path: Path) -> Path:
    """A copy of a sound snapshot, to be damaged."""
    return Path(shutil.copytree(hashed_folder, tmp_path / "index"))


def _current(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text().strip()


def _files(folder: Path) -> list[str]:
    manifest = json.loads((_current(folder) / "manifest.json").read_text())
    return [*manifest["files"], "manifest.json"]


def test_a_snapshot_survives_the_disk(folder: Path, notices: dict[str, Notice]) -> None:
    loaded = snapshot.load(folder, _MODEL)
    assert loaded.notices == tuple(notices.values())
    assert loaded.manifest.passages == len(loaded.vectors)


def test_the_manifest_lists_every_part(folder: Path) -> None:
    names = _files(folder)
    assert {"notices.json", "vectors.faiss", "lexical/meta.json"} <= set(names)
    assert len(names) > 8


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("damage", [_flip, _truncate, Path.unlink])
def test_any_damage_to_any_file_is_refused_with_the_way_out(
    folder: Path, tmp_path: Path, damage: object
) -> None:
    for name in _files(folder):
        copy = Path(shutil.copytree(folder, tmp_path / "copy"))
        damage(_current(copy) / name)  # type: ignore[operator]
        with pytest.raises(SnapshotError, match="wence index build"):
            snapshot.load(copy, _MODEL)
        shutil.rmtree(copy)


@pytest.mark.parametrize("pointer", ["", "..", "nothing", "../../etc", "\0", "\xff"])
def test_a_bad_pointer_is_refused(folder: Path, pointer: str) -> None:
    (folder / "CURRENT").write_text(pointer, encoding="latin-1")
    with pytest.raises(SnapshotError, match="wence index build"):
        snapshot.load(folder, _MODEL)


@pytest.mark.parametrize("pointer", ["x" * 400, "0" * 64])
def test_a_rebuild_mends_the_pointer(
    folder: Path, notices: dict[str, Notice], pointer: str
) -> None:
    (folder / "CURRENT").write_text(pointer)
    build(folder, list(notices.values()), HashedEmbedder())
    assert len(snapshot.load(folder, _MODEL).notices) == 2


def test_a_snapshot_that_cannot_be_written_can_be_read(folder: Path) -> None:
    lexical = _current(folder) / "lexical"
    for lock in lexical.glob("*.lock"):
        lock.unlink()
    with patch("os.access", return_value=False):
        loaded = snapshot.load(folder, _MODEL)
    assert loaded.lexical.search("加计扣除", 1)
    assert not list(lexical.glob("*.lock"))


def test_builders_wait_for_each_other(tmp_path: Path) -> None:
    library = Library(tmp_path / "library").open()
    with ThreadPoolExecutor(4) as pool:
        calls = [
            pool.submit(rebuild, library, tmp_path / "index", HashedEmbedder()) for _ in range(4)
        ]
    assert sorted(call.result() for call in calls) == [False, False, False, True]
    assert len(snapshot.load(tmp_path / "index", _MODEL).notices) == 2


def test_no_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="还没有索引"):
        snapshot.load(tmp_path, _MODEL)


def test_an_index_of_another_model_is_refused(folder: Path) -> None:
    with pytest.raises(SnapshotError, match=r"test:hashed.*another-model"):
        snapshot.load(folder, "another-model")


def test_a_rebuild_repairs_and_leaves_only_the_new(
    folder: Path, notices: dict[str, Notice]
) -> None:
    _flip(_current(folder) / "vectors.faiss")
    assert not is_current(folder, list(notices.values()), _MODEL)
    build(folder, list(notices.values()), HashedEmbedder())
    assert is_current(folder, list(notices.values()), _MODEL)
    assert sorted(p.name for p in folder.iterdir()) == sorted(["CURRENT", _current(folder).name])


def test_a_change_of_the_library_makes_an_index_old(
    folder: Path, notices: dict[str, Notice]
) -> None:
    assert is_current(folder, list(notices.values()), _MODEL)
    assert not is_current(folder, [notices["辽宁"]], _MODEL)


def test_a_failed_build_leaves_the_old_index_serving(
    folder: Path, notices: dict[str, Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = snapshot.load(folder, _MODEL).manifest
    monkeypatch.setattr("index.lexical.LexicalIndex.write", full)
    with pytest.raises(SnapshotError, match="No space left"):
        build(folder, [notices["青海"]], HashedEmbedder())
    monkeypatch.undo()
    assert snapshot.load(folder, _MODEL).manifest == before
    assert not list(folder.glob(".new-*"))


def test_an_index_may_be_empty(tmp_path: Path) -> None:
    build(tmp_path, [], HashedEmbedder())
    assert snapshot.load(tmp_path, _MODEL).notices == ()


def test_a_notice_of_signs_alone_can_be_indexed(tmp_path: Path) -> None:
    build(tmp_path, [read_text("——\n……")], HashedEmbedder())
    assert len(snapshot.load(tmp_path, _MODEL).notices) == 1


def test_an_index_of_another_version_is_known_as_such(
    hashed_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not snapshot.is_outdated(hashed_folder)
    monkeypatch.setattr(snapshot, "FORMAT", snapshot.FORMAT + 1)
    assert snapshot.is_outdated(hashed_folder)
