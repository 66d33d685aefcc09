"""The chain over an index without a model: its stages, and the four ways to run it."""

import asyncio

import pytest

from index.hybrid import HybridIndex
from rag.answer import Answer
from rag.chain import STAGES, Turn, answering_chain
from rag.retriever import ClauseRetriever

_TURN: Turn = {"question": "辽宁研发费用加计扣除多少？", "turns": [], "region": None}


@pytest.fixture
def chain(hashed_index: HybridIndex):  # type: ignore[no-untyped-def]
    return answering_chain(hashed_index)


def _is_right(answer: Answer) -> bool:
    return answer.status == "answered" and answer.citations[0].clause["label"] == "（五）"


def test_invoke_holds_every_stage(chain) -> None:  # type: ignore[no-untyped-def]
    state = chain.invoke(_TURN)
    assert set(STAGES) <= set(state)
    assert _is_right(state["answer"])


def test_batch_keeps_the_order(chain) -> None:  # type: ignore[no-untyped-def]
    second: Turn = {"question": "青海第十九条讲什么？", "turns": [], "region": None}
    first, other = chain.batch([_TURN, second])
    assert _is_right(first["answer"])
    assert other["answer"].citations[0].clause["number"] == 19


def test_ainvoke(chain) -> None:  # type: ignore[no-untyped-def]
    assert _is_right(asyncio.run(chain.ainvoke(_TURN))["answer"])


def test_astream_yields_the_stages_one_by_one(chain) -> None:  # type: ignore[no-untyped-def]
    async def names() -> list[str]:
        return [name async for chunk in chain.astream(_TURN) for name in chunk]

    assert [n for n in asyncio.run(names()) if n in STAGES] == list(STAGES)


def test_the_retriever_gives_documents_that_say_where_they_stand(
    hashed_index: HybridIndex,
) -> None:
    document = ClauseRetriever(index=hashed_index, k=3).invoke("研发费用加计扣除")[0]
    notice = next(n for n in hashed_index.notices if n.id == document.metadata["notice_id"])
    start, end = document.metadata["start"], document.metadata["end"]
    assert notice.text[start:end] == document.page_content
    assert document.id == f"{document.metadata['measure_id']}@{start}"


def test_equal_sentences_of_two_notices_stay_two_documents(hashed_index: HybridIndex) -> None:
    documents = ClauseRetriever(index=hashed_index, k=100).invoke("信息安全管理体系认证")
    same = [d for d in documents if d.page_content.startswith("鼓励电子商务企业获得信息安全")]
    assert len({d.id for d in same}) == len(same) == 2
