"""What a file is, by its first bytes and then by its name."""

import re
from typing import Literal

from corpus.errors import NoticeError

Format = Literal["text", "markdown", "html", "docx", "pdf"]

_BY_SUFFIX: dict[str, Format] = {
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), "html"),
}
_BOM = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
_PAGE = re.compile(
    rb"(?:<\?xml[^>]{0,100}>\s{0,9}|<!--[^>]{0,500}-->\s{0,9})?<(?:!doctype html|html|head)\b", re.I
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SCAN = "这是图片，没有文字。请先做文字识别（OCR），存为 .txt 或 .docx 后再试。"
_ARCHIVE = "这是压缩包。请解压后给出其中的通知文件。"
_FOREIGN = {
    b"\x89PNG": _SCAN,
    b"\xff\xd8\xff": _SCAN,
    b"GIF8": _SCAN,
    b"II*\0": _SCAN,
    b"MM\0*": _SCAN,
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
    b"\x1f\x8b": _ARCHIVE,
    b"{\\rtf": "这是 RTF 文档。请用 Word 或 WPS 另存为 .docx 后再试。",
    b"MIME-Version:": "这是单个文件网页（.mht）。请在浏览器里另存为 .html 后再试。",
    b"%!PS": "这是 PostScript 文件。请转为 PDF 后再试。",
}


def format_of(data: bytes, suffix: str) -> Format:
    """The format of a file with these bytes and this suffix.

    Raises NoticeError for a known format that is not read here, with what to do about it.

    >>> format_of(b"%PDF-1.7 ...", ".txt"), format_of(b"# A", ".MD")
    ('pdf', 'markdown')
    """
    for start, reason in _FOREIGN.items():
        if data.startswith(start):
            raise NoticeError(reason)
    if data.startswith(_OLE):
        raise NoticeError(_why_not_ole(data))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "docx"
    if b"%PDF-" in data[:1024] and _is_not_prose(data):
        return "pdf"
    # A page in UTF-16 shows its tags once the NULs are gone.
    if _PAGE.match(data[:4096].lstrip(_BOM).replace(b"\0", b"")):
        return "html"
    return _BY_SUFFIX.get(suffix.lower(), "text")


def _is_not_prose(data: bytes) -> bool:
    """Readers of PDF allow junk before the header, but a text may also speak of "%PDF-"."""
    return data.startswith(b"%PDF-") or b" obj" in data or b"startxref" in data


def _why_not_ole(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "这份文档有密码保护。请去掉密码，另存为 .docx 后再试。"
    return "这是旧版 Office 文档（.doc、.xls、.wps 等）。请另存为 .docx 后再试。"
