import pytest

from corpus.model import Agencies
from rag.understanding.premise import (
    asserted_figures,
    holds_figures,
    holds_mode,
    holds_roles,
    mode_asserted,
    quoted_passages,
    roles_asserted,
)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("哪条规定按175%扣除", ("175%",)),
        ("我们投入了500万元", ()),
        ("2025年的目标", ("2025年",)),
        ("要求至少保存三年", ("3年",)),
        ("开了三年的网店能贷款吗", ()),
        ("奖励100万元要什么条件", ("100万元",)),
    ],
)
def test_figures_that_a_question_asserts(question: str, figures: tuple[str, ...]) -> None:
    assert asserted_figures(question) == figures


def test_a_figure_is_held_as_a_whole_number() -> None:
    assert holds_figures("按 50% 扣除", ["50%"])
    assert not holds_figures("按150%扣除", ["50%"])
    assert holds_figures("用3年左右时间", ["3年"]) and holds_figures("用三年时间", ["3年"])


@pytest.mark.parametrize(
    ("question", "mode"),
    [
        ("辽宁禁止住宅登记，是哪一条？", "forbid"),
        ("辽宁禁止住宅登记吗？", None),
        ("青海强制企业通过认证，没通过怎么罚？", "oblige"),
        ("青海哪一条放开了用地，让企业可以改用途？", "permit"),
        ("有什么支持？", None),
    ],
)
def test_what_a_question_says_is_the_rule(question: str, mode: str | None) -> None:
    assert mode_asserted(question) == mode


def test_a_text_that_only_encourages_neither_obliges_nor_forbids() -> None:
    text = "鼓励电子商务企业获得认证。"
    assert not holds_mode(text, "oblige") and not holds_mode(text, "forbid")
    assert holds_mode(text, "permit") and holds_mode(text, None)


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        ("由省农牧厅牵头，写在哪一条？", (("省农牧厅", "lead"),)),
        ("由谁牵头？", ()),
        ("哪些条款把省商务厅列为牵头部门？", ()),
        ("是省商务厅牵头吗？", ()),
    ],
)
def test_roles_that_a_question_asserts(question: str, roles: tuple[tuple[str, str], ...]) -> None:
    assert roles_asserted(question) == roles


def test_a_role_is_held_by_the_agency_that_has_it() -> None:
    agencies = Agencies(lead=("省商务厅",), responsible=("省农牧厅",))
    known = ("省商务厅", "省农牧厅")
    assert holds_roles(agencies, [("省商务厅", "lead")], known)
    assert not holds_roles(agencies, [("省农牧厅", "lead")], known)
    assert holds_roles(agencies, [("没人知道的厅", "lead")], known)  # cannot be told


def test_only_long_quotations_pass_for_text() -> None:
    assert quoted_passages("“一址多照”是什么？") == ()
    assert len(quoted_passages("原文写着“所有网店一律不用签订劳动合同”，对吗？")) == 1
