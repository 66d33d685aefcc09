import pytest

from corpus.structure.convention import (
    Convention,
    is_same_as_above,
    said_once,
    stated_convention,
)


@pytest.mark.parametrize(
    "words",
    [
        "列在首位的为牵头单位，其他为责任单位",
        "排在第一位的单位为牵头单位",
        "列第一位的为牵头部门",
        "每项任务首位责任单位为牵头单位",
        "第一个单位为牵头单位",
    ],
)
def test_every_way_to_say_that_the_first_leads(words: str) -> None:
    stated = stated_convention(words)
    assert stated is not None and stated.first_leads and stated.rest == "responsible"


@pytest.mark.parametrize("words", ["由市甲局牵头", "第一责任人", "首位度提升"])
def test_what_states_no_convention(words: str) -> None:
    assert stated_convention(words) is None


def test_others_may_be_supporting() -> None:
    stated = stated_convention("排在第一位的为牵头单位，其余为配合单位")
    assert stated == Convention(first_leads=True, rest="support")


def test_a_convention_inside_a_list_is_not_said_of_all() -> None:
    assert said_once("（市甲局、市乙局，排在首位的为牵头单位）") == Convention()


def test_the_same_as_above_names_nobody_itself() -> None:
    assert is_same_as_above("责任单位：同上") and not is_same_as_above("责任单位：市甲局")
