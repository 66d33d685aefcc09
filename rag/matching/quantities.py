"""The figures that a business tells, held against those that a condition sets."""

import re
from collections.abc import Iterable
from datetime import date

from index.tokens import fold
from rag.matching.atoms import Atom
from rag.matching.figures import SCALE

_QUANTITY = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s?(?P<u>万亿|亿|千万|百万|万)?")
_FRAME = re.compile(
    r"上一?年度?|去年|今年|当年|合计|累计|实际|已经?|年(?=[^限])|[额了入出去数量]+$|^[对年月]"
)
_GROWTH = re.compile(r"(?:同比)?(?:增速|增幅|增长率?|涨幅)$|同比$|比[^，]{1,3}[涨增长加]*$")
_FOUNDED = re.compile(r"(\d{4})年")
_ENOUGH = 0.6  # share of the characters of the shorter name that both must have


def within(value: float, atom: Atom) -> bool:
    """Whether a number lies in the bounds of an atom.

    >>> within(4, Atom("employees", low=5))
    False
    """
    above = atom.low is None or value >= atom.low
    return above and (atom.high is None or value <= atom.high)


def holds(atom: Atom, told: Iterable[tuple[str, str]], as_of: date) -> bool | None:
    """Whether a figure told holds; None where no such figure is, or in another currency.

    >>> sales = Atom("figure", ("年销售额", "元"), low=1e7)
    >>> holds(sales, [("销售额", "1200万元")], date(2026, 11, 22))
    True
    """
    name, unit = atom.values
    for known_as, value in told:
        plain = fold(value)
        if unit == "年" and (founded := _FOUNDED.match(plain)):
            return _of_age(as_of.year - int(founded[1]), atom)
        m = _QUANTITY.search(plain)
        if m and _in_unit(plain, unit) and _same(fold(known_as), name):
            return within(float(m["n"]) * SCALE[m["u"]], atom)
    return None


def _in_unit(value: str, unit: str) -> bool:
    """200万美元 are no 元."""
    return unit in value and ("美" in unit) == ("美" in value)


def _of_age(years: int, atom: Atom) -> bool | None:
    """The age of what was founded so many calendar years ago: one of two, so it may be open."""
    found = {within(age, atom) for age in (max(years - 1, 0), years)}
    return found.pop() if len(found) == 1 else None


def _same(one: str, other: str) -> bool:
    """去年网上零售 and 上年度网络零售额: they end alike and share most characters."""
    rest = [_GROWTH.sub("", name) for name in (one, other)]
    if (rest[0] != one) != (rest[1] != other):  # 网络零售额 and its 增速
        return False
    if rest == ["", ""]:
        return True
    a, b = (_FRAME.sub("", name) for name in rest)
    if not a or not b or a[-1] != b[-1]:
        return False
    return len(set(a) & set(b)) >= _ENOUGH * min(len(set(a)), len(set(b)))
