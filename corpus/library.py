"""The notices that a user keeps: a folder with one text and one sidecar of metadata for each.

A new library starts with the two notices that come with wence; what is removed stays removed.
"""

import json
import os
import shutil
import tempfile
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from corpus.errors import BadInput, WenceError
from corpus.model import Metadata, Notice
from corpus.reading import read_text
from corpus.record import metadata_of, metadata_record


class LibraryError(WenceError):
    """The folder of notices cannot be read or written."""


def default_notices() -> list[tuple[str, Metadata]]:
    """Text and metadata of the notices that come with wence, in the order of their names."""
    folder = files("corpus.notices")
    names = sorted(f.name[:-4] for f in folder.iterdir() if f.name.endswith(".txt"))
    return [
        (
            folder.joinpath(f"{name}.txt").read_text(encoding="utf-8"),
            metadata_of(tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))),
        )
        for name in names
    ]


class Library:
    """Notices on disk, in `folder`.

    >>> Library(Path("/tmp/home/library")).notices()  # doctest: +SKIP
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> "Library":
        """Makes the library with the default notices where there is none yet; returns itself.

        Raises LibraryError where the folder cannot be written.
        """
        if not os.path.lexists(self._folder):
            self._populate()
        return self

    def notices(self) -> tuple[Notice, ...]:
        """All notices, read anew from their texts, in the order of their ids.

        Raises LibraryError where a file is gone or unreadable.
        """
        return tuple(self._read(sidecar) for sidecar in self._sidecars())

    def add(self, text: str, metadata: Metadata) -> tuple[Notice, bool]:
        """Keeps a notice; returns it and whether it is new.

        The same content twice is one notice; metadata that is given replaces what was kept.
        Raises NoticeError for a text without content and LibraryError if it cannot be written.
        """
        notice_id = read_text(text).id
        sidecar = self._folder / f"{notice_id}.json"
        is_new = not sidecar.exists()
        if not is_new and (kept := self._sound(sidecar)):
            metadata = _merged(kept.metadata, metadata)
            text = kept.text
        notice = read_text(text, metadata)
        try:
            _write_notice(self._folder, notice)
        except OSError as e:
            raise _not_writable(self._folder, e) from e
        return notice, is_new

    def remove(self, notice_id: str) -> None:
        """Forgets a notice, sound or damaged.

        Raises BadInput where no notice has this id.
        """
        if notice_id not in {s.stem for s in self._sidecars()}:
            raise BadInput(
                f"库里没有编号为 {notice_id[:40]} 的通知。用 wence index list 查看编号。"
            )
        sidecar = self._folder / f"{notice_id}.json"
        try:
            sidecar.unlink()
            (self._folder / f"{notice_id}.txt").unlink(missing_ok=True)
        except OSError as e:
            raise _not_writable(self._folder, e) from e

    def _sidecars(self) -> list[Path]:
        """The sidecars in order. An unreadable folder is an error, never an empty library."""
        try:
            names = sorted(p for p in self._folder.iterdir() if not p.name.startswith("."))
        except OSError as e:
            raise LibraryError(
                f"通知库读不了：{self._folder}（{e.strerror}）。请检查这个文件夹和权限。"
            ) from e
        return [p for p in names if p.suffix == ".json"]

    def _sound(self, sidecar: Path) -> Notice | None:
        """The notice kept under a sidecar; None where it is damaged and may be replaced."""
        try:
            return self._read(sidecar)
        except WenceError:
            return None

    def _populate(self) -> None:
        """Writes the default notices beside and renames, so that a library is never half there."""
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            beside = Path(tempfile.mkdtemp(prefix=".library-", dir=self._folder.parent))
            beside.chmod(0o755)
            try:
                for text, metadata in default_notices():
                    _write_notice(beside, read_text(text, metadata))
                if not self._folder.exists():
                    os.replace(beside, self._folder)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
        except OSError as e:
            if not self._folder.is_dir():
                raise _not_writable(self._folder, e) from e

    def _read(self, sidecar: Path) -> Notice:
        try:
            metadata = metadata_of(json.loads(sidecar.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as e:
            raise LibraryError(
                f"通知的元数据坏了：{sidecar}。请删除它并重新 wence index add。"
            ) from e
        text = self._text(sidecar.stem)
        if not text.strip():
            raise LibraryError(
                f"通知的正文是空的：{sidecar.stem}.txt。"
                f"请用 wence index remove {sidecar.stem} 删除。"
            )
        return read_text(text, metadata)

    def _text(self, notice_id: str) -> str:
        path = self._folder / f"{notice_id}.txt"
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as e:
            raise LibraryError(f"通知的正文读不了：{path}。请重新 wence index add。") from e


def _merged(kept: Metadata, given: Metadata) -> Metadata:
    return replace(kept, **{k: v for k in given.__slots__ if (v := getattr(given, k))})


def _write_notice(folder: Path, notice: Notice) -> None:
    """The sidecar comes last: a text without one is not a notice yet."""
    _write(folder / f"{notice.id}.txt", notice.text)
    sidecar = json.dumps(metadata_record(notice.metadata), ensure_ascii=False, indent=1)
    _write(folder / f"{notice.id}.json", sidecar + "\n")


def _write(path: Path, content: str) -> None:
    beside = path.with_suffix(path.suffix + ".new")
    with beside.open("wb") as f:
        f.write(content.encode("utf-8"))
        f.flush()
        os.fsync(f.fileno())
    os.replace(beside, path)


def _not_writable(folder: Path, error: OSError) -> LibraryError:
    return LibraryError(
        f"写不了数据文件夹：{folder}（{error.strerror}）。请检查权限和磁盘空间，"
        "或用 WENCE_HOME 指定另一个文件夹。"
    )
