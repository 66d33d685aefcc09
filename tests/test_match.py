"""Verdicts over the default notices and over small ones: invariants, reasons, order, questions."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.catalogue import Catalogue
from corpus.model import Metadata, Notice
from corpus.reading import read_text
from rag.match import NATURES, MatchReport, match, report_record
from rag.matching.describe import described
from rag.matching.matcher import Matcher
from rag.matching.profile import Profile

_DAY = date(2026, 1, 1)
_NOTICE = """浙江省支持企业的若干措施
一、支持措施
（一）奖励。对年销售额超过1000万元的零售企业，给予20万元奖励。（责任单位：省商务厅）
（二）登记。允许快递企业设立末端网点。（责任单位：省邮政管理局）
（三）海外仓。支持跨境电商企业建设海外仓。（责任单位：省商务厅）
（四）外资。放开外商投资企业的持股比例。（责任单位：省商务厅）
（五）统计。建立统计制度，开展统计调查。（责任单位：省统计局）
（六）社保。长期雇用5人及以上的网络商户，可参加职工社会保险。（责任单位：省人力社保厅）
"""


@pytest.fixture(scope="module")
def written() -> Matcher:
    return Matcher(Catalogue([read_text(_NOTICE, Metadata(region="浙江"))]), _DAY)


@pytest.fixture(scope="module")
def default(notices: dict[str, Notice]) -> Matcher:
    return Matcher(Catalogue(list(notices.values())), _DAY)


def _labels(report: MatchReport, verdict: str) -> list[str]:
    return [m.citation.clause["label"] for m in getattr(report, verdict)]


def test_each_verdict_has_its_reason(written: Matcher) -> None:
    profile = Profile(
        region="浙江",
        sectors=("跨境电商", "零售"),
        activities=("建海外仓",),
        employees=6,
        foreign_owned=False,
        figures=(("年销售额", "2000万元"),),
    )
    report = match(profile, written)
    assert set(_labels(report, "applies")) == {"（一）", "（三）", "（六）"}
    reasons = {m.citation.clause["label"]: m.why for m in report.not_applicable}
    assert "快递" in reasons["（二）"] and "外资" in reasons["（四）"]
    assert "没有企业可以直接享受的支持" in reasons["（五）"]
    assert report.applies[0].citation.clause["label"] == "（一）"  # money before encouragement


def test_unknown_is_neither_met_nor_unmet(written: Matcher) -> None:
    report = match(Profile(region="浙江"), written)
    assert _labels(report, "applies") == []
    assert set(_labels(report, "may_apply")) == {"（一）", "（二）", "（三）", "（四）", "（六）"}


@pytest.mark.parametrize(("employees", "verdict"), [(4, "not_applicable"), (5, "applies")])
def test_a_headcount_decides(written: Matcher, employees: int, verdict: str) -> None:
    profile = Profile(region="浙江", sectors=("网店",), employees=employees)
    assert "（六）" in _labels(match(profile, written), verdict)


def test_every_measure_has_one_verdict(default: Matcher) -> None:
    for text in ("大连的跨境电商企业，30人", "青海的银行", "沈阳的个体户，开饭店"):
        report = match(described(text), default)
        ids = [
            m.measure.id
            for group in (report.applies, report.may_apply, report.not_applicable)
            for m in group
        ]
        assert sorted(ids) == sorted(m.id for _, m in default.measures)


def test_states_agree_with_verdicts(default: Matcher) -> None:
    """What applies has nothing open or unmet; what may apply nothing unmet and something open."""
    report = match(described("大连的跨境电商零售出口企业，30人，高新技术企业，想建海外仓"), default)
    assert len(report.applies) > 3 and len(report.may_apply) > 3
    for m in report.applies:
        assert {c.state for c in m.conditions} <= {"met"}, m.why
    for m in report.may_apply:
        states = {c.state for c in m.conditions}
        assert "unknown" in states and "unmet" not in states, m.why
    for m in report.not_applicable:
        assert any(c.state == "unmet" for c in m.conditions) or m.nature == "administration"


def test_everything_is_quoted(default: Matcher) -> None:
    report = match(described("大连的跨境电商企业，30人，想建海外仓"), default)
    for m in (*report.applies, *report.may_apply, *report.not_applicable):
        text = m.located.notice.text
        assert text[m.citation.start : m.citation.end] == m.citation.quote
        assert m.benefit in text and m.nature in NATURES
        for c in m.conditions:
            assert c.quote in text or c.quote == m.located.notice.metadata.title


def test_another_region_s_measures_do_not_apply(default: Matcher) -> None:
    report = match(described("大连的电商企业，30人"), default)
    regions = {m.citation.notice["region"] for m in (*report.applies, *report.may_apply)}
    assert regions == {"辽宁"}
    elsewhere = [m for m in report.not_applicable if m.citation.notice["region"] == "青海"]
    assert elsewhere and all("所在地：青海" in m.why for m in elsewhere)


def test_nothing_applies_where_no_notice_runs(default: Matcher) -> None:
    report = match(described("成都的跨境电商企业，30人，想建海外仓"), default)
    assert len(report.applies) == len(report.may_apply) == 0


def test_what_has_expired_does_not_apply() -> None:
    notice = read_text(_NOTICE, Metadata(region="浙江", effective_until="2025-12-31"))
    report = match(Profile(region="浙江"), Matcher(Catalogue([notice]), _DAY))
    assert len(report.applies) == len(report.may_apply) == 0
    assert "届满" in report.not_applicable[0].why


def test_a_municipal_notice_runs_in_its_city() -> None:
    given = Metadata(region="四川", level="市", title="成都市若干措施", issuer="成都市人民政府")
    matcher = Matcher(Catalogue([read_text(_NOTICE, given)]), _DAY)
    for city, verdict in (("成都", "applies"), ("绵阳", "not_applicable"), (None, "may_apply")):
        profile = Profile(region="四川", city=city, sectors=("快递",))
        assert "（二）" in _labels(match(profile, matcher), verdict)


def test_answers_decide(written: Matcher) -> None:
    open_ = Profile(region="浙江", sectors=("跨境电商",))
    report = match(open_, written)
    (ask,) = [a for a in report.asks if "海外仓" in a.question]
    yes = Profile(region="浙江", sectors=("跨境电商",), confirmed=(ask.condition,))
    no = Profile(region="浙江", sectors=("跨境电商",), denied=(ask.condition,))
    assert "（三）" in _labels(report, "may_apply")
    assert "（三）" in _labels(match(yes, written), "applies")
    assert "（三）" in _labels(match(no, written), "not_applicable")


def test_what_decides_most_is_asked_first(default: Matcher) -> None:
    asks = match(Profile(region="辽宁", sectors=("电商",)), default).asks
    assert [a.decides for a in asks] == sorted((a.decides for a in asks), reverse=True)
    assert len({a.question for a in asks}) == len(asks)


def test_no_percentages_that_cannot_be_explained(default: Matcher) -> None:
    report = match(described("大连的跨境电商企业，30人"), default)
    record = report_record(report)
    assert set(record) >= {"profile", "applies", "may_apply", "not_applicable", "questions"}
    for m in record["applies"]:
        assert set(m) >= {"measure", "citation", "why", "conditions", "benefit"}
        assert "%" not in m["why"]


def test_matches_are_ranked_and_sliced(default: Matcher) -> None:
    report = match(described("大连的电商企业，30人"), default)
    assert [m.citation.rank for m in report.may_apply] == list(range(1, len(report.may_apply) + 1))
    assert [m.measure.id for m in report.may_apply[:2]] == [
        m.measure.id for m in list(report.may_apply)[:2]
    ]


def test_an_empty_library_gives_an_empty_report() -> None:
    report = match(Profile(region="辽宁"), Matcher(Catalogue([]), _DAY))
    assert len(report.applies) == len(report.not_applicable) == 0 and report.asks == ()


@pytest.mark.parametrize(
    ("until", "verdict"),
    [("2024年12月31日", "not_applicable"), ("2027年12月31日", "applies")],
)
def test_a_period_in_a_sentence_of_its_own_ends_the_offer(until: str, verdict: str) -> None:
    text = f"（一）减免。对个体工商户减半征收资源税。执行期限至{until}。（责任单位：省税务局）"
    matcher = Matcher(Catalogue([read_text(text, Metadata(region="浙江"))]), _DAY)
    report = match(Profile(region="浙江", size="个体工商户"), matcher)
    assert _labels(report, verdict) == ["（一）"]


def test_a_reason_is_told_once(default: Matcher) -> None:
    report = match(described("毕业后想在西宁做电商，执照还没办"), default)
    for matched in report.may_apply:
        open_ = matched.why.partition("还不知道：")[2].rstrip("。").split("；")
        assert len(open_) == len(set(open_))


def test_what_is_asked_in_the_same_words_is_answered_once(notices: dict[str, Notice]) -> None:
    """A question that was answered is never asked again, whatever the answer."""
    matcher = Matcher(Catalogue(list(notices.values())), _DAY)
    profile = described("大连的跨境电商零售出口企业，30人，高新技术企业，想建海外仓")
    for _ in range(40):
        asks = match(profile, matcher).asks
        assert len({a.condition for a in asks}) == len(asks)
        assert not {a.condition for a in asks} & set(profile.confirmed)
        if not asks:
            return
        profile = replace(profile, confirmed=(*profile.confirmed, asks[-1].condition))
