"""wence as a whole: opens the library and its index, and answers questions."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.catalogue import Catalogue
from corpus.regions import places_in
from index.embed import Embedder
from index.hybrid import HybridIndex
from index.snapshot import exists, is_outdated, load
from rag.answer import Answer, ClauseHit
from rag.chain import STAGES, Turn, answering_chain
from rag.evidence import asked, widening
from rag.question import checked
from rag.region import checked_region
from rag.settings import Settings
from rag.understanding.spelling import Speller

_PERHAPS_MISREAD = ("not_in_corpus", "off_topic", "unclear")


class Assistant:
    """Answers questions over one index. Safe to share between threads.

    >>> assistant.ask("辽宁研发费用加计扣除多少？").status  # doctest: +SKIP
    'answered'
    """

    def __init__(self, index: HybridIndex) -> None:
        self.index = index
        self.chain = answering_chain(index)
        self.catalogue = Catalogue(index.notices)
        self._speller = Speller(lambda: index.vocabulary)

    def ask(self, question: str, turns: Sequence[str] = (), region: str | None = None) -> Answer:
        """The answer to a question; `turns` are the conversation's earlier questions.

        Raises BadInput for a question or region that cannot be used.
        """
        given: Turn = {
            "question": checked(question),
            "turns": [checked(turn) for turn in turns],
            "region": checked_region(region),
        }
        started = time.perf_counter()
        answer = self._asked(given)
        if answer.status == "refused" and answer.reason in _PERHAPS_MISREAD:
            for other in self._other_readings(given, answer.standalone):
                again = self._asked(other)
                if again.status == "answered":
                    timings = again.timings_ms | {"total": round(_ms_since(started), 2)}
                    return replace(again, question=given["question"], timings_ms=timings)
        return answer

    def _other_readings(self, given: Turn, meant: str) -> Iterator[Turn]:
        """How a question that found no answer may have been meant: together with what was asked
        before it, or without typing errors.
        """
        if given["turns"]:
            yield {**given, "is_joined": True}
        corrected = self._speller.corrected(meant)
        if corrected != meant:
            yield {"question": corrected, "turns": [], "region": given["region"]}

    def _asked(self, turn: Turn) -> Answer:
        started = time.perf_counter()
        timings: dict[str, float] = {}
        answer: Answer | None = None
        for chunk in self.chain.stream(turn):
            timings |= {name: _ms_since(started) for name in STAGES if name in chunk}
            answer = chunk.get("answer", answer)
        assert answer is not None
        return replace(answer, timings_ms=_durations(timings))

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


def open_assistant(settings: Settings, embedder: Embedder) -> Assistant:
    """Opens the index in `WENCE_HOME`; a new home gets the default notices and their index, and an
    index of another version of wence is built anew.

    Raises WenceError where home cannot be written, the index is unsound or there is no model.
    """
    if not exists(settings.index) or is_outdated(settings.index):
        from corpus.library import Library
        from index.build import rebuild

        rebuild(Library(settings.library).open(), settings.index, embedder)
    return Assistant(HybridIndex(load(settings.index, embedder.name), embedder))


def _ms_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _durations(arrivals: dict[str, float]) -> dict[str, float]:
    """Arrival times of the stages → what each took, and the total."""
    times = [arrivals[name] for name in STAGES]
    taken = (round(b - a, 2) for a, b in zip([0.0, *times], times, strict=False))
    return dict(zip(STAGES, taken, strict=False)) | {"total": round(times[-1], 2)}
