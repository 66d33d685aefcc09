"""The answering chain, as LangChain Runnables: understand → retrieve → select → compose."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import date
from typing import Any, NotRequired, TypedDict

from langchain_core.runnables import AddableDict, Runnable, RunnableGenerator, run_in_executor

from corpus.catalogue import Catalogue
from index.hybrid import HybridIndex
from rag.answer import Answer
from rag.compose import compose
from rag.duties import Duties, duties_answer, duties_asked
from rag.evidence import asked, widening
from rag.history import joined, standalone
from rag.parts import Part, Parts, items, regional
from rag.question import Question, understand
from rag.retriever import ClauseRetriever
from rag.scope import Scope, scope
from rag.select import Selection, select
from rag.today import brought_up_to_date
from rag.understanding.english import is_english
from rag.understanding.wording import plainly


class Turn(TypedDict):
    """What goes into the chain: a checked question, earlier questions, a chosen region; `is_joined`
    where the earlier questions are to stand before it as they are; `meant` where a model has made
    it stand alone; `also` are words to be looked for beside its own.
    """

    question: str
    turns: Sequence[str]
    region: str | None
    is_joined: NotRequired[bool]
    meant: NotRequired[str]
    also: NotRequired[str]


State = dict[str, Any]
STAGES = ("query", "scope", "parts", "selection", "duties", "answer")


def answering_chain(index: HybridIndex) -> Runnable[Turn, State]:
    """The chain over one index. Its output holds each stage by name, `answer` an `Answer`.

    Streaming yields the stages one by one as they are done.

    >>> chain = answering_chain(index)  # doctest: +SKIP
    >>> chain.invoke({"question": "加计扣除多少？", "turns": [], "region": None})  # doctest: +SKIP
    """
    catalogue = Catalogue(index.notices)
    retriever = ClauseRetriever(index=index)

    def understood(state: State) -> Question:
        turns = [plainly(turn, index.rarity) for turn in state["turns"]]
        supply = joined if state.get("is_joined") else standalone
        meant = state.get("meant") or supply(plainly(state["question"], index.rarity), turns)
        return understand(state["question"], meant, state["region"], catalogue.regions)

    def scoped(state: State) -> Scope:
        return scope(state["query"], catalogue)

    def found(query: Question, where: Scope, further: str) -> Part:
        if not where.notice_ids or not query.standalone:
            return Part(query, where, ())
        also = f"{widening(asked(query.subject, index.rarity))} {further}".strip()
        text = query.standalone
        if is_english(query.text):  # the model knows both languages, the word index Chinese alone
            text, also = query.text, f"{text} {also}"
        return Part(query, where, retriever.invoke(text, notices=where.notice_ids, also=also))

    def retrieved(state: State) -> Parts:
        query, where, also = state["query"], state["scope"], state.get("also", "")
        if by_region := regional(query, where, catalogue):  # the whole is not searched for then
            return Parts(
                Part(query, where, ()), regions=tuple(found(q, w, also) for q, w in by_region)
            )
        asked_for = items(query, where, index.rarity)
        return Parts(found(query, where, also), items=tuple(found(q, where, "") for q in asked_for))

    def selected(state: State) -> Selection:
        return select(state["parts"], catalogue, index.rarity)

    def looked_up(state: State) -> Duties | None:
        return duties_asked(state["query"], state["scope"].notices, index.rarity)

    def composed(state: State) -> Answer:
        query, where = state["query"], state["scope"]
        if duties := state["duties"]:
            answer = duties_answer(query, duties, where.missing)
        else:
            answer = compose(query, where, state["selection"], catalogue)
        return brought_up_to_date(answer, catalogue, date.today())

    steps = (understood, scoped, retrieved, selected, looked_up, composed)
    first, *others = (_stage(name, step) for name, step in zip(STAGES, steps, strict=True))
    chain: Runnable[Any, Any] = first
    for stage in others:
        chain = chain | stage
    return chain


def _stage(name: str, step: Callable[[State], Any]) -> Runnable[Any, Any]:
    """Passes on what comes in and adds what `step` makes of it under `name`.

    RunnablePassthrough.assign does the same, with a thread for every stage of every question.
    """

    def run(chunks: Iterator[State]) -> Iterator[State]:
        state = AddableDict()
        for chunk in chunks:
            state = state + AddableDict(chunk)
            yield AddableDict(chunk)
        yield AddableDict({name: step(state)})

    async def arun(chunks: AsyncIterator[State]) -> AsyncIterator[State]:
        state = AddableDict()
        async for chunk in chunks:
            state = state + AddableDict(chunk)
            yield AddableDict(chunk)
        yield AddableDict({name: await run_in_executor(None, step, state)})

    return RunnableGenerator(run, arun, name=name)
