"""Traditional characters: read as the simplified ones they are written for, kept as printed."""

from functools import cache

import opencc


def simplified(text: str) -> str:
    """The text in simplified characters, one for one, so that offsets hold in both.

    >>> simplified("第一條　責任單位：省商務廳")
    '第一条　责任单位：省商务厅'
    """
    table = {ord(c): _simplified(c) for c in set(text) if c >= "\u3400"}
    if all(_simplified(chr(c)) == chr(c) for c in table):
        return text
    return text.translate(table)


def as_printed(words: str, plain: str, printed: str) -> str:
    """`words` of the simplified `plain` in the characters of `printed`; as they are if not there.

    >>> as_printed("省商务厅", "由省商务厅牵头", "由省商務廳牽頭")
    '省商務廳'
    """
    at = plain.find(words)
    return printed[at : at + len(words)] if at >= 0 else words


@cache
def _simplified(character: str) -> str:
    plain: str = _converter().convert(character)
    return plain if len(plain) == 1 else character


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
