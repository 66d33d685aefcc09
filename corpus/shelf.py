"""The folder of a library: `<id>.txt` holds a notice's text, `<id>.json` what is known of it."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import WenceError
from corpus.model import Metadata
from corpus.record import metadata_of, metadata_record


class LibraryError(WenceError):
    """The folder of notices cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice as it is kept: its text, what was known of it when it was read, what of that a user
    gave, and the version it replaces.
    """

    notice_id: str
    text: str
    known: Metadata
    given: Metadata
    replaces: str | None = None


class Shelf:
    """Entries on disk. What is written is there whole or not at all.

    >>> Shelf(Path("/tmp/home/library")).ids()  # doctest: +SKIP
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ids(self) -> list[str]:
        """The ids of all entries in order, sound or damaged.

        Raises LibraryError where the folder cannot be read: that is no empty library.
        """
        try:
            names = sorted(p for p in self.folder.iterdir() if not p.name.startswith("."))
        except OSError as e:
            raise LibraryError(
                f"通知库读不了：{self.folder}（{e.strerror}）。请检查这个文件夹和权限。"
            ) from e
        return [p.stem for p in names if p.suffix == ".json"]

    def entry(self, notice_id: str) -> Entry:
        """The entry of that id. Raises LibraryError where it is damaged."""
        sidecar = self._sidecar(notice_id)
        try:
            record = json.loads(sidecar.read_text(encoding="utf-8"))
            replaces = record.pop("replaces", None)
            given = record.pop("given", record)
            known, given = metadata_of(record), metadata_of(given)
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as e:
            raise LibraryError(
                f"通知的元数据坏了：{sidecar}。请删除它并重新 wence index add。"
            ) from e
        return Entry(notice_id, self._text(notice_id), known, given, replaces)

    def sound(self) -> list[Entry]:
        """The entries that can be read, in order of their ids."""
        found = []
        for notice_id in self.ids():
            with suppress(LibraryError):
                found.append(self.entry(notice_id))
        return found

    def put(self, entries: Iterable[Entry]) -> None:
        """Writes entries, all or none. Sidecars come last: a text without one is no entry yet.

        Raises LibraryError where the folder cannot be written; it is then as it was.
        """
        entries = list(entries)
        files = [(self._file(e.notice_id), e.text) for e in entries]
        files += [(self._sidecar(e.notice_id), _sidecar_of(e)) for e in entries]
        before: dict[Path, bytes | None] = {}
        try:
            for path, content in files:
                before[path] = path.read_bytes() if path.exists() else None
                _write(path, content.encode("utf-8"))
        except OSError as e:
            _restore(before)
            raise not_writable(self.folder, e) from e

    def drop(self, notice_id: str) -> None:
        """Removes an entry, sound or damaged. Raises LibraryError where it cannot be removed."""
        try:
            self._sidecar(notice_id).unlink(missing_ok=True)
            self._file(notice_id).unlink(missing_ok=True)
        except OSError as e:
            raise not_writable(self.folder, e) from e

    def _text(self, notice_id: str) -> str:
        path = self._file(notice_id)
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as e:
            raise LibraryError(f"通知的正文读不了：{path}。请重新 wence index add。") from e
        if not text.strip():
            raise LibraryError(
                f"通知的正文是空的：{path.name}。请用 wence index remove {notice_id} 删除。"
            )
        return text

    def _file(self, notice_id: str) -> Path:
        return self.folder / f"{notice_id}.txt"

    def _sidecar(self, notice_id: str) -> Path:
        return self.folder / f"{notice_id}.json"


def not_writable(folder: Path, error: OSError) -> LibraryError:
    """The error to raise where the library's folder cannot be written."""
    return LibraryError(
        f"写不了数据文件夹：{folder}（{error.strerror}）。请检查权限和磁盘空间，"
        "或用 WENCE_HOME 指定另一个文件夹。"
    )


def _sidecar_of(entry: Entry) -> str:
    given = {name: value for name, value in metadata_record(entry.given).items() if value}
    record = metadata_record(entry.known) | {"given": given, "replaces": entry.replaces}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, content: bytes) -> None:
    beside = path.with_suffix(path.suffix + ".new")
    with beside.open("wb") as f:
        f.write(content)
        f.flush()
        os.fsync(f.fileno())
    os.replace(beside, path)


def _restore(before: dict[Path, bytes | None]) -> None:
    for path, content in reversed(before.items()):
        with suppress(OSError):
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
            path.with_suffix(path.suffix + ".new").unlink(missing_ok=True)
