"""Traditional characters: read as the simplified ones they are written for, kept as printed."""

import re
from functools import cache

import opencc

_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000))  # CJK unified ideographs and their extension A


def simplified(text: str) -> str:
    """The text in simplified characters, one for one, so that offsets hold in both.

    >>> simplified("第一條　責任單位：省商務廳")
    '第一条　责任单位：省商务厅'
    """
    pattern, table = _traditional()
    return text.translate(table) if pattern.search(text) else text


def as_printed(words: str, plain: str, printed: str) -> str:
    """`words` of the simplified `plain` in the characters of `printed`; as they are if not there.

    >>> as_printed("省商务厅", "由省商务厅牵头", "由省商務廳牽頭")
    '省商務廳'
    """
    at = plain.find(words)
    return printed[at : at + len(words)] if at >= 0 else words


@cache
def _traditional() -> tuple[re.Pattern[str], dict[int, str]]:
    """The characters that are written otherwise today: a pattern for them, and how."""
    characters = [chr(c) for first, last in _HAN for c in range(first, last)]
    plain = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {ord(c): p for c, p in zip(characters, plain, strict=True) if p != c and len(p) == 1}
    return re.compile(f"[{''.join(map(chr, table))}]"), table
