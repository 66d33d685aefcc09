import os
from pathlib import Path

import pytest

from corpus.errors import NoticeError
from corpus.sources import read_file

_TEXT = "一、总则\n（一）甲。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(_TEXT.encode(encoding))
    assert read_file(path) == _TEXT


def test_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(_TEXT.replace("\n", "\r\n").encode())
    assert read_file(path) == _TEXT


@pytest.mark.parametrize(
    "data",
    [b"", b" \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x89PNG\r\n\x1a\n\0\0", bytes(range(256)) * 16],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(data)
    with pytest.raises(NoticeError, match=r"notice\.txt"):
        read_file(path)


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path / ("长" * 200)):
        with pytest.raises(NoticeError):
            read_file(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoticeError, match="找不到文件"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(NoticeError, match="文件夹"):
        read_file(tmp_path)
