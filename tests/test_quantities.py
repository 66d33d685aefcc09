"""Figures told by a business held against those that a condition sets."""

from datetime import date

import pytest

from rag.matching.atoms import Atom
from rag.matching.figures import figures
from rag.matching.quantities import holds

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("condition", "name", "value", "expected"),
    [
        ("上年度网络零售额超过1000万元", "去年网上零售", "1860万元", True),
        ("上年度网络零售额超过1亿元", "去年网上零售", "1860万元", False),
        ("年出口额超过100万美元", "出口额", "200万元", None),
        ("年出口额超过100万美元", "出口额", "200万美元", True),
        ("同比增速不低于15%", "比前年涨", "22%", True),
        ("营业收入同比增长10%以上", "比前年涨", "22%", None),
        ("网络零售额同比增长10%以上", "网络零售额同比", "8%", False),
        ("网络零售额占比不低于10%", "网络零售额同比", "18%", None),
        ("成立满1年", "成立时间", "2023年", True),
        ("成立满3年", "成立时间", "2023年", None),
        ("成立满5年", "成立时间", "2年", False),
    ],
)
def test_holds(condition: str, name: str, value: str, expected: bool | None) -> None:
    (atom,) = figures(condition)
    assert holds(atom, [(name, value)], TODAY) is expected


def test_a_currency_stays_in_the_words() -> None:
    (atom,) = figures("上年度进出口额低于6500万美元")
    assert atom == Atom("figure", ("上年度进出口额", "美元"), high=65e6)
