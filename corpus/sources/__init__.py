"""Files → text: plain text, Markdown, saved web pages, .docx and PDF with a text layer.

What a file is, its first bytes say, and only then its name. Plain text is read here; the other
formats go through parsers in a process of their own, so that no file can take wence down.
"""

import re
from pathlib import Path, PurePath

from corpus.errors import NoticeError
from corpus.sources.child import extracted
from corpus.sources.encoding import decode
from corpus.sources.files import MAX_BYTES, bytes_of
from corpus.sources.formats import Format, format_of
from corpus.sources.layout import flowing

# The blanks of web pages become the common one, and what has no width is no character of a text.
_BLANKS = dict.fromkeys([0xA0, 0x202F, 0x205F, *range(0x2000, 0x200B)], " ")
_BLANKS |= dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD], "")
_ODD = re.compile(f"[{''.join(map(chr, _BLANKS))}]")

__all__ = ["MAX_BYTES", "read_bytes", "read_file"]


def read_file(path: Path) -> str:
    """The text of a notice file, one paragraph a line, line ends as `\\n`, no BOM.

    Raises NoticeError where the file is missing, not a plain file, unreadable, empty, too large,
    changed while being read, of a format that is not read here, damaged, encrypted or a scan.

    >>> read_file(Path("notice.docx"))  # doctest: +SKIP
    """
    return read_bytes(str(path), bytes_of(path))


def read_bytes(name: str, data: bytes) -> str:
    """The text of a notice file that was sent: its name, of which the ending alone is used, and
    what is in it.

    Raises NoticeError as `read_file` does.

    >>> read_bytes("notice.txt", "（一）甲。".encode("gb18030"))
    '（一）甲。'
    """
    try:
        text = _text_of(data, format_of(data, PurePath(name).suffix))
    except NoticeError as e:
        raise NoticeError(f"读不了文件：{name}。{e}") from e
    if not text.strip():
        raise NoticeError(f"文件是空的：{name}。请给出含有通知正文的文件。")
    return flowing(text.translate(_BLANKS) if _ODD.search(text) else text)


def _text_of(data: bytes, kind: Format) -> str:
    text = decode(data) if kind == "text" else extracted(kind, data)
    return text.replace("\r\n", "\n").replace("\r", "\n")
