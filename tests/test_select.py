"""Selection over an index without a model: what is decided does not hang on the vectors."""

import pytest

from index.hybrid import HybridIndex
from rag.answer import Answer
from rag.chain import Turn, answering_chain
from rag.select import Selection


@pytest.fixture(scope="module")
def chain(hashed_index: HybridIndex):  # type: ignore[no-untyped-def]
    return answering_chain(hashed_index)


def _selection(chain, question: str) -> Selection:  # type: ignore[no-untyped-def]
    turn: Turn = {"question": question, "turns": [], "region": None}
    selection: Selection = chain.invoke(turn)["selection"]
    return selection


def test_one_measure_answers_one_question(chain) -> None:  # type: ignore[no-untyped-def]
    selection = _selection(chain, "辽宁旧城区改建需搬迁的流通业用地可以协议出让吗？")
    assert [f.located.clause.label for f in selection.found] == ["（十九）"]


def test_a_named_clause_limits_where_the_answer_is_looked_for(chain) -> None:  # type: ignore[no-untyped-def]
    selection = _selection(chain, "辽宁第四条对外资持股比例怎么规定？")
    assert {f.located.clause.label for f in selection.found} == {"（四）"}
    assert len(selection.found) == 1


def test_a_named_clause_is_not_shown_for_what_it_does_not_say(chain) -> None:  # type: ignore[no-untyped-def]
    selection = _selection(chain, "辽宁第五条规定的光伏发电上网电价和养老金是多少？")
    assert selection.found == ()


def test_the_kind_of_fact_that_is_lacking_is_told(chain) -> None:  # type: ignore[no-untyped-def]
    selection = _selection(chain, "辽宁职业技能鉴定补贴每人多少元？")
    assert (selection.reason, selection.lacks) == ("not_in_corpus", "sum")


def test_goals_name_nobody_responsible(chain) -> None:  # type: ignore[no-untyped-def]
    selection = _selection(chain, "辽宁第三条谁负责？")
    assert (selection.reason, selection.lacks) == ("not_in_corpus", "who")


def test_a_claim_that_the_text_contradicts_is_a_wrong_premise(chain) -> None:  # type: ignore[no-untyped-def]
    selection = _selection(chain, "青海要求网络交易日志至少留存十年，从哪天起算？")
    assert selection.reason == "wrong_premise"


def test_answers_do_not_depend_on_the_order_of_notices(chain, hashed_index: HybridIndex) -> None:  # type: ignore[no-untyped-def]
    answer: Answer = chain.invoke(
        {"question": "研发费用加计扣除多少？", "turns": [], "region": None}
    )["answer"]
    assert {c.notice["region"] for c in answer.citations} == {"辽宁", "青海"}
