import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts.terms import TermReader
from corpus.model import Amount, Span, Terms
from corpus.structure.sentences import sentences


def _amounts(text: str) -> list[str]:
    return [a.span.of(text) for a in _read(text).amounts]


def _periods(text: str) -> list[str]:
    return [p.of(text) for p in _read(text).periods]


def _read(text: str) -> Terms:
    return TermReader(text).read(sentences(text, Span(0, len(text))))


def _parts(text: str) -> list[tuple[str, str | None, str | None]]:
    def words(span: Span | None) -> str | None:
        return span.of(text) if span else None

    return [(a.span.of(text), words(a.bound), words(a.of)) for a in _read(text).amounts]


def test_amounts_carry_their_unit() -> None:
    text = "超过3万亿元，占25%以上，争创10个基地，按百分之五十扣除，最高 500 万元"
    assert _amounts(text) == ["3万亿元", "25%", "10个", "百分之五十", "500 万元"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("补贴１２００元", "１２００元"),
        ("补贴1,200元", "1,200元"),
        ("补贴2.9 万元", "2.9 万元"),
        ("补贴五千万元", "五千万元"),
        ("补贴500余万元", "500余万元"),
        ("奖励10%—15%", "10%—15%"),
        ("奖励3至5万元", "3至5万元"),
        ("奖励10万元至50万元", "10万元至50万元"),
        ("提高两个百分点", "两个百分点"),
        ("增长三倍", "三倍"),
        ("不低于5 折", "5 折"),
        ("租金10元/平方米", "10元/平方米"),
        ("费率1‰", "1‰"),
        ("出口50万美元", "50万美元"),
        ("新增3000人次", "3000人次"),
        ("面积2万平方米", "2万平方米"),
    ],
)
def test_every_way_to_write_an_amount(text: str, amount: str) -> None:
    assert _amounts(text) == [amount]


@pytest.mark.parametrize(
    "text",
    [
        *("2020年", "2023年5月", "甲发〔2015〕24号", "一个窗口", "一批项目", "一次办", "一件事"),
        *("两个确保", "5G网络", "4G", "3D打印", "第3项", "第20条", "二元结构", "《助企20条》"),
        *("6个月", "5个工作日", "1件事", "2 条件", "3 项目", "十四五期间", "万元"),
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert _amounts(text) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("最高500万元", ("500万元", "最高", None)),
        ("最高给予500万元补助", ("500万元", "最高", None)),
        ("不超过100万元", ("100万元", "不超过", None)),
        ("营业面积5000平方米以上", ("5000平方米", "以上", "营业面积")),
        ("按投资额的10%给予补助", ("10%", None, "投资额")),
        ("按不超过研发费用的50%补助", ("50%", "不超过", "研发费用")),
        ("每人补贴800元", ("800元", None, "每人")),
        ("每家企业最高补助5万元", ("5万元", "最高", "每家企业")),
        ("建成20个（海外仓）", ("20个", None, "海外仓")),
        ("培育100家以上骨干企业，", ("100家", "以上", "骨干企业")),
        ("年销售额超过5亿元", ("5亿元", "超过", "年销售额")),
    ],
)
def test_an_amount_has_its_bound_and_what_it_is_of(
    text: str, parts: tuple[str, str | None, str | None]
) -> None:
    assert _parts(text) == [parts]


def test_periods_are_dates_and_lengths() -> None:
    text = "从2020年，留存不少于6个月，用3年左右时间，7天无理由，2015年12月30日"
    assert _periods(text) == ["2020年", "6个月", "3年左右", "7天", "2015年12月30日"]


@pytest.mark.parametrize(
    "period",
    [
        *("2020年底前", "2023 年9 月底前", "自发布之日起30日内", "三年内", "5个工作日", "至2025年"),
        *("每年", "十四五期间", "7×24小时", "6月底前", "2023年1月1日至2024年12月31日", "年底前"),
        *("2022—2024 年", "即日起", "每月25日前", "3至5年"),
    ],
)
def test_every_way_to_write_a_period(period: str) -> None:
    assert _periods(f"，{period}，") == [period]


@pytest.mark.parametrize(
    "text", ["甲发〔2015〕24号", "“十四五”规划", "三年行动计划", "《某办法（2023年版）》", "自治区"]
)
def test_what_is_no_period(text: str) -> None:
    assert _periods(text) == []


def test_all_facts_of_a_measure_together() -> None:
    text = "对首次参展的小微企业，2025年底前按展位费的50%给予补贴，最高2万元。"
    found = _read(text)
    assert [p.of(text) for p in found.periods] == ["2025年底前"]
    assert [c.of(text) for c in found.conditions] == ["对首次参展的小微企业"]
    assert [b.of(text) for b in found.beneficiaries] == ["小微企业"]
    assert "资金补助" in [k.name for k in found.kinds]


def test_words_without_facts_have_none() -> None:
    assert _read("提高认识，加强领导。") == Terms()
    assert TermReader("给予奖励100万元").read(()) == Terms()


def test_what_runs_out_of_the_sentences_is_left_out() -> None:
    assert TermReader("奖励100万元").read((Span(0, 5),)).amounts == ()


_WORDS = st.sampled_from(
    re.findall(
        r"\S+|\n",
        "对 的 企业 给予 补贴 最高 1 5,000 万元 % 年 自 之日起 。 ， \n 《 》 每 以上 可 百分之 、",
    )
)
_TEXT = st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=30).map("".join))


@given(_TEXT)
def test_every_span_lies_in_a_sentence(text: str) -> None:
    run = sentences(text, Span(0, len(text)))
    found = TermReader(text).read(run)
    spans = [*found.periods, *found.conditions, *found.beneficiaries]
    spans += [k.span for k in found.kinds]
    spans += [s for a in found.amounts for s in _spans_of(a)]
    assert all(s.start < s.end and any(r.contains(s) for r in run) for s in spans)


def _spans_of(amount: Amount) -> list[Span]:
    return [s for s in (amount.span, amount.bound, amount.of) if s]
