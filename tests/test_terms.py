from corpus import terms
from corpus.model import Span


def _of(find: object, text: str) -> list[str]:
    return [s.of(text) for s in find(text, Span(0, len(text)))]  # type: ignore[operator]


def test_amounts_carry_their_unit() -> None:
    text = "超过3万亿元，占25%以上，争创10个基地，按百分之五十扣除，最高 500 万元"
    assert _of(terms.amounts, text) == ["3万亿元", "25%", "10个", "百分之五十", "500 万元"]


def test_periods_are_dates_and_lengths() -> None:
    text = "到2020年，留存不少于6个月，用3年左右时间，7天无理由，2015年12月30日"
    assert _of(terms.periods, text) == ["2020年", "6个月", "3年左右", "7天", "2015年12月30日"]


def test_a_year_is_no_amount() -> None:
    assert _of(terms.amounts, "2020年") == []
