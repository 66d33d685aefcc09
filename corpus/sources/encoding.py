"""Bytes → characters: the encodings that Chinese offices write."""

import codecs
import re
from itertools import islice

from corpus.errors import NoticeError

_UTF_16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LEGACY = ("gb18030", "big5hkscs")
_PAIR = re.compile(rb"[\x81-\xfe][\x30-\xfe]")
# Level 1 of GB 2312 and of Big5, the characters of everyday use, and the rows of punctuation.
_COMMON = {
    "gb18030": re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]"),
    "big5hkscs": re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]"),
}
_PLAUSIBLE = re.compile(r"[\t\n\f\r -~\u2010-\u203b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_ABOVE_TWO_BYTES = re.compile("[\u0800-\U0010ffff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SAMPLE = 5000
_BAD_ALLOWED = 1000  # one undecodable place in so many Chinese characters


def decode(data: bytes, declared: str = "") -> str:
    """The characters of a text in UTF-8, UTF-16, GB18030 (GBK, GB2312) or Big5, without BOM.

    UTF-8 is tried before what a page declares: pages are often converted without their
    declaration, and Chinese in another encoding is not by chance Chinese in UTF-8. A stray byte
    in a long text becomes U+FFFD: one visible gap is better than a refusal of text that is
    otherwise exact.
    Raises NoticeError for what is no text; the message names the first byte that is not UTF-8.

    >>> decode("通知".encode("gb18030"), "GB2312"), decode("关于稳定就业的通知".encode("gbk"))
    ('通知', '关于稳定就业的通知')
    """
    text = _in_some_encoding(data, _legacy_name(declared))
    if text is None or _is_binary(text):
        raise NoticeError(
            f"不是文本文件，或编码认不出（第 {_first_not_utf8(data)} 个字节不是 UTF-8）。"
            "请另存为 UTF-8 的 .txt 后再试。"
        )
    return text


def _in_some_encoding(data: bytes, declared: str | None) -> str | None:
    if data.startswith(_UTF_16_BOMS):
        return _strict(data, "utf-16")
    text = _strict(data, "utf-8-sig")
    if text is not None and _may_be_chinese(text):
        return text
    if (text := _utf_16(data)) is not None:
        return text
    text = _lenient(data, "utf-8-sig")
    if text is not None and _may_be_chinese(text):
        return text
    legacy = declared or _likely_legacy(data)
    return _lenient(data, legacy) if legacy else None


def _may_be_chinese(text: str) -> bool:
    """Not so "通知" in GBK, which is by chance valid UTF-8, of two bytes a character."""
    return "\0" not in text and (text.isascii() or bool(_ABOVE_TWO_BYTES.search(text)))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, encoding: str) -> str | None:
    """With U+FFFD for what cannot be decoded, None where that is more than a rare slip."""
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    is_slip = not bad or bad * _BAD_ALLOWED < len(_NOT_ASCII.findall(text))
    return text if is_slip else None


def _utf_16(data: bytes) -> str | None:
    """UTF-16 without BOM, in the byte order that gives Chinese."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        if text and len(_PLAUSIBLE.findall(text[:_SAMPLE])) * 10 >= len(text[:_SAMPLE]) * 9:
            return text
    return None


def _likely_legacy(data: bytes) -> str | None:
    """GB18030 or Big5, whichever reads more everyday characters; None where neither reads half.

    Nearly every pair of bytes is a character in both, so validity alone tells nothing.
    """
    pairs = [m.group() for m in islice(_PAIR.finditer(data), _SAMPLE)]
    count, name = max(
        ((sum(map(bool, map(_COMMON[n].match, pairs))), n) for n in _LEGACY), key=lambda c: c[0]
    )
    return name if count * 2 > len(pairs) else None


def _legacy_name(declared: str) -> str | None:
    """The codec for a declared charset: a page that says gb2312 means all of GB18030."""
    declared = declared.lower()
    return next((name for name in _LEGACY if declared[:2] == name[:2]), None)


def _first_not_utf8(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as e:
        return e.start + 1
    return data.find(b"\0") + 1


def _is_binary(text: str) -> bool:
    """NUL or more than one control character in a hundred: no office publishes such text."""
    return "\0" in text or len(_CONTROL.findall(text)) * 100 > len(text)
