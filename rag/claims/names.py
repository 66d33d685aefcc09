"""The names in a text: notices by title and number, clauses by number, places."""

import re
from functools import lru_cache
from typing import NamedTuple

from corpus.numerals import NUMERAL, to_int
from corpus.regions import places_in

_TITLE = re.compile(r"《([^《》]{2,120})》")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,8}[\[〔【(（]\s?\d{4}\s?[\]〕】)）]\s?第?\d+\s?号")
_CLAUSE = re.compile(rf"第\s?(?P<a>{NUMERAL})\s?(?P<mark>[条款项])|[(（](?P<b>{NUMERAL})[)）]")
_CHAPTER = re.compile(rf"第\s?({NUMERAL})\s?(?:章|节|部分)")
# Provinces by one character, those left out that are common words: 湘赣边, 京津冀, 川渝.
_SHORT_PROVINCES = re.compile(r"[京津冀晋蒙辽吉沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川滇藏陕陇港澳]{2,}")
# 弥勒市, and neither 全市 nor 超市.
_COUNTY = re.compile(
    r"^(?:由|在|对|支持|包括|位于|是)?(?P<name>[\u4e00-\u9fff]{2,4}(?:市|县|自治州|旗))$"
)
_NO_COUNTY = re.compile(
    r"[全各本我该外城超上股都夜门辖设两省级属地区所在有关这该等和及与的]区?(?:市|县)$|城市$|^(?:市|县)"
)
_LISTED = re.compile(r"[、,，。；;：:（）()\[\]\s和与及]|组成|等|的")
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


class Reference(NamedTuple):
    """A clause or an item named by its number: `mark` is 条, 款, 项, or "" for one in brackets."""

    number: int
    mark: str


def clauses(text: str) -> tuple[Reference, ...]:
    """The clauses and items that are named.

    >>> clauses("根据第十九条和（三）")
    (Reference(number=19, mark='条'), Reference(number=3, mark=''))
    """
    return tuple(
        Reference(to_int(m["a"] or m["b"]), m["mark"] or "") for m in _CLAUSE.finditer(text)
    )


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
    """The places named: provinces and their cities, provinces by their one character, and what is
    listed with the ending of a county.

    >>> sorted(places("湘赣边的蒙自市、弥勒市和青海"))
    ['弥勒市', '湘赣', '蒙自市', '青海']
    """
    counties = (m["name"] for piece in _LISTED.split(text) if (m := _COUNTY.match(piece)))
    return frozenset(
        [
            *(p.name for p in places_in(text)),
            *_SHORT_PROVINCES.findall(text),
            *(c for c in counties if not _NO_COUNTY.search(c)),
        ]
    )
