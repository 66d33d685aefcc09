from datetime import date

import pytest

from corpus.facts.goals import targets_past
from corpus.model import Span

_TODAY = date(2026, 11, 22)


def _past(text: str) -> list[str]:
    return [s.of(text) for s in targets_past(text, [Span(0, len(text))], _TODAY)]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("到2020年，全省网络零售额翻一番。", ["到2020年"]),
        ("到2020 年底，建成10个园区。", ["到2020 年底"]),
        ("2020年底前全部完成。", ["2020年底前"]),
        ("力争2022年实现全覆盖。", ["力争2022年"]),
        ("力争到2022年实现全覆盖。", ["力争到2022年"]),
        ("2023年6月30日前报送方案。", ["2023年6月30日前"]),
        ("2023年9月底前完成，2030年前达峰。", ["2023年9月底前"]),
        ("到二〇二〇年，基本建成。", ["到二〇二〇年"]),
        ("到“十三五”末，基本建成。", ["到“十三五”末"]),
        ("于2024年12月31日之前完成整改。", ["2024年12月31日之前"]),
    ],
)
def test_goals_and_deadlines_that_have_gone_by(text: str, phrases: list[str]) -> None:
    assert _past(text) == phrases


@pytest.mark.parametrize(
    "text",
    [
        "到2030年，全面建成。",
        "2026年底前完成。",
        "自2015年起施行。",
        "2015年印发的办法。",
        "甲政发〔2015〕24号。",
        "截至2022年底，已建成20个。",
        "政策延续执行到2022年底。",
        "2000年前建成的老旧小区。",
        "对2022年底前注册的企业给予补贴。",
        "从2015年到2020年，年均增长5%。",
        "落实《到2020年的行动计划》。",
        "2021年，全省生产总值增长8%。",
        "到2023年13月，完成。",
        "到“十五五”末，基本建成。",
    ],
)
def test_what_is_no_goal_or_not_yet_past(text: str) -> None:
    assert _past(text) == []


def test_only_the_sentences_given_are_searched() -> None:
    text = "到2020年翻番。到2021年再翻番。"
    assert len(targets_past(text, [Span(0, 9)], _TODAY)) == 1
