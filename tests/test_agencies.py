from collections.abc import Iterator

import pytest

from corpus.facts.agencies import _forms, _table, canonical, same_agency, successor
from corpus.library import default_notices
from corpus.reading import read_text

_LEVELS = {"central", "province", "municipality", "city", "county", "seat", "unnamed", "local"}


def _today(name: str) -> tuple[str, ...]:
    found = successor(name)
    return found.today if found else ()


@pytest.mark.parametrize(
    ("printed", "today"),
    [
        ("省工商局", "省市场监督管理局"),
        ("省工商行政管理局", "省市场监督管理局"),
        ("大连市工商局", "大连市市场监督管理局"),
        ("呼和浩特市工商局", "呼和浩特市市场监督管理局"),
        ("原平市工商局", "原平市市场监督管理局"),
        ("原省工商局", "省市场监督管理局"),
        ("国家工商总局", "国家市场监督管理总局"),
        ("省质监局", "省市场监督管理局"),
        ("市食药监局", "市市场监督管理局"),
        ("省农委", "省农业农村厅"),
        ("省农业厅", "省农业农村厅"),
        ("市农业局", "市农业农村局"),
        ("农业部", "农业农村部"),
        ("自治区农牧厅", "自治区农业农村厅"),
        ("州农牧局", "州农业农村局"),
        ("市国土资源局", "市自然资源局"),
        ("省国土资源厅", "省自然资源厅"),
        ("重庆市国土资源局", "重庆市规划和自然资源主管部门"),
        ("省环保厅", "省生态环境厅"),
        ("北京市环保局", "北京市生态环境局"),
        ("省国税局", "省税务局"),
        ("省地税局", "省税务局"),
        ("辽宁省国家税务局", "国家税务总局辽宁省税务局"),
        ("大连国税局", "国家税务总局大连市税务局"),
        ("广西国税局", "国家税务总局广西壮族自治区税务局"),
        ("大连出入境检验检疫局", "大连海关"),
        ("辽宁出入境检验检疫局", "当地海关"),
        ("辽宁银监局", "国家金融监督管理总局辽宁监管局"),
        ("青海保监局", "国家金融监督管理总局青海监管局"),
        ("玉溪银保监分局", "国家金融监督管理总局玉溪监管分局"),
        ("中国银保监会广东监管局", "国家金融监督管理总局广东监管局"),
        ("省银监局", "国家金融监督管理总局当地监管局"),
        ("银监会", "国家金融监督管理总局"),
        ("人行西宁中心支行", "中国人民银行青海省分行"),
        ("人民银行沈阳分行", "中国人民银行辽宁省分行"),
        ("人民银行深圳市中心支行", "中国人民银行深圳市分行"),
        ("人民银行大理中心支行", "中国人民银行大理州分行"),
        ("省卫生计生委", "省卫生健康委员会"),
        ("县卫计局", "县卫生健康主管部门"),
        ("国家卫生计生委", "国家卫生健康委员会"),
        ("省经济和信息化委", "省工业和信息化厅"),
        ("省旅游委", "省文化和旅游厅"),
        ("省安监局", "省应急管理厅"),
        ("省政府法制办", "省司法厅"),
        ("省监察厅", "省监察委员会"),
        ("省综治办", "省委政法委员会"),
        ("市公安消防支队", "市消防救援支队"),
        ("省林业厅", "省林业和草原主管部门"),
        ("环保厅", "生态环境厅"),
    ],
)
def test_a_body_that_ended_has_a_successor_of_the_same_place(printed: str, today: str) -> None:
    assert _today(printed) == (today,)


@pytest.mark.parametrize(
    ("printed", "today"),
    [
        ("省新闻出版广电局", ("省广播电视局", "省委宣传部")),
        ("省食品药品监管局", ("省市场监督管理局", "省药品监督管理局")),
        ("省物价局", ("省发展和改革委员会", "省市场监督管理局")),
        ("自治区新闻出版广电局", ("自治区广播电视局", "自治区党委宣传部")),
        ("云南新闻出版广电局", ("云南广播电视局", "云南省委宣传部")),
        ("质检总局", ("国家市场监督管理总局", "海关总署")),
    ],
)
def test_a_body_that_was_divided_has_several(printed: str, today: tuple[str, ...]) -> None:
    assert _today(printed) == today


@pytest.mark.parametrize(
    ("printed", "today"),
    [
        ("省扶贫办", ("省农业农村厅",)),
        ("国务院扶贫办", ("农业农村部",)),
        ("省卫生厅", ("省卫生健康委员会",)),
        ("省金融办", ("省委金融委员会办公室", "省地方金融管理局")),
    ],
)
def test_a_successor_that_ended_too_gives_way_to_that_of_today(
    printed: str, today: tuple[str, ...]
) -> None:
    assert _today(printed) == today


def test_the_reforms_on_the_way_are_all_named() -> None:
    found = successor("辽宁银监局")
    assert found is not None
    assert (found.printed, found.since, found.certainty) == ("辽宁银监局", 2023, "sure")
    assert "2018年" in found.basis
    assert "2023年" in found.basis


@pytest.mark.parametrize(
    ("printed", "certainty"),
    [("省工商局", "sure"), ("省农委", "likely"), ("农业部", "sure"), ("国务院扶贫办", "sure")],
)
def test_local_names_that_differ_are_only_likely(printed: str, certainty: str) -> None:
    found = successor(printed)
    assert found is not None
    assert found.certainty == certainty


@pytest.mark.parametrize(
    "name",
    [
        *("省商务厅", "省财政厅", "人社厅", "辽宁证监局", "大连海关", "省科技厅", "省知识产权局"),
        *("省市场监督管理局", "省委金融办", "省通信管理局", "人民银行辽宁省分行", "国家铁路局"),
        *("各市人民政府", "各市工商局", "各级工商局", "市县工商局", "有关市工商局"),
        *("省政府办公厅", "市政府采购中心", "某某有限公司", "局", "", "工" * 100),
    ],
)
def test_nothing_is_said_of_bodies_that_go_on_groups_and_strangers(name: str) -> None:
    assert successor(name) is None


@pytest.mark.parametrize(
    "name",
    [
        *("四川省经济和信息化委", "市经济信息化委", "上海市经济信息化委", "海南省国土资源厅"),
        *("内蒙古自治区农牧厅", "旗农牧局", "西藏自治区旅游局", "天津市工商局", "市林业局"),
        *("县环保局", "县金融办"),
    ],
)
def test_nothing_is_said_where_the_provinces_went_other_ways(name: str) -> None:
    assert successor(name) is None


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (
            "省人社厅 省人力社保厅 省人力资源社会保障厅 省人力资源和社会保障厅",
            "省人力资源和社会保障厅",
        ),
        ("发改委 发展改革委 发展和改革委 发展和改革委员会", "发展和改革委员会"),
        ("省政府金融办 省人民政府金融办公室 省金融办", "省金融办公室"),
        ("自治区党委网信办 自治区网信办", "自治区互联网信息办公室"),
        ("市网信办 市委网信办 市互联网信息办公室", "市互联网信息办公室"),
        ("省编办 省编委办 省委编办", "省机构编制委员会办公室"),
        ("市市监局 市市场监管局", "市市场监督管理局"),
        ("工信局 工业和信息化局", "工业和信息化局"),
        ("省供销社 省供销联社", "省供销合作社联合社"),
        ("人行西宁中心支行 中国人民银行西宁市中心支行", "中国人民银行西宁中心支行"),
        ("国家税务总局广东省税务局 广东省税务局", "广东省税务局"),
        ("工商总局 国家工商行政管理总局", "国家工商行政管理总局"),
        ("省 住建厅 省住房和城乡建设厅", "省住房和城乡建设厅"),
    ],
)
def test_all_abbreviations_of_a_body_are_one(names: str, one: str) -> None:
    spellings = names.replace("省 ", "省\u3000").split(" ")
    assert {canonical(name) for name in spellings} == {one}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("省农业厅", "省农业农村厅"),
        ("省财政局", "省税务局"),
        ("省国税局", "省地税局"),
        ("省金融办", "省委金融办"),
        ("省财政厅", "市财政局"),
        ("省大数据局", "省数据局"),
        ("省经信委", "省工信厅"),
        ("沈阳海关", "大连海关"),
    ],
)
def test_different_bodies_stay_apart(a: str, b: str) -> None:
    assert canonical(a) != canonical(b)
    assert not same_agency(a, b)


def test_a_place_that_is_not_said_may_be_any() -> None:
    assert same_agency("人社厅", "省人力资源社会保障厅")
    assert same_agency("辽宁省商务厅", "省商务厅")
    assert not same_agency("辽宁省商务厅", "青海省商务厅")


def test_an_unknown_name_stays_as_it_is() -> None:
    assert canonical(" 某某中心(筹) ") == "某某中心(筹)"
    assert canonical("某某中心（筹）") == "某某中心(筹)"


def _names_in_default_notices() -> set[str]:
    measures = [
        measure
        for text, metadata in default_notices()
        for clause in read_text(text, metadata).clauses
        for measure in clause.measures
    ]
    return {
        name
        for agencies in (m.agencies for m in measures)
        for role in (agencies.lead, agencies.support, agencies.responsible)
        for name in role
    }


def test_the_one_spelling_is_its_own() -> None:
    names = _names_in_default_notices() | set(_spelled_out())
    assert len(names) > 60
    assert [n for n in names if canonical(canonical(n)) != canonical(n)] == []


def test_no_successor_has_a_successor() -> None:
    names = _names_in_default_notices() | set(_spelled_out())
    found = [s for s in map(successor, names) if s]
    assert [n for s in found for n in s.today if successor(n)] == []
    assert [n for s in found for n in s.today if "{" in n or not n] == []


def _spelled_out() -> Iterator[str]:
    """Every way of the table to write a body, at every level."""
    for tail, forms in _forms().items():
        for form in forms:
            for place in ("", "省", "市", "县", "辽宁", "沈阳市", "重庆市", "云南省", "国家"):
                yield form.head + place + tail


def test_every_entry_of_the_table_is_well_formed() -> None:
    assert len(_table()["agency"]) >= 100
    for entry in _table()["agency"]:
        texts = [entry["full"], *entry.get("aliases", ()), *entry.get("ranks", ())]
        assert all(isinstance(t, str) and t for t in texts), entry
        told = {"successor", "since", "basis", "certainty"} & set(entry)
        assert len(told) in (0, 4), entry
        assert set(entry) <= {"full", "aliases", "ranks", "not_in"} | told, entry
        if told:
            assert set(entry["successor"]) <= _LEVELS, entry
            assert entry["certainty"] in ("sure", "likely"), entry
            assert 2000 < entry["since"] < 2030, entry
            assert isinstance(entry["basis"], str), entry


def test_no_spelling_means_two_bodies() -> None:
    for tail, forms in _forms().items():
        heads = [form.head for form in forms]
        assert len(heads) == len(set(heads)), (tail, heads)
