"""Answers in words, over an index without a model."""

import pytest

from index.hybrid import HybridIndex
from rag.answer import Answer
from rag.chain import Turn, answering_chain
from rag.render import answer_text


@pytest.fixture(scope="module")
def ask(hashed_index: HybridIndex):  # type: ignore[no-untyped-def]
    chain = answering_chain(hashed_index)

    def asked(question: str) -> Answer:
        turn: Turn = {"question": question, "turns": [], "region": None}
        answer: Answer = chain.invoke(turn)["answer"]
        return answer

    return asked


def test_an_answer_opens_with_the_figure(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("辽宁研究开发费用加计扣除多少？")
    assert answer.answer.startswith("**50%**")
    assert all(opened.strip("*") in answer.citations[0].quote for opened in ["50%", "150%"])


def test_an_answer_opens_with_what_is_allowed(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("辽宁允许快递企业在分公司下设营业性分支机构吗？")
    assert answer.answer.startswith("**允许快递企业在分公司下设营业性分支机构**")


def test_regions_stand_side_by_side_with_a_citation_in_each_cell(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("研究开发费用加计扣除，辽宁和青海各是多少？")
    head, _, row, *_ = answer.answer.splitlines()
    assert head == "|  | 辽宁 | 青海 |"
    assert "[1]" in row and "[2]" in row
    plain = answer_text(answer)
    assert "|" not in plain.split("出处")[0] and "  辽宁：" in plain


def test_a_chapter_is_listed_clause_by_clause(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("青海第五章有哪几条？")
    assert answer.answer.startswith("共 4 条：")
    assert [c.clause["number"] for c in answer.citations] == [17, 18, 19, 20]


def test_a_refusal_names_who_may_know(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("辽宁职业技能鉴定补贴每人多少元？")
    assert (answer.status, answer.citations) == ("refused", ())
    assert "没有写明金额" in answer.answer and "省人力资源社会保障厅" in answer.answer


def test_a_premise_is_set_right_with_the_words_of_the_text(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("青海大力发展农牧区电子商务由省农牧厅牵头，这是写在哪一条里的？")
    assert answer.reason == "wrong_premise" and "牵头：省商务厅" in answer.answer
