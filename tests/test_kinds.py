import re
from pathlib import Path

import pytest

from corpus.facts.kinds import kinds, names
from corpus.facts.terms import TermReader
from corpus.model import Span

_TAXONOMY = (Path(__file__).parents[1] / "docs" / "kinds.md").read_text("utf-8")
_DOCUMENTED = re.findall(r"^\| (\S+) \| .* \| (\S+) \|$", _TAXONOMY, re.M)[1:]


def _kinds(text: str) -> list[str]:
    return [k.name for k in kinds(text)]


@pytest.mark.parametrize(("name", "example"), _DOCUMENTED)
def test_the_documented_wording_is_of_its_kind(name: str, example: str) -> None:
    assert name in _kinds(example)


def test_every_kind_is_documented() -> None:
    assert tuple(name for name, _ in _DOCUMENTED) == names()


@pytest.mark.parametrize(
    "text",
    [
        "省税务局、知识产权局、市场监管局、行政审批局、金融监管局",
        "国家税务总局、人力资源社会保障厅",
        "《关于加强培训补贴管理的通知》",
        "（责任单位：省财政厅、省知识产权局、市培训中心）",
        "严肃处理骗取补贴的行为",
        "甲发〔2015〕24号",
        "处三万元罚款",
        "各地级以上市、线上市场、省公共资源交易中心",
    ],
)
def test_names_titles_and_penalties_offer_nothing(text: str) -> None:
    assert _kinds(text) == []


def test_a_kind_is_told_once_by_its_first_words() -> None:
    text = "给予补贴。再给予补助。"
    found = TermReader(text).read((Span(0, 5), Span(5, 11))).kinds
    assert [(k.name, k.span) for k in found] == [("资金补助", Span(2, 4))]
