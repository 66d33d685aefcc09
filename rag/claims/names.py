"""The names in a text: notices by title and number, clauses by number, places."""

import re
from functools import lru_cache

from corpus.numerals import NUMERAL, to_int
from corpus.regions import places_in

_TITLE = re.compile(r"《([^《》]{2,120})》")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,8}[\[〔【(（]\s?\d{4}\s?[\]〕】)）]\s?第?\d+\s?号")
_CLAUSE = re.compile(rf"第\s?(?P<a>{NUMERAL})\s?[条款项]|[(（](?P<b>{NUMERAL})[)）]")
_CHAPTER = re.compile(rf"第\s?({NUMERAL})\s?(?:章|节|部分)")
_LINK = re.compile(
    r"https?:|www\.|://|\b[\w-]+\.(?:com|cn|org|net|io|gov)\b|[\w.]+@[\w.]+|!?\[[^\]]*\]\(|"
    r"<[a-z/!|]|\bjavascript:|\bdata:|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)",
    re.IGNORECASE,
)


def titles(text: str) -> tuple[str, ...]:
    """The titles in 《》."""
    return tuple(_TITLE.findall(text))


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of notices (文号), without blanks, brackets alike.

    >>> numbers("辽政发〔2015〕77号")
    ('辽政发(2015)77号',)
    """
    plain = str.maketrans("[〔【（]〕】）", "(((())))")
    return tuple("".join(n.split()).translate(plain) for n in _NUMBER.findall(text))


def clauses(text: str) -> tuple[int, ...]:
    """The numbers of clauses that are named.

    >>> clauses("根据第十九条和（三）")
    (19, 3)
    """
    return tuple(to_int(m["a"] or m["b"]) for m in _CLAUSE.finditer(text))


def chapters(text: str) -> tuple[str, ...]:
    """The chapters that are named by their number."""
    return tuple(m.group() for m in _CHAPTER.finditer(text))


def without_numbers(text: str) -> str:
    """The text without the numbers of notices, clauses and chapters."""
    for pattern in (_NUMBER, _CLAUSE, _CHAPTER):
        text = pattern.sub("", text)
    return text


def links(text: str) -> tuple[str, ...]:
    """Addresses, telephone numbers and marks of Markdown or HTML that lead elsewhere."""
    return tuple(m.group() for m in _LINK.finditer(text))


@lru_cache(maxsize=4096)
def places(text: str) -> frozenset[str]:
    """The places named."""
    return frozenset(p.name for p in places_in(text))
