"""The words for parties and conditions as atoms, and atoms held against profiles."""

from datetime import date

import pytest

from rag.matching.atoms import Atom
from rag.matching.figures import figures, headcounts
from rag.matching.phrases import condition, party
from rag.matching.profile import Profile
from rag.matching.states import MET, STATES, UNKNOWN, UNMET, known, state
from rag.matching.wording import asked_in_words, in_other_words, in_words

TODAY = date(2026, 11, 22)


def _fields(words: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(a.field, a.values) for a in condition(words)]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("经认定为高新技术企业的", [("qualifications", ("高新技术企业",))]),
        ("未进行工商登记注册的", [("registered", ("no",))]),
        ("取得营业执照的", [("registered", ("yes",))]),
        ("属于小微企业的", [("size", ("微型", "小型"))]),
        ("外商投资的", [("foreign_owned", ("yes",))]),
        ("招用残疾人、退役军人的", [("people", ("残疾人", "退役军人"))]),
        ("获得质量管理体系认证的", [("qualifications", ("质量管理体系认证",))]),
        ("信用记录清白的", [("free", ("信用记录清白",))]),
    ],
)
def test_conditions(words: str, fields: list[tuple[str, tuple[str, ...]]]) -> None:
    assert _fields(words) == fields


def test_two_conditions_in_one() -> None:
    fields = _fields("经工商登记注册且已办理《就业创业证》的")
    assert fields == [("registered", ("yes",)), ("qualifications", ("就业创业证",))]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("长期雇用5人及以上的", 5, None),
        ("从业人员不超过20人的", None, 20),
        ("员工少于10人的", None, 10),
    ],
)
def test_headcounts(words: str, low: float | None, high: float | None) -> None:
    (atom,) = headcounts(words)
    assert (atom.low, atom.high) == (low, high)


@pytest.mark.parametrize(
    ("words", "values", "low", "high"),
    [
        ("年销售额超过1000万元", ("年销售额", "元"), 1e7, None),
        ("上年度营业收入2亿元以下", ("上年度营业收入", "元"), None, 2e8),
        ("同比增速不低于15%", ("同比增速", "%"), 15, None),
        ("成立不满三年", ("成立时间", "年"), None, 3),
    ],
)
def test_figures(
    words: str, values: tuple[str, str], low: float | None, high: float | None
) -> None:
    (atom,) = figures(words)
    assert (atom.values, atom.low, atom.high) == (values, low, high)


def test_parties_are_alternatives_that_share_their_trade() -> None:
    found = party("电子商务领域小微企业和个体工商户")
    assert [{a.field for a in alternative} for alternative in found] == [
        {"sectors", "size"},
        {"sectors", "size"},
    ]
    assert all(Atom("sectors", ("电子商务",)) in alternative for alternative in found)


def test_an_unknown_trade_is_kept_by_its_name() -> None:
    ((*_, trade),) = party("盲盒企业")
    assert trade == Atom("trade", ("盲盒",))


@pytest.mark.parametrize(
    ("atom", "profile", "expected"),
    [
        (Atom("sectors", ("快递",)), Profile(), UNKNOWN),
        (Atom("sectors", ("快递",)), Profile(sectors=("快递",)), MET),
        (Atom("sectors", ("物流",)), Profile(sectors=("快递",)), MET),
        (Atom("sectors", ("快递",)), Profile(sectors=("物流",)), UNKNOWN),
        (Atom("sectors", ("快递",)), Profile(sectors=("餐饮",)), UNMET),
        (Atom("sectors", ("电子商务", "园区")), Profile(sectors=("电商",)), UNMET),
        (Atom("trade", ("盲盒",)), Profile(sectors=("盲盒零售",)), MET),
        (Atom("trade", ("盲盒",)), Profile(sectors=("快递",)), UNMET),
        (Atom("size", ("微型", "小型")), Profile(size="小微企业"), MET),
        (Atom("size", ("微型", "小型")), Profile(size="中小企业"), UNKNOWN),
        (Atom("size", ("大型",)), Profile(size="小微企业"), UNMET),
        (Atom("size", ("微型", "小型")), Profile(employees=30, sectors=("零售",)), MET),
        (Atom("firm", ("yes",)), Profile(registered=False), UNMET),
        (Atom("firm", ("yes",)), Profile(size="个体工商户"), UNMET),
        (Atom("registered", ("no",)), Profile(registered=True), UNMET),
        (Atom("registered", ("no",)), Profile(), UNKNOWN),
        (Atom("qualifications", ("高新技术企业",)), Profile(qualifications=()), UNMET),
        (Atom("qualifications", ("高新技术企业",)), Profile(qualifications=("高企",)), MET),
        (Atom("qualifications", ("专精特新",)), Profile(qualifications=("高企",)), UNKNOWN),
        (Atom("qualifications", ("专精特新",)), Profile(denied=("专精特新",)), UNMET),
        (Atom("people", ("残疾人",)), Profile(people=("残疾人2名",)), MET),
        (Atom("city", ("大连",)), Profile(city="沈阳"), UNMET),
        (Atom("zone", ("综合保税区",)), Profile(activities=("在综合保税区内经营",)), MET),
        (Atom("zone", ("综合保税区",)), Profile(activities=("不在综合保税区",)), UNMET),
        (
            Atom("figure", ("上年度网络零售额", "元"), low=1e7),
            Profile(figures=(("去年网上零售", "1860万元"),)),
            MET,
        ),
        (
            Atom("figure", ("上年度网络零售额", "元"), low=1e8),
            Profile(figures=(("去年网上零售", "1860万元"),)),
            UNMET,
        ),
        (
            Atom("figure", ("上年度出口额", "元"), low=1),
            Profile(figures=(("去年网上零售", "1860万元"),)),
            UNKNOWN,
        ),
    ],
)
def test_states(atom: Atom, profile: Profile, expected: int) -> None:
    assert STATES[state(atom, known(profile, TODAY))] == STATES[expected]


def test_in_words() -> None:
    assert in_words(Atom("size", ("微型", "小型"))) == "属于微型或小型"
    assert in_words(Atom("sectors", ("银行",))) == "是银行"
    assert in_words(Atom("figure", ("年销售额", "元"), low=1e7)) == "年销售额不少于1000万元"
    assert asked_in_words(Atom("registered", ("yes",))) == "是否已经办理工商登记？"
    assert in_other_words([()]) == "各类对象"
