import pytest

from corpus.model import Agencies
from corpus.structure.attribution import read_attribution, seems_attribution
from corpus.structure.convention import (
    Convention,
    holds_for_all_that_follow,
    said_once,
    stated_convention,
)

_PLAIN = Convention()
_FIRST_LEADS = Convention(first_leads=True)


def _agencies(content: str, convention: Convention = _PLAIN) -> Agencies | None:
    read = read_attribution(content, convention)
    return read.agencies if read else None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("责任部门：甲局、乙厅", Agencies(responsible=("甲局", "乙厅"))),
        ("责任单位: 甲局", Agencies(responsible=("甲局",))),
        (
            "牵头部门：甲厅，配合部门：乙厅、丙局",
            Agencies(lead=("甲厅",), support=("乙厅", "丙局")),
        ),
        ("牵头单位：甲厅；责任单位：乙局", Agencies(lead=("甲厅",), responsible=("乙局",))),
        ("牵头部门：甲厅、乙局，配合部门：丙委", Agencies(("甲厅", "乙局"), ("丙委",))),
        ("甲厅牵头，乙局、丙局配合", Agencies(lead=("甲厅",), support=("乙局", "丙局"))),
        ("甲厅牵头", Agencies(lead=("甲厅",))),
        ("甲厅负责", Agencies(responsible=("甲厅",))),
        ("甲厅、乙局等按职责分工负责", Agencies(responsible=("甲厅", "乙局"))),
        ("责任单位：甲局、乙厅等按职责分工负责", Agencies(responsible=("甲局", "乙厅"))),
        (
            "牵头单\n位：市甲\n局；责任单位：乙局",
            Agencies(("市甲局",), (), ("市乙局",), (("市乙局", "乙局"),)),
        ),
        ("甲厅、乙局负责组织落实", Agencies(responsible=("甲厅", "乙局"))),
        ("甲厅牵头，乙局、丙局按职责分工负责", Agencies(("甲厅",), (), ("乙局", "丙局"))),
    ],
)
def test_brackets_that_name_roles(content: str, expected: Agencies) -> None:
    assert _agencies(content) == expected


def test_a_bare_list_is_responsible() -> None:
    assert _agencies("甲厅、乙局") == Agencies(responsible=("甲厅", "乙局"))


def test_the_first_of_a_bare_list_leads_where_the_notice_says_so() -> None:
    expected = Agencies(lead=("甲厅",), responsible=("乙局", "各市、自治州人民政府"))
    assert _agencies("甲厅、乙局，各市、自治州人民政府", _FIRST_LEADS) == expected


def test_the_words_that_state_the_convention_are_no_body() -> None:
    content = "甲厅、乙局。列在首位的为牵头单位，其他为责任单位，下同"
    stated = stated_convention(content)
    assert stated == _FIRST_LEADS
    assert holds_for_all_that_follow(content)
    assert _agencies(content, stated) == Agencies(("甲厅",), (), ("乙局",))


@pytest.mark.parametrize(
    "content",
    [
        *("城镇", "SE", "3D", "4G", "免", "产品", "市级", "杭州", "点", "（）", "IP地址"),
        *("国发〔2015〕24号", "经营场所", "试行", "总体布局", "举办", "全部", "社会"),
        *("经营类电子商务", "含第三方和企业自建的电子商务交易平台"),
    ],
)
def test_a_bracket_that_is_text_stays_text(content: str) -> None:
    assert read_attribution(content, _PLAIN) is None
    assert read_attribution(content, _FIRST_LEADS) is None


def test_what_speaks_of_responsibility_is_noticed() -> None:
    assert seems_attribution("责任部门：")
    assert not seems_attribution("城镇")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("责任单位：市甲局、市乙局", Agencies(("市甲局",), (), ("市乙局",))),
        ("市甲局、市乙局", Agencies(("市甲局",), (), ("市乙局",))),
        ("牵头单位：市丙局；责任单位：市甲局", Agencies(("市丙局",), (), ("市甲局",))),
    ],
)
def test_the_first_leads_in_labelled_lists_too(content: str, expected: Agencies) -> None:
    assert _agencies(content, said_once("（注：责任单位列首位的为牵头单位）")) == expected


def test_a_mark_may_say_who_leads() -> None:
    convention = said_once("（标*的为牵头单位）\n一、甲。（市甲局*、市乙局）")
    assert _agencies("市甲局*、市乙局", convention) == Agencies(("市甲局",), (), ("市乙局",))
    assert _agencies("市甲局（牵头）、市乙局") == Agencies(("市甲局",), (), ("市乙局",))


@pytest.mark.parametrize(
    "content",
    [
        "市委督查室、市政府督查室",
        "省科协、省农科院、省妇联",
        "市住建局，东山区、西山区政府",
        "市公安局、某某铁路局车务段、某某机场公司",
    ],
)
def test_bare_lists_with_bodies_of_every_kind(content: str) -> None:
    agencies = _agencies(content)
    assert agencies is not None and len(agencies.responsible) >= 2


@pytest.mark.parametrize(
    "content", ["即跨域通办、终端通用", "含市级部门、县级部门", "如发展改革委、财政局", "一网通办"]
)
def test_an_explanation_is_no_list(content: str) -> None:
    assert _agencies(content) is None


def test_one_unusual_name_does_not_lose_the_list() -> None:
    assert _agencies("市甲局、遵义农商行") == Agencies(responsible=("市甲局", "遵义农商行"))


@pytest.mark.parametrize(
    ("content", "deadline"),
    [
        ("市甲局，持续推进", "持续推进"),
        ("市甲局负责，2024年6月底前完成", "2024年6月底前完成"),
        ("市甲局、市乙局，2022年12月31日前", "2022年12月31日前"),
    ],
)
def test_a_deadline_among_bodies_is_kept_apart(content: str, deadline: str) -> None:
    read = read_attribution(content, _PLAIN)
    assert read is not None and read.deadlines == (deadline,)
    assert "市甲局" in read.agencies.responsible


def test_whom_the_lead_takes_along_supports() -> None:
    assert _agencies("市甲局牵头，会同市乙局") == Agencies(("市甲局",), ("市乙局",))


def test_a_label_may_be_set_off_by_a_blank() -> None:
    assert _agencies("责任单位 市甲局、市乙局") == Agencies(responsible=("市甲局", "市乙局"))
