from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Agencies, Span
from corpus.structure.statements import brackets, in_sentence, labelled_lines


def _brackets(text: str) -> list[str]:
    return [b.content for b in brackets(text, Span(0, len(text)))]


def _lines(text: str) -> list[str]:
    return [s.content for s in labelled_lines(text, Span(0, len(text)))]


def _said(sentence: str) -> Agencies | None:
    found = in_sentence(sentence, Span(0, len(sentence)))
    return found[1] if found else None


def test_brackets_are_the_outermost_ones() -> None:
    assert _brackets("甲（乙（丙））丁(戊)【己】（未完") == ["乙（丙）", "戊", "己"]


def test_a_bracket_that_is_never_closed_hides_no_other() -> None:
    assert _brackets("甲（乙（丙）丁（戊）") == ["丙", "戊"]


def test_a_labelled_bracket_that_is_never_closed_ends_with_its_line() -> None:
    text = "甲。（责任单位：乙局、各县（区\n丙（丁）"
    assert _brackets(text) == ["责任单位：乙局、各县（区", "丁"]
    assert _brackets("甲。（责任单位：各市(州)乙局(委）") == ["责任单位：各市(州)乙局(委）"]


def test_labelled_lines_and_their_deadline_are_one_statement() -> None:
    text = "（一）甲。\n牵头单位：乙局\n责任单位：丙局\n完成时限：2023年底\n（二）丁。"
    assert _lines(text) == ["牵头单位：乙局；责任单位：丙局；完成时限：2023年底"]


def test_a_label_behind_a_full_stop_needs_no_line_of_its_own() -> None:
    assert _lines("甲。责任单位：乙局、丙局。") == ["责任单位：乙局、丙局"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("由市商务局牵头，市财政局配合。", Agencies(("市商务局",), ("市财政局",))),
        ("由州甲局会同州乙局组织实施。", Agencies(responsible=("州甲局", "州乙局"))),
        ("州商务局负责项目申报和审核。", Agencies(responsible=("州商务局",))),
        (
            "市甲局牵头负责统计工作，其他部门按职责分工密切配合。",
            Agencies(("市甲局",), ("其他部门",)),
        ),
        ("有关系统的，由市乙局负责完善。", Agencies(responsible=("市乙局",))),
    ],
)
def test_sentences_that_say_who(sentence: str, expected: Agencies) -> None:
    assert _said(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "企业负责安全生产。",
        "由牵头部门负责、有关部门配合。",
        "由申请人负责举证。",
        "压实主体责任，负责到底。",
        "由于市场监管局负责人变动，予以调整。",
    ],
)
def test_sentences_that_name_no_body(sentence: str) -> None:
    assert _said(sentence) is None


@given(st.text("（()）［]责任单位：甲局、。\n", max_size=60))
def test_brackets_lie_in_order_and_apart(text: str) -> None:
    found = [b.span for b in brackets(text, Span(0, len(text)))]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_words_that_say_who_reach_to_the_end_of_the_verb() -> None:
    text = "由市甲局负责组织实施。"
    found = in_sentence(text, Span(0, len(text)))
    assert found is not None and found[0].of(text) == "由市甲局负责组织实施"
