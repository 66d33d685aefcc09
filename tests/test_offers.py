"""Offers read from provisions: who, on what conditions, for what; and what is no offer."""

import pytest

from corpus.model import Measure, Span
from corpus.structure.sentences import sentences
from rag.matching.natures import nature_of, plain_nature
from rag.matching.offers import Offer, offers
from rag.matching.parties import parties_in


def _offers(text: str, title: str = "") -> list[Offer]:
    span = Span(0, len(text))
    measure = Measure("m", span, sentences(text, span))
    return [o for o in offers(text, measure, title) if o.is_offer]


def _told(text: str) -> list[tuple[str, list[str], list[str]]]:
    return [
        (o.nature, [p.of(text) for p in o.parties], [c.of(text) for c in o.conditions])
        for o in _offers(text)
    ]


@pytest.mark.parametrize(
    ("words", "nature"),
    [
        ("对首次参展的企业给予补贴", "claim"),
        ("可享受税收优惠", "claim"),
        ("按实际投入的30%给予补助，最高不超过50万元", "claim"),
        ("允许快递企业设立末端网点", "permission"),
        ("简化登记手续", "permission"),
        ("支持企业建设海外仓", "encouragement"),
        ("企业应当签订劳动合同", "duty"),
        ("不得指定供应商", "duty"),
        ("建立统计制度", "administration"),
    ],
)
def test_natures(words: str, nature: str) -> None:
    assert plain_nature(words) == nature


@pytest.mark.parametrize(
    "words",
    [
        "加大对制售假冒商品行为的打击力度。",
        "各地区要细化措施，支持企业发展。",
        "开展统计调查，促进数据共享。",
        "同一项目不重复享受。",
        "促进电子商务健康发展。",
        "鼓励和引导企业加强自律、遵纪守法。",
        "指导企业按照国家规范建设防护体系。",
        "为群众提供便民服务。",
    ],
)
def test_no_offers(words: str) -> None:
    assert _offers(words) == []


def test_aims_offer_nothing() -> None:
    text = "鼓励企业运用信息技术。"
    assert _offers(text, "基本原则") == [] and len(_offers(text, "技术改造")) == 1


def test_one_sentence_may_hold_several_provisions() -> None:
    text = (
        "经工商登记注册的网络商户从业人员，同等享受各项扶持政策；"
        "未进行工商登记注册的网络商户从业人员，享受灵活就业政策，"
        "其中信誉良好的创业者，可按规定享受贷款。"
    )
    told = _told(text)
    assert [nature for nature, _, _ in told] == ["claim"] * 3
    assert told[0][1] == ["经工商登记注册的网络商户从业人员"]
    assert told[1][1] == ["未进行工商登记注册的网络商户从业人员"]


def test_conditions_keep_the_party_named_before() -> None:
    text = "从事软件开发的企业，经认定为高新技术企业的，享受优惠，属于小微企业的，免收费用。"
    told = _told(text)
    assert all(parties == ["从事软件开发的企业"] for _, parties, _ in told)
    assert [conditions for _, _, conditions in told] == [
        ["经认定为高新技术企业的"],
        ["属于小微企业的"],
    ]


def test_lists_share_their_last_word() -> None:
    text = "支持大、中型餐饮、住宿、家政等居民服务企业开展预约服务。"
    ((nature, parties, _),) = _told(text)
    assert (nature, parties) == ("encouragement", ["大、中型餐饮、住宿、家政等居民服务企业"])


def test_the_act_is_what_stands_behind_the_party() -> None:
    text = "支持跨境电商企业建设海外仓。"
    (offer,) = _offers(text)
    assert offer.act and offer.act.of(text) == "建设海外仓。"


def test_a_partner_is_not_addressed() -> None:
    text = "鼓励商业银行与电子商务企业开展合作。"
    assert [p.of(text) for p in parties_in(text, Span(0, len(text)))] == ["商业银行"]


def test_what_is_furthered_without_a_word_on_who() -> None:
    text = "鼓励现代化仓储设施建设。"
    (offer,) = _offers(text)
    assert offer.parties == () and offer.thing and "仓储" in offer.thing.of(text)


def test_a_party_beside_a_benefit_need_not_get_it() -> None:
    """降低中小企业融资成本 says no more than that: the whole stays a condition to be asked."""
    text = "降低中小企业融资成本。"
    (offer,) = _offers(text)
    assert offer.conditions == (Span(0, len(text)),)


def test_spans_lie_in_the_sentence() -> None:
    text = "甲。对年销售额超过100万元的企业，给予20万元奖励，超过500万元的，给予50万元奖励。"
    for offer in _offers(text):
        for span in (offer.span, *offer.parties, *offer.conditions):
            assert offer.sentence.contains(span)


def test_parties_are_taken_out_before_the_verbs_are_read() -> None:
    assert nature_of("支持提供贷款的机构发展", "支持甲发展", True) == "encouragement"


def test_how_many_there_are_is_no_party() -> None:
    (offer,) = _offers("对获得称号的个体工商户，从业人员不超过20人的，给予补贴。")
    text = "对获得称号的个体工商户，从业人员不超过20人的，给予补贴。"
    assert [c.of(text) for c in offer.conditions] == ["从业人员不超过20人的"]


def test_people_for_whose_doings_something_is_given_are_the_party() -> None:
    text = "对高校毕业生、退役军人首次从事个体经营，按规定给予5000元的补贴。"
    (offer,) = _offers(text)
    assert [p.of(text) for p in offer.parties] == ["高校毕业生、退役军人首次从事个体经营"]
