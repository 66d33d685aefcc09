"""The notices that a user keeps, in their newest versions; earlier versions stay beside them.

A new library starts with the two notices that come with wence; what is removed stays removed.
"""

import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from corpus.errors import BadInput
from corpus.model import Metadata, Notice
from corpus.reading import read_notices, read_text
from corpus.record import metadata_of
from corpus.shelf import Entry, LibraryError, Shelf, not_writable

__all__ = ["Kept", "Library", "LibraryError", "default_notices"]

_BRACKETS = str.maketrans("[［【(（]］】)）", "〔〔〔〔〔〕〕〕〕〕")
_SHORTEST_TITLE = 8  # 实施方案 alone names no notice


@dataclass(frozen=True, slots=True)
class Kept:
    """A notice that was kept: whether it is new, and the version that it replaces."""

    notice: Notice
    is_new: bool
    replaces: str | None = None


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
        self._shelf = Shelf(folder)

    def open(self) -> "Library":
        """Makes the library with the default notices where there is none yet; returns itself.

        Raises LibraryError where the folder cannot be written.
        """
        if not os.path.lexists(self._shelf.folder):
            self._populate()
        return self

    def notices(self) -> tuple[Notice, ...]:
        """The notices in their newest versions, read anew from their texts, in order of their ids.

        Raises LibraryError where a file is gone or unreadable.
        """
        entries = [self._shelf.entry(notice_id) for notice_id in self._shelf.ids()]
        return tuple(read_text(e.text, e.given) for e in _newest(entries))

    def earlier(self, notice_id: str) -> tuple[Notice, ...]:
        """The earlier versions of a notice, the latest first."""
        by_id = {e.notice_id: e for e in self._shelf.sound()}
        found: list[Notice] = []
        replaced = by_id[notice_id].replaces if notice_id in by_id else None
        while replaced in by_id and len(found) < len(by_id):
            entry = by_id[replaced]
            found.append(read_text(entry.text, entry.given))
            replaced = entry.replaces
        return tuple(found)

    def add(self, texts: Iterable[str], metadata: Metadata) -> tuple[Kept, ...]:
        """Keeps the notices of some texts, each of which holds one, or a compilation of several.

        The same content twice is one notice; metadata that is given replaces what was kept. A
        notice with the number or the title of one that is kept, and another text, is its new
        version. Raises NoticeError for a text without content, and LibraryError if it cannot be
        written; the library is then as it was.
        """
        entries = {e.notice_id: e for e in self._shelf.sound()}
        kept = []
        new: dict[str, Entry] = {}
        for text in texts:
            for notice in read_notices(text, metadata):
                told, entry = _kept(notice, metadata, list(entries.values()))
                kept.append(told)
                entries[notice.id] = new[notice.id] = entry
        self._shelf.put(new.values())
        return tuple(kept)

    def remove(self, notice_id: str) -> str | None:
        """Forgets a notice, sound or damaged; returns the id of the version that holds again.

        Raises BadInput where no notice has this id.
        """
        if notice_id not in self._shelf.ids():
            raise BadInput(
                f"库里没有编号为 {notice_id[:40]} 的通知。编号见通知清单（wence index list）。"
            )
        entries = {e.notice_id: e for e in self._shelf.sound()}
        replaced = entries[notice_id].replaces if notice_id in entries else None
        newer = [e for e in entries.values() if e.replaces == notice_id]
        self._shelf.put(replace(e, replaces=replaced) for e in newer)
        self._shelf.drop(notice_id)
        return replaced if replaced in entries and not newer else None

    def _populate(self) -> None:
        """Writes the default notices beside and renames, so that a library is never half there."""
        folder = self._shelf.folder
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            beside = Path(tempfile.mkdtemp(prefix=".library-", dir=folder.parent))
            beside.chmod(0o755)
            try:
                Shelf(beside).put(
                    _entry(read_text(text, metadata), metadata)
                    for text, metadata in default_notices()
                )
                if not folder.exists():
                    os.replace(beside, folder)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
        except OSError as e:
            if not folder.is_dir():
                raise not_writable(folder, e) from e


def _newest(entries: Sequence[Entry]) -> list[Entry]:
    replaced = {e.replaces for e in entries}
    return [e for e in entries if e.notice_id not in replaced]


def _entry(notice: Notice, given: Metadata, replaces: str | None = None) -> Entry:
    return Entry(notice.id, notice.text, notice.metadata, given, replaces)


def _kept(notice: Notice, given: Metadata, entries: Sequence[Entry]) -> tuple[Kept, Entry]:
    """What is to be written of a notice, beside the entries that are there."""
    if same := next((e for e in entries if e.notice_id == notice.id), None):
        merged = _merged(same.given, given)
        again = read_text(same.text, merged)
        return Kept(again, False), _entry(again, merged, same.replaces)
    older = next((e.notice_id for e in _newest(entries) if _is_version(notice, e)), None)
    filed = _merged(Metadata(region=notice.metadata.region), given)
    return Kept(notice, True, older), _entry(notice, filed, older)


def _is_version(notice: Notice, entry: Entry) -> bool:
    """Whether two texts are versions of one notice: the same number, or without numbers the same
    title, in one region.
    """
    one, other = notice.metadata, entry.known
    if one.region and other.region and one.region != other.region:
        return False
    if one.number and other.number:
        return _plain(one.number) == _plain(other.number) and bool(one.region)
    title = _plain(one.title or "")
    return len(title) >= _SHORTEST_TITLE and title == _plain(other.title or "")


def _plain(words: str) -> str:
    """Without blanks and title marks, and with one kind of brackets."""
    return re.sub(r"[\s《》〈〉]", "", words).translate(_BRACKETS)


def _merged(kept: Metadata, given: Metadata) -> Metadata:
    return replace(kept, **{k: v for k in given.__slots__ if (v := getattr(given, k))})
