import pytest

from index.tokens import fold
from rag.evidence import asked, evidence, synonyms, widening


def _coverage(question: str, sentence: str, context: str = "") -> float:
    return evidence(asked(question, lambda _: 1.0), fold(sentence), fold(context)).coverage


def test_words_that_frame_a_question_are_no_terms() -> None:
    terms = [t.text for t in asked("请问辽宁有没有什么政策支持冷链物流？", lambda _: 1.0).terms]
    assert "冷链" in terms and "物流" in terms
    assert not {"政策", "支持", "什么", "请问"} & set(terms)


def test_coverage_is_the_share_of_what_is_asked() -> None:
    assert _coverage("冷链物流", "建设冷链物流基地") == 1
    assert 0 < _coverage("冷链物流补贴", "建设冷链物流基地") < 1
    assert _coverage("养老金", "建设冷链物流基地") == 0


def test_what_stands_only_around_a_sentence_counts_less() -> None:
    assert _coverage("冷链", "甲", "冷链") == pytest.approx(0.7)


def test_a_synonym_counts_a_little_less_than_the_word() -> None:
    assert synonyms("员工")
    assert _coverage("员工", "保障从业人员权益") == pytest.approx(0.9)


def test_a_number_is_found_whole_or_not_at_all() -> None:
    assert _coverage("175%", "按150%摊销") == 0


def test_a_run_of_the_question_makes_up_for_wrong_cuts() -> None:
    assert _coverage("亮照亮标是什么要求？", "按规定“亮照亮标”从事经营活动") == 1


def test_a_rare_word_weighs_more() -> None:
    rarity = {"冷链": 1.0, "物流": 0.1}
    question = asked("冷链物流", lambda word: rarity.get(word, 0.0))
    assert evidence(question, "冷链", "").coverage > evidence(question, "物流", "").coverage


def test_nothing_asked_covers_nothing() -> None:
    assert _coverage("是什么？", "任何句子") == 0


def test_widening_offers_what_notices_print() -> None:
    assert "从业人员" in widening(asked("员工怎么参保", lambda _: 1.0))


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("没按规定留存日志，罚款多少？", {"罚款"}),
        ("哪些商品可以不退？", {"商品"}),
        ("擅自改变用途怎么处罚？", {"处罚"}),
        ("仓库租金的标准是多少？", {"租金"}),
        ("没什么钱周转，能贷款吗？", set()),
        ("冷链物流谁牵头？", set()),
    ],
)
def test_the_focus_is_the_word_beside_the_question_word(question: str, focus: set[str]) -> None:
    assert {t.text for t in asked(question, lambda _: 1.0).focus} == focus


def test_a_sentence_that_leaves_out_the_focus_is_beside_the_point() -> None:
    question = asked("留存日志不够，罚款多少？", lambda _: 1.0)
    assert not evidence(question, "交易日志留存时间不少于6个月", "").on_focus
    assert evidence(question, "日志留存不足的，罚款1万元", "").on_focus


def test_a_case_that_is_denied_is_not_the_other_case() -> None:
    without, with_it = "未进行工商登记的网络商户从业人员", "经工商登记的网络商户从业人员"
    assert _coverage("没登记的网络商户", without) > _coverage("没登记的网络商户", with_it)
    assert _coverage("登记了的网络商户", with_it) > _coverage("登记了的网络商户", without)


def test_what_was_asked_before_and_what_is_told_weigh_less() -> None:
    (alone,) = asked("冷链", lambda _: 1.0).terms
    (before,) = asked("冷链", lambda _: 1.0, before=2).terms
    told = next(
        t for t in asked("我开冷链公司，能贷款吗？", lambda _: 1.0).terms if t.text == "冷链"
    )
    assert before.weight < alone.weight and told.weight < alone.weight


def test_words_that_ask_for_agencies_name_nothing() -> None:
    assert not asked("经办的是哪些厅局？", lambda _: 1.0).terms
