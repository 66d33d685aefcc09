"""Figures that a condition sets: headcounts, money, other quantities, ages, as atoms."""

import re
from collections.abc import Iterator

from corpus.numerals import to_int
from rag.matching.atoms import Atom

_HEADCOUNT = re.compile(
    r"(?:雇用|雇佣|聘用|用工|职工|员工|从业人员|在职人数|人数)[^，。；\d]{0,8}?"
    r"(?P<below>不足|少于|低于|不超过|未?满?不满)?(?P<n>\d+|[一二三四五六七八九十百]+)\s?(?:人|名)"
    r"(?P<edge>及以上|（含）以上|\(含\)以上|含?以上|及以下|含?以下|以内)?|"
    r"(?P<over>超过|达到?|不少于|不低于)(?P<k>\d+)(?:人|名)(?=员工|职工)"
)
_MONEY_FIGURE = re.compile(
    r"(?P<name>[^\W\d_]{0,8}(?:销售额|零售额|交易额|营业额|营业收入|主营业务收入|营收|收入|产值|进出口额|出口额|投资额?|投入|贷款|资本|利润|纳税额?|费用))"
    r"[^，。；\d]{0,8}?(?P<rel>超过|达到?|不低于|不少于|不超过|低于|少于|不足|在)?\s?(?P<n>\d+(?:\.\d+)?)\s?(?P<u>万亿|亿|万|千万|百万)?(?P<unit>美?元)"
    r"(?P<edge>（含）以上|及以上|含?以上|（含）以下|及以下|含?以下|以内)?"
)
_QUANTITY_FIGURE = re.compile(
    r"(?P<name>[^\W\d_]{2,20}?)(?P<rel>超过|达到?|不低于|不少于|不高于|不超过|低于|少于|不足)?\s?"
    r"(?P<n>\d+(?:\.\d+)?)\s?(?P<u>万|亿)?(?P<unit>%|平方米|家|件|人|个|户|台|辆|吨|亩|间)"
    r"(?P<edge>（含）以上|及以上|含?以上|（含）以下|及以下|含?以下|以内)?"
)
_AGE = re.compile(
    r"成立(?:时间)?[^，。；\d]{0,4}?(?P<rel>不满|不足|未满|不超过|满|超过)?(?P<n>\d+|[一二三四五六七八九十]+)年(?P<edge>以上|以内|以下)?"
)
# What 万 and its like multiply by; None where nothing is said.
SCALE = {None: 1.0, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_BELOW = ("不超过", "不高于", "低于", "少于", "不足", "不满", "未满")


def headcounts(plain: str) -> Iterator[Atom]:
    """How many people somebody must have.

    >>> [a.low for a in headcounts("长期雇用5人及以上")]
    [5.0]
    """
    for m in _HEADCOUNT.finditer(plain):
        n = float(_int(m["n"] or m["k"]))
        is_upper = (m["below"] or "") != "" or (m["edge"] or "").endswith(("以下", "以内"))
        yield Atom("employees", low=None if is_upper else n, high=n if is_upper else None)


def figures(plain: str) -> Iterator[Atom]:
    """Quantities by name and unit: (网络零售额, 元), (同比增速, %).

    >>> [(a.values, a.low) for a in figures("年销售额超过1000万元")]
    [(('年销售额', '元'), 10000000.0)]
    """
    for m in _MONEY_FIGURE.finditer(plain):
        yield _bounded(m, m["name"], float(m["n"]) * SCALE[m["u"]], m["unit"])
    for m in _QUANTITY_FIGURE.finditer(plain):
        if (m["rel"] or m["edge"]) and not _HEADCOUNT.search(plain):
            yield _bounded(m, m["name"], float(m["n"]) * SCALE[m["u"]], m["unit"])
    for m in _AGE.finditer(plain):
        yield _bounded(m, "成立时间", float(_int(m["n"])), "年")


def _bounded(m: re.Match[str], name: str, value: float, unit: str) -> Atom:
    is_upper = m["rel"] in _BELOW or (m["edge"] or "").endswith(("以下", "以内"))
    low, high = (None, value) if is_upper else (value, None)
    return Atom("figure", (name, unit), low=low, high=high)


def _int(digits: str) -> int:
    return int(digits) if digits.isascii() else to_int(digits)
