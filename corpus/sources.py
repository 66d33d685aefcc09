"""Files → text. Plain text in UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030."""

import codecs
from pathlib import Path

from corpus.errors import NoticeError

MAX_BYTES = 50 * 1024 * 1024


def read_file(path: Path) -> str:
    """The text of a notice file, line ends as `\\n`, no BOM.

    Raises NoticeError where the file is missing, a directory, unreadable, empty, too large
    or not text.
    """
    data = _bytes_of(path)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NoticeError(f"文件是空的：{path}。请给出含有通知正文的文本文件。")
    text = _decode(data)
    if text is None or _looks_binary(text):
        raise NoticeError(f"不是文本文件：{path}。请另存为 UTF-8 的 .txt 后再试。")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.exists():
            raise NoticeError(f"找不到文件：{path}。请检查路径。")
        if path.is_dir():
            raise NoticeError(f"这是一个文件夹，不是文件：{path}。请给出其中的通知文件。")
        if not path.is_file():
            raise NoticeError(f"这不是普通文件：{path}。请给出通知的文本文件。")
        if path.stat().st_size > MAX_BYTES:
            raise NoticeError(f"文件太大（超过 {MAX_BYTES >> 20} MB）：{path}。")
        return path.read_bytes()
    except OSError as e:
        raise NoticeError(f"读不了文件：{path}（{e.strerror}）。请检查权限。") from e


def _decode(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _looks_binary(text: str) -> bool:
    """NUL or more than one control character in a hundred: no office publishes such text."""
    controls = sum(c < " " and c not in "\t\n\r\f" for c in text)
    return "\0" in text or controls * 100 > len(text)
