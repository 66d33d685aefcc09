"""Profiles: fields checked, contradictions named, sizes by headcount, a sentence understood."""

import json
from pathlib import Path

import pytest

from corpus.errors import BadInput
from rag.matching.describe import described, planned_trades, told_parts, understood
from rag.matching.file import read_profile
from rag.matching.profile import Profile, profile_in_words, profile_of, profile_record
from rag.matching.vocabulary import sectors, sizes_by_headcount, wider


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"employees": -3}, "employees"),
        ({"employees": "三十"}, "employees"),
        ({"employees": True}, "employees"),
        ({"staff": 3}, "没有“staff”这一项"),
        ({"sectors": "快递"}, "sectors"),
        ({"sectors": [1]}, "sectors"),
        ({"registered": "是"}, "registered"),
        ({"registered": False, "qualifications": ["高新技术企业"]}, "前后不一"),
        ({"region": "火星"}, "火星"),
        ({"region": "辽宁", "city": "西宁"}, "不在"),
        ({"confirmed": ["甲"], "denied": ["甲"]}, "既在 confirmed 又在 denied"),
        ([], "JSON 对象"),
    ],
)
def test_bad_profiles_are_named(record: object, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        profile_of(record)


def test_a_profile_comes_back_as_it_was() -> None:
    given = {
        "region": "辽宁",
        "city": "大连",
        "registered": True,
        "employees": 30,
        "sectors": ["跨境电商"],
        "qualifications": [],
        "figures": {"年销售额": "1200万元"},
    }
    assert json.loads(json.dumps(profile_record(profile_of(given)))) == given


def test_unknown_is_not_none() -> None:
    assert profile_of({}).qualifications is None
    assert profile_of({"qualifications": None}).qualifications is None
    assert profile_of({"qualifications": []}).qualifications == ()
    assert "资质：无" in profile_in_words(profile_of({"qualifications": []}))


def test_files_are_read_or_named(tmp_path: Path) -> None:
    file = tmp_path / "profile.json"
    file.write_text('\ufeff{"region": "辽宁"}', encoding="utf-8")
    assert read_profile(file).region == "辽宁"
    file.write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match="不是 JSON"):
        read_profile(file)
    with pytest.raises(BadInput, match="读不到"):
        read_profile(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("employees", "of", "classes"),
    [
        (9, ["零售"], {"微型", "小型"}),
        (49, ["零售"], {"微型", "小型"}),
        (50, ["零售"], {"微型", "小型", "中型"}),
        (300, ["零售"], {"微型", "小型", "中型", "大型"}),
        (49, ["批发"], {"微型", "小型", "中型"}),
        (299, ["制造业"], {"微型", "小型"}),
        (30, [], {"微型", "小型", "中型"}),
    ],
)
def test_size_by_headcount(employees: int, of: list[str], classes: set[str]) -> None:
    """工信部联企业〔2011〕300号: below the headcount of a class, whatever the turnover."""
    assert sizes_by_headcount(employees, of) == classes


def test_narrow_trades_lie_in_wider_ones() -> None:
    assert {"电子商务", "外贸"} < wider("跨境电子商务")
    assert sectors().found("國家政策性銀行") == ("银行",)  # 政策 holds 家政 with the 国家 before it


def test_the_issue_s_own_sentence() -> None:
    profile = described("大连的跨境电商零售出口企业，30人，高新技术企业，想建海外仓")
    assert (profile.region, profile.city, profile.employees) == ("辽宁", "大连", 30)
    assert profile.sectors == ("跨境电子商务", "零售", "出口")
    assert profile.qualifications == ("高新技术企业",)
    assert profile.activities == ("建海外仓",)
    assert profile.registered is True
    assert profile.foreign_owned is None and profile.people is None


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("我们在抚顺，员工十二个", "employees", 12),
        ("沈阳的工厂，一万二千多人", "employees", 12000),
        ("沈阳的公司，打算招5个人", "employees", None),
        ("沈阳的小快递站，七八个人", "employees", None),
        ("沈阳的工厂，三五十人", "employees", None),
        ("沈阳的工厂，3-5人", "employees", None),
        ("沈阳的工厂，1.2万人", "employees", 12000),
        ("沈阳的工厂，12.5万人", "employees", 125000),
        ("我是湖南人，在深圳开小餐馆", "region", "广东"),
        ("我在西宁开网店，还没办营业执照", "registered", False),
        ("西宁的网店，执照还没办", "registered", False),
        ("鞍山的减速机厂", "sectors", ("制造业",)),
        ("沈阳的电商培训学校，教人开网店", "sectors", ("培训机构",)),
        ("青海的银行，给网上卖货的企业做贷款", "sectors", ("银行",)),
        ("大连的公司，做电商，不打算出口", "sectors", ("电子商务",)),
        ("大连的公司，有美国股东占股30%", "foreign_owned", None),
        ("大连的中外合资企业", "foreign_owned", True),
        ("大连的企业，没有外资", "foreign_owned", False),
        ("佛山的银行，给个体户贷款", "size", None),
        ("大连的企业，不是高新技术企业", "qualifications", None),
        ("大连的企业，不是高新技术企业", "denied", ("高新技术企业",)),
    ],
)
def test_sentences(text: str, field: str, value: object) -> None:
    assert getattr(described(text), field) == value


def test_figures_of_a_sentence() -> None:
    figures = dict(described("成都的电商公司，去年网上零售1860万元，成立五年了").figures)
    assert figures["去年网上零售"] == "1860万元"
    assert figures["成立时间"] == "5年"


def test_what_is_not_so_is_told_too() -> None:
    told = profile_in_words(described("毕业后想在西宁做电商，执照还没办，没有外资"))
    assert {"已登记注册：否", "有外资：否"} <= set(told)


def test_a_trade_only_wanted_by_who_is_not_in_business_is_planned() -> None:
    assert planned_trades("我读大四，毕业后想做电商，执照还没办") == ("电子商务",)
    assert planned_trades("我在成都跑外卖，没有执照，想考网约配送员证") == ()
    assert planned_trades("西宁的快递公司，想做电商") == ()


def test_the_year_of_founding_is_a_figure_and_a_figure_no_activity() -> None:
    for text in ("我公司2023年5月成立，年销售额300万元", "成立于2023年的公司，年销售额300万元"):
        told = described(text)
        assert dict(told.figures) == {"年销售额": "300万元", "成立时间": "2023年"}
        assert told.activities is None


@pytest.mark.parametrize("text", ["", "   ", "今天天气不错"])
def test_sentences_that_tell_nothing(text: str) -> None:
    with pytest.raises(BadInput):
        described(text)


def test_fields_count_before_the_sentence() -> None:
    both = understood(Profile(region="青海"), "大连的快递公司，30人")
    assert (both.region, both.employees, both.sectors) == ("青海", 30, ("快递",))


def test_what_is_denied_is_not_told() -> None:
    told = told_parts(described("大连的公司，培训员工，不做出口"))
    assert "培训员工" in told and not any("出口" in part for part in told)
