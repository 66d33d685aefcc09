"""The sentences that may answer a question, each with how well it does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from langchain_core.documents import Document

from corpus.catalogue import Catalogue, Located
from corpus.model import Measure, Span
from index.fuse import K
from index.tokens import fold
from rag.evidence import NOTHING, Asked, Term, evidence
from rag.support import Support, support

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence of a measure, with how well it supports the question.

    `agreement` is how far both rankings agree on it (2: first in both), `nearness` how near it lies
    to the question in meaning, `inside` which words of the question stand in it.
    """

    located: Located
    measure: Measure
    quote: Span
    coverage: float
    agreement: float
    on_focus: bool
    nearness: float = 0.0
    inside: frozenset[Term] = frozenset()
    asked: Asked = NOTHING

    @property
    def score(self) -> float:
        """Coverage and rank together; first in both rankings weighs as 2."""
        return self.coverage + self.agreement

    @property
    def evidence(self) -> Support:
        """What speaks for it."""
        kind = self.asked.kind
        return Support(
            coverage=self.coverage,
            agreement=self.agreement,
            on_focus=self.on_focus,
            nearness=self.nearness,
            length=len(self.asked.text),
            asks_who=kind == "who",
            asks_fact=kind not in (None, "who"),
            is_several=self.asked.is_several,
            is_closed=self.asked.is_closed,
            is_list=self.asked.is_list,
        )

    @property
    def likelihood(self) -> float:
        """The probability (0 to 1) that it answers."""
        return support(self.evidence)

    @property
    def answers(self) -> bool:
        """Whether enough of what is asked stands in it."""
        return self.likelihood >= 0.5

    @property
    def region(self) -> str:
        """The region of its notice; the notice itself where that is unknown."""
        return self.located.notice.metadata.region or self.located.notice.id

    @property
    def context(self) -> str:
        """What stands around it and tells what it is about, folded."""
        return _context(self.located, self.measure)

    @property
    def text(self) -> str:
        """The sentence."""
        return self.quote.of(self.located.notice.text)


def ranked(documents: Iterable[Document], catalogue: Catalogue, wanted: Asked) -> list[Found]:
    """The sentences found, best first."""
    found = [_found(document, catalogue, wanted) for document in documents]
    return sorted(found, key=lambda f: -f.score)


def best_sentences(candidates: Iterable[Found]) -> list[Found]:
    """The best sentence of each measure, in the order given."""
    by_measure: dict[str, Found] = {}
    for f in candidates:
        by_measure.setdefault(f.measure.id, f)
    return list(by_measure.values())


def nearest(candidates: Iterable[Found]) -> tuple[Found, ...]:
    """The best sentence of each of the nearest clauses."""
    by_clause: dict[str, Found] = {}
    for f in candidates:
        by_clause.setdefault(f.located.clause.id, f)
    return tuple(by_clause.values())[:NEAREST]


def whole(located: Located) -> list[Found]:
    """A clause as it stands, measure by measure."""
    return [Found(located, m, m.span, 1.0, 2.0, True) for m in located.clause.measures]


def sentences_of(clauses: Sequence[Located], found: Sequence[Found]) -> list[Document]:
    """Every sentence of the clauses, with the score that it was found with, if it was."""
    known = {(f.measure.id, f.quote): f for f in found}
    return [
        _document(located, measure, sentence, known.get((measure.id, sentence)))
        for located in clauses
        for measure in located.clause.measures
        for sentence in measure.sentences
    ]


def _document(located: Located, measure: Measure, sentence: Span, known: Found | None) -> Document:
    return Document(
        page_content=sentence.of(located.notice.text),
        metadata={
            "clause_id": located.clause.id,
            "measure_id": measure.id,
            "start": sentence.start,
            "end": sentence.end,
            "score": known.agreement / K if known else 1 / K,
            "nearness": known.nearness if known else 0.0,
        },
    )


def _found(document: Document, catalogue: Catalogue, wanted: Asked) -> Found:
    place = document.metadata
    located = catalogue.clause(place["clause_id"])
    measure = located.measure(place["measure_id"])
    sentence = fold(f"{located.clause.title or ''}：{document.page_content}")
    seen = evidence(wanted, sentence, _context(located, measure))
    return Found(
        located=located,
        measure=measure,
        quote=Span(place["start"], place["end"]),
        coverage=seen.coverage,
        agreement=K * place["score"],
        on_focus=seen.on_focus,
        nearness=place["nearness"],
        inside=seen.inside,
        asked=wanted,
    )


def _context(located: Located, measure: Measure) -> str:
    """What stands around a sentence and tells what it is about, folded."""
    notice, clause = located.notice, located.clause
    quoted = measure.agencies_span
    parts = (
        notice.metadata.title,
        clause.chapter,
        measure.span.of(notice.text),
        quoted.of(notice.text) if quoted else None,
    )
    return fold(" ".join(p for p in parts if p))
