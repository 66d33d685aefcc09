"""From the sentences found to the measures that answer, or the reason why none does."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from langchain_core.documents import Document

from corpus.catalogue import Catalogue, Located
from corpus.model import Measure, Span
from index.fuse import K
from index.tokens import fold
from rag.answer import Reason
from rag.evidence import Asked, asked, evidence
from rag.facts import Kind, holds_figures, states
from rag.question import Question
from rag.scope import Scope
from rag.support import support

OFF_TOPIC = 0.2  # below this coverage the question is about something else altogether
SPECIFIC = 0.25  # weight of terms below which a question names nothing in particular
ELABORATE = 1.5  # weight of terms from which a question asks more than to see a clause
NEARLY_AS_GOOD = 0.85  # share of the best coverage at which a second measure answers too
MOST_LISTED = 5
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence of a measure, with how well it supports the question."""

    located: Located
    measure: Measure
    quote: Span
    coverage: float
    found: float
    agreement: float
    on_focus: bool

    @property
    def score(self) -> float:
        """Coverage and rank together; first in both rankings weighs as 2."""
        return self.coverage + self.agreement

    @property
    def answers(self) -> bool:
        """Whether enough of what is asked stands in it."""
        return support(self.coverage, self.found, self.agreement, self.on_focus) >= 0.5


@dataclass(frozen=True, slots=True)
class Selection:
    """The measures that answer, or why there are none; `nearest` are offered with a refusal.

    `lacks` is the kind of fact that the subject's text does not give. `judged` is the sentence
    on which it was decided whether there is an answer.
    """

    found: tuple[Found, ...] = ()
    nearest: tuple[Found, ...] = ()
    reason: Reason | None = None
    lacks: Kind | None = None
    judged: Found | None = None


def select(
    question: Question,
    scope: Scope,
    documents: Sequence[Document],
    catalogue: Catalogue,
    rarity: Callable[[str], float],
) -> Selection:
    """Chooses what answers `question` among the sentences found and the clauses it names."""
    if scope.missing and not scope.regions:
        return Selection(reason="not_in_corpus")
    wanted = asked(question.subject, rarity)
    candidates = _ranked(documents, catalogue, wanted)
    if question.numbers:
        return _by_number(question, scope, candidates, catalogue, wanted)
    return _by_evidence(question, scope, candidates, wanted)


def _by_number(
    question: Question,
    scope: Scope,
    candidates: list[Found],
    catalogue: Catalogue,
    wanted: Asked,
) -> Selection:
    """The clauses that a question names; if it also asks something, what in them answers it."""
    clauses = [
        located
        for number in question.numbers
        for located in catalogue.clauses_numbered(number, scope.notices)
    ]
    if not clauses:
        return Selection(nearest=_nearest(candidates), reason="no_such_clause")
    within = _ranked(_documents(clauses, candidates), catalogue, wanted)
    if wanted.weight >= SPECIFIC:
        selection = _by_evidence(question, scope, within, wanted)
        asks_more = wanted.weight >= ELABORATE or selection.reason == "wrong_premise"
        if selection.found or selection.lacks or asks_more:
            return selection
    whole = tuple(f for located in clauses for f in _whole(located))
    if question.kind == "who" and not any(f.measure.agencies for f in whole):
        return Selection(nearest=whole[:NEAREST], reason="not_in_corpus", lacks="who")
    return Selection(found=whole, reason=None if whole else "not_in_corpus")


def _by_evidence(
    question: Question, scope: Scope, candidates: list[Found], wanted: Asked
) -> Selection:
    nearest = _nearest(candidates)
    if not question.is_chinese:
        return Selection(nearest=nearest, reason="unclear")
    if wanted.weight < SPECIFIC:
        return Selection(nearest=nearest, reason="unclear" if wanted.terms else "off_topic")
    agreeing = [f for f in candidates if _agrees(f, question)]
    stating = [f for f in agreeing if _states(f, question.kind)]
    judged = next(iter(stating), None)
    answering = [f for f in stating if f.answers]
    if answering:
        return Selection(found=_best(question, scope, answering), judged=judged)
    supported = [f for f in candidates if f.answers]
    if not supported:
        off_topic = max((f.coverage for f in candidates), default=0.0) < OFF_TOPIC
        reason: Reason = "off_topic" if off_topic else "not_in_corpus"
        return Selection(nearest=nearest, reason=reason, judged=judged)
    if not any(f.answers for f in agreeing):
        return Selection(nearest=_nearest(supported), reason="wrong_premise", judged=judged)
    return Selection(
        nearest=_nearest(supported), reason="not_in_corpus", lacks=question.kind, judged=judged
    )


def _best(question: Question, scope: Scope, stating: list[Found]) -> tuple[Found, ...]:
    """The best measure of each region; for "which are there", the others nearly as good too."""
    measures = _best_sentences(stating)
    regions = scope.regions or tuple(
        dict.fromkeys(str(f.located.notice.metadata.region) for f in measures)
    )
    floor = 0.0 if scope.regions else NEARLY_AS_GOOD * measures[0].coverage
    chosen = []
    for region in regions:
        own = [f for f in measures if str(f.located.notice.metadata.region) == region]
        if own and own[0].coverage >= floor:
            chosen += _listed(own) if question.wants_list and question.kind != "who" else own[:1]
    return tuple(chosen)


def _best_sentences(candidates: list[Found]) -> list[Found]:
    """The best sentence of each measure, in the order given."""
    by_measure: dict[str, Found] = {}
    for f in candidates:
        by_measure.setdefault(f.measure.id, f)
    return list(by_measure.values())


def _listed(own: list[Found]) -> list[Found]:
    good = [f for f in own if f.coverage >= NEARLY_AS_GOOD * own[0].coverage]
    return good[:MOST_LISTED]


def _ranked(documents: Iterable[Document], catalogue: Catalogue, wanted: Asked) -> list[Found]:
    """The sentences found, best first."""
    found = [_found(document, catalogue, wanted) for document in documents]
    return sorted(found, key=lambda f: -f.score)


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
        found=seen.weight,
        agreement=K * place["score"],
        on_focus=seen.on_focus,
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


def _documents(clauses: Sequence[Located], found: Sequence[Found]) -> list[Document]:
    """Every sentence of the clauses, with the score that it was found with, if it was."""
    scores = {(f.measure.id, f.quote): f.agreement / K for f in found}
    return [
        Document(
            page_content=sentence.of(located.notice.text),
            metadata={
                "clause_id": located.clause.id,
                "measure_id": measure.id,
                "start": sentence.start,
                "end": sentence.end,
                "score": scores.get((measure.id, sentence), 1 / K),
            },
        )
        for located in clauses
        for measure in located.clause.measures
        for sentence in measure.sentences
    ]


def _whole(located: Located) -> list[Found]:
    return [Found(located, m, m.span, 1.0, 1.0, 2.0, True) for m in located.clause.measures]


def _nearest(candidates: list[Found]) -> tuple[Found, ...]:
    """The best sentence of each of the nearest clauses."""
    by_clause: dict[str, Found] = {}
    for f in candidates:
        by_clause.setdefault(f.located.clause.id, f)
    return tuple(by_clause.values())[:NEAREST]


def _agrees(found: Found, question: Question) -> bool:
    """Whether the figures that a question asserts stand in the sentence."""
    return holds_figures(found.quote.of(found.located.notice.text), question.figures)


def _states(found: Found, kind: Kind | None) -> bool:
    """Whether a sentence holds the kind of fact that is asked for."""
    if kind is None:
        return True
    if kind == "who":
        return bool(found.measure.agencies)
    return states(found.quote.of(found.located.notice.text), kind)
