"""What an agency does, against a count over the text itself."""

import re

import pytest

from corpus.model import Notice
from index.hybrid import HybridIndex
from rag.answer import Answer
from rag.chain import answering_chain
from rag.duties import duties_asked
from rag.question import understand


def _answer(index: HybridIndex, question: str) -> Answer:
    asked = {"question": question, "turns": [], "region": None}
    answer: Answer = answering_chain(index).invoke(asked)["answer"]  # type: ignore[arg-type]
    return answer


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("辽宁省商务厅牵头哪些工作？", r"（牵头部门：(?:[^，）]*、)?省商务厅(?=[、，])"),
        ("辽宁商务厅配合哪些工作？", r"配合部门：(?:[^）]*、)?省商务厅(?=[、）])"),
        ("辽宁省公安厅牵头什么？", r"（牵头部门：(?:[^，）]*、)?省公安厅(?=[、，])"),
    ],
)
def test_every_measure_is_listed(
    hashed_index: HybridIndex, notices: dict[str, Notice], question: str, pattern: str
) -> None:
    expected = len(re.findall(pattern, notices["辽宁"].text))
    answer = _answer(hashed_index, question)
    assert expected > 0
    assert len(answer.citations) == expected
    assert f"{expected} 项" in answer.answer
    assert [c.rank for c in answer.citations] == list(range(1, expected + 1))


def test_in_all_roles_each_is_counted(
    hashed_index: HybridIndex, notices: dict[str, Notice]
) -> None:
    answer = _answer(hashed_index, "青海省公安厅负责什么？")
    named = notices["青海"].text.count("省公安厅")
    assert len(answer.citations) == named
    assert answer.answer.startswith("**省公安厅**：牵头 1 项、责任")


@pytest.mark.parametrize(
    "question", ["冷链物流谁牵头？", "省商务厅的电话是多少？", "省体育局负责什么？", "有哪些政策？"]
)
def test_other_questions_are_not_look_ups(notices: dict[str, Notice], question: str) -> None:
    understood = understand(question, question)
    assert duties_asked(understood, tuple(notices.values()), lambda _: 1.0) is None


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("林业部门在辽宁担负哪些任务？", "配合 2 项、责任 1 项"),
        ("外管局被安排参与哪项工作？", "责任 1 项"),
        ("辽宁省科技厅牵头几件事、配合几件事？请列出来。", "牵头 2 项、配合 2 项"),
        ("辽宁省工商局不算责任部门的，牵头和配合有几项？", "牵头 1 项、配合 2 项"),
        ("我刚调到辽宁省农委，文件给我们派了哪些活？", "牵头 2 项、配合 2 项、责任 1 项"),
    ],
)
def test_an_agency_is_known_however_it_is_asked_about(
    hashed_index: HybridIndex, question: str, count: str
) -> None:
    assert count in _answer(hashed_index, question).answer
