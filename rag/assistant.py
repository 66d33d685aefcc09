"""wence as a whole: opens the library and its index, and answers questions."""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.catalogue import Catalogue
from corpus.regions import places_in
from index.embed import Embedder
from index.hybrid import HybridIndex
from index.snapshot import exists, is_outdated, load
from rag.answer import Answer, ClauseHit, Wording
from rag.chain import STAGES, State, Turn, answering_chain
from rag.evidence import asked, widening
from rag.history import standalone
from rag.llm.model import LanguageModel, Usage
from rag.question import Question, checked
from rag.region import checked_region
from rag.settings import Settings
from rag.understanding.spelling import Speller

if TYPE_CHECKING:
    from rag.llm.writer import Writer

_PERHAPS_MISREAD = ("not_in_corpus", "off_topic", "unclear")
_MOST_NEAREST = 3
_MOST_WORDED = 6  # citations up to which a model words an answer; more are a list


@dataclass(frozen=True, slots=True)
class _Reading:
    """An answer, and how its question was understood."""

    answer: Answer
    question: Question
    is_list_of_duties: bool

    @property
    def is_refused(self) -> bool:
        """Whether the question may have been meant otherwise."""
        return self.answer.status == "refused" and self.answer.reason in _PERHAPS_MISREAD

    @property
    def is_to_be_worded(self) -> bool:
        """Whether a model may word it: what is looked up is told as it stands."""
        asked = self.question
        is_listed = asked.speaks_of_a_chapter and asked.lists_clauses
        is_looked_up = asked.wants_text or asked.words_to_find or is_listed
        return not (is_looked_up or self.is_list_of_duties) and (
            0 < len(self.answer.citations) <= _MOST_WORDED
        )


class Assistant:
    """Answers questions over one index, with a language model where there is one. Safe to share
    between threads.

    >>> assistant.ask("辽宁研发费用加计扣除多少？").status  # doctest: +SKIP
    'answered'
    """

    def __init__(
        self, index: HybridIndex, model: LanguageModel | None = None, tokens_out: int = 600
    ) -> None:
        self.index = index
        self.chain = answering_chain(index)
        self.catalogue = Catalogue(index.notices)
        self._speller = Speller(lambda: index.vocabulary)
        self._model = model
        self._writer = _writer(model, self.catalogue, tokens_out) if model else None

    def ask(self, question: str, turns: Sequence[str] = (), region: str | None = None) -> Answer:
        """The answer to a question; `turns` are the conversation's earlier questions.

        Raises BadInput for a question or region that cannot be used.
        """
        return deque(self.stream(question, turns, region), 1)[0]

    def extract(
        self, question: str, turns: Sequence[str] = (), region: str | None = None
    ) -> Answer:
        """The answer in the notices' own words, whatever model there is. Raises as `ask`."""
        started = time.perf_counter()
        reading = self._understood(_given(question, turns, region), None)
        return _timed(reading.answer, started)

    def stream(
        self, question: str, turns: Sequence[str] = (), region: str | None = None
    ) -> Iterator[Answer]:
        """The answer as it comes: each has what the one before has and more, the last is whole.
        Where a model words it, its sources come first, without a word.

        Raises BadInput, before anything is given out, as `ask`.
        """
        started, usage = time.perf_counter(), Usage()
        reading = self._understood(_given(question, turns, region), usage)
        if self._writer is None or not reading.is_to_be_worded:
            yield _timed(reading.answer, started)
            return
        yield replace(reading.answer, answer="", wording=Wording(self._writer.model.name))
        for answer in self._writer.worded(reading.answer, usage):
            yield _timed(answer, started)

    def _understood(self, given: Turn, usage: Usage | None) -> _Reading:
        """The answer to what was most likely meant; `usage` grows where a model is asked."""
        reading = self._first_reading(given, usage)
        if not reading.is_refused:
            return reading
        for other in self._other_readings(given, reading.answer.standalone):
            again = self._asked(other)
            if again.answer.status == "answered":
                return replace(again, answer=replace(again.answer, question=given["question"]))
        return self._widened(reading, given, usage)

    def _first_reading(self, given: Turn, usage: Usage | None) -> _Reading:
        """A follow-up as the model makes it stand alone, or else as the rules do."""
        if self._model and usage and _leans(given):
            from rag.llm.reading import made_standalone

            meant = made_standalone(self._model, given["question"], given["turns"], usage)
            if meant and not (reading := self._asked({**given, "meant": meant})).is_refused:
                return reading
        return self._asked(given)

    def _widened(self, reading: _Reading, given: Turn, usage: Usage | None) -> _Reading:
        """A refusal with clauses nearer to it, found by the words that notices use. It stays one:
        a model may widen where one looks, and not what counts as an answer.
        """
        if self._model is None or usage is None:
            return reading
        from rag.llm.reading import official_terms

        terms = official_terms(self._model, reading.answer.standalone, self._is_known, usage)
        if not terms:
            return reading
        again = self._asked({**given, "also": " ".join(terms)}).answer
        found = (again.citations or again.nearest)[:_MOST_NEAREST]
        nearest = tuple(replace(c, rank=n) for n, c in enumerate(found, 1))
        return replace(reading, answer=replace(reading.answer, nearest=nearest))

    def _is_known(self, word: str) -> bool:
        return self.index.rarity(word) < 1

    def _other_readings(self, given: Turn, meant: str) -> Iterator[Turn]:
        """How a question that found no answer may have been meant: together with what was asked
        before it, or without typing errors.
        """
        if given["turns"]:
            yield {**given, "is_joined": True}
        corrected = self._speller.corrected(meant)
        if corrected != meant:
            yield {"question": corrected, "turns": [], "region": given["region"]}

    def _asked(self, turn: Turn) -> _Reading:
        started = time.perf_counter()
        timings: dict[str, float] = {}
        state: State = {}
        for chunk in self.chain.stream(turn):
            timings |= {name: _ms_since(started) for name in STAGES if name in chunk}
            state |= chunk
        answer = replace(state["answer"], timings_ms=_durations(timings))
        return _Reading(answer, state["query"], state["duties"] is not None)

    def search(self, query: str, k: int, region: str | None = None) -> list[ClauseHit]:
        """The `k` best clauses, best first, each with its best sentence.

        Raises BadInput for a query or region that cannot be used.
        """
        notices = None
        if wanted := checked_region(region):
            provinces = [p.province for p in places_in(wanted)]
            notices = [n.id for n in self.catalogue.of_regions(provinces)]
        text, best = checked(query), dict[str, str]()
        also = widening(asked(text, self.index.rarity))
        for hit in self.index.search(text, len(self.index.passages), notices, also):
            best.setdefault(hit.passage.clause_id, hit.passage.sentence)
        return [
            ClauseHit(rank, self.catalogue.clause(clause_id), sentence)
            for rank, (clause_id, sentence) in enumerate(list(best.items())[:k], 1)
        ]


def open_assistant(
    settings: Settings, embedder: Embedder, model: LanguageModel | None = None
) -> Assistant:
    """Opens the index in `WENCE_HOME`; a new home gets the default notices and their index, and an
    index of another version of wence is built anew.

    Raises WenceError where home cannot be written, the index is unsound or there is no model.
    """
    if not exists(settings.index) or is_outdated(settings.index):
        from corpus.library import Library
        from index.build import rebuild

        rebuild(Library(settings.library).open(), settings.index, embedder)
    index = HybridIndex(load(settings.index, embedder.name), embedder)
    return Assistant(index, model, settings.llm_tokens_out)


def _writer(model: LanguageModel, catalogue: Catalogue, tokens_out: int) -> "Writer":
    """Loaded where there is a model: the guard's tables would slow every question without one."""
    from rag.llm.writer import Writer

    return Writer(model, catalogue, tokens_out)


def _given(question: str, turns: Sequence[str], region: str | None) -> Turn:
    return {
        "question": checked(question),
        "turns": [checked(turn) for turn in turns],
        "region": checked_region(region),
    }


def _leans(given: Turn) -> bool:
    """Whether a question takes something from those before it."""
    return standalone(given["question"], given["turns"]) != given["question"]


def _timed(answer: Answer, started: float) -> Answer:
    """With the total from when the question came."""
    return replace(answer, timings_ms=answer.timings_ms | {"total": round(_ms_since(started), 2)})


def _ms_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _durations(arrivals: dict[str, float]) -> dict[str, float]:
    """Arrival times of the stages → what each took, and the total."""
    times = [arrivals[name] for name in STAGES]
    taken = (round(b - a, 2) for a, b in zip([0.0, *times], times, strict=False))
    return dict(zip(STAGES, taken, strict=False)) | {"total": round(times[-1], 2)}
