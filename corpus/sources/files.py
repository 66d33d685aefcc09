"""Paths → bytes, read once."""

import os
from pathlib import Path

from corpus.errors import NoticeError

MAX_BYTES = 50 * 1024 * 1024


def bytes_of(path: Path) -> bytes:
    """All bytes of a plain file.

    Raises NoticeError where it is missing, a folder, a device, unreadable, larger than MAX_BYTES
    or changed while being read.
    """
    try:
        _check_plain(path)
        return _read(path)
    except OSError as e:
        raise NoticeError(f"读不了文件：{path}（{e.strerror}）。请检查权限。") from e


def _check_plain(path: Path) -> None:
    if not path.exists():
        raise NoticeError(f"找不到文件：{path}。请检查路径。")
    if path.is_dir():
        raise NoticeError(f"这是一个文件夹，不是文件：{path}。请给出其中的通知文件。")
    if not path.is_file():
        raise NoticeError(f"这不是普通文件：{path}。请给出通知的文件。")


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        data = file.read(MAX_BYTES + 1)
        after = os.fstat(file.fileno())
    if len(data) > MAX_BYTES:
        raise NoticeError(
            f"文件太大（超过 {MAX_BYTES >> 20} MB）：{path}。请只给出通知正文，或分成几个文件。"
        )
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise NoticeError(f"文件在读取时被改动：{path}。请等它写完再试。")
    return data
