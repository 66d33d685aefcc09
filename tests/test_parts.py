"""A question that asks several things is taken apart."""

import pytest

from corpus.catalogue import Catalogue
from corpus.model import Notice
from rag.parts import items, regional
from rag.question import understand
from rag.scope import scope


@pytest.fixture
def catalogue(notices: dict[str, Notice]) -> Catalogue:
    return Catalogue(notices.values())


def _regional(text: str, catalogue: Catalogue) -> list[tuple[str, tuple[str, ...]]]:
    question = understand(text, text)
    parts = regional(question, scope(question, catalogue), catalogue)
    return [(q.standalone, where.regions) for q, where in parts]


def test_a_comparison_is_one_question_for_each_region(catalogue: Catalogue) -> None:
    text = "水电接入方面，辽宁不准拿什么卡企业，青海又推什么服务？"
    (first, one), (second, other) = _regional(text, catalogue)
    assert (one, other) == (("辽宁",), ("青海",))
    assert "卡企业" in first and "推什么服务" not in first
    assert "推什么服务" in second and "卡企业" not in second


def test_what_is_said_of_both_is_asked_of_both(catalogue: Catalogue) -> None:
    parts = _regional("辽宁、青海两省的加计扣除各是多少？", catalogue)
    assert all("加计扣除" in text for text, _ in parts)


def test_nothing_is_compared_where_one_region_is_named(catalogue: Catalogue) -> None:
    assert _regional("辽宁的加计扣除是多少？", catalogue) == []
    assert _regional("辽宁和青海第五条讲什么？", catalogue) == []


def test_the_things_asked_about_one_after_the_other(catalogue: Catalogue) -> None:
    text = "辽宁快递公司想开门店、想换电动车送货，文件里各是怎么说的？"
    question = understand(text, text)
    found = items(question, scope(question, catalogue), lambda _: 1.0)
    assert any("门店" in q.standalone for q in found)
    assert any("电动车" in q.standalone and "怎么说" in q.standalone for q in found)
    single = understand("辽宁加计扣除多少？", "辽宁加计扣除多少？")
    assert items(single, scope(single, catalogue), lambda _: 1.0) == []
