"""From the sentences found to the measures that answer, or the reason why none does."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from langchain_core.documents import Document

from corpus.catalogue import Catalogue, Located
from corpus.model import Measure, Span
from index.fuse import K
from index.tokens import fold
from rag.answer import Reason
from rag.evidence import Asked, asked, evidence
from rag.question import Kind, Question
from rag.scope import Scope

# Set on eval/questions/dev.jsonl: there, what the notices answer scores 0.74 or more and what
# they do not answer 0.62 or less.
ENOUGH = 0.6  # coverage from which a sentence answers
ENOUGH_IF_CLOSE, CLOSE = 0.5, 0.90  # or this coverage with this cosine
OFF_TOPIC = 0.2  # below this coverage the question is about something else altogether
SPECIFIC = 1.5  # weight of terms below which a question names nothing in particular
NEARLY_AS_GOOD = 0.85  # share of the best coverage at which a second measure answers too
MOST_LISTED = 5
NEAREST = 3

_PROCEDURE = re.compile(r"申请|申报|提交|材料|流程|手续|程序|登记|备案|办理|审批|审核")
_CONTACT = re.compile(r"\d{3,4}[-－]\d{7,8}|1\d{10}|https?://|www\.|@|(?<!\d)\d{7,8}(?!\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence of a measure, with how well it supports the question."""

    located: Located
    measure: Measure
    quote: Span
    coverage: float
    cosine: float
    score: float

    @property
    def answers(self) -> bool:
        """Whether enough of what is asked stands in it."""
        close = self.cosine >= CLOSE and self.coverage >= ENOUGH_IF_CLOSE
        return close or self.coverage >= ENOUGH


@dataclass(frozen=True, slots=True)
class Selection:
    """The measures that answer, or why there are none; `nearest` are offered with a refusal.

    `lacks` is the kind of fact that the subject's text does not give.
    """

    found: tuple[Found, ...] = ()
    nearest: tuple[Found, ...] = ()
    reason: Reason | None = None
    lacks: Kind | None = None
    whole_clause: bool = False


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
    named = {located.clause.id for located in clauses}
    within = [f for f in candidates if f.located.clause.id in named]
    if _weight(wanted) >= SPECIFIC:
        selection = _by_evidence(question, scope, within, wanted)
        if selection.found or selection.reason == "wrong_premise" or selection.lacks:
            return selection
    whole = tuple(f for located in clauses for f in _whole(located))
    if question.kind == "who" and not any(f.measure.agencies for f in whole):
        return Selection(nearest=whole[:NEAREST], reason="not_in_corpus", lacks="who")
    return Selection(found=whole, whole_clause=True)


def _by_evidence(
    question: Question, scope: Scope, candidates: list[Found], wanted: Asked
) -> Selection:
    nearest = _nearest(candidates)
    if _weight(wanted) < SPECIFIC:
        return Selection(nearest=nearest, reason="unclear" if wanted.terms else "off_topic")
    supported = [f for f in candidates if f.answers]
    if not supported:
        best = max((f.coverage for f in candidates), default=0.0)
        return Selection(
            nearest=nearest, reason="off_topic" if best < OFF_TOPIC else "not_in_corpus"
        )
    if _asserts_what_no_notice_says(question, scope):
        return Selection(nearest=nearest, reason="wrong_premise")
    stating = [f for f in supported if _states(f, question.kind)]
    if not stating:
        return Selection(
            nearest=_nearest(supported), reason="not_in_corpus", lacks=question.kind
        )
    return Selection(found=_best(question, scope, stating))


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


def _ranked(
    documents: Iterable[Document], catalogue: Catalogue, wanted: Asked
) -> list[Found]:
    """The sentences by coverage and rank together: first in both rankings weighs as 2."""
    found = [_found(document, catalogue, wanted) for document in documents]
    return sorted(found, key=lambda f: -f.score)


def _found(document: Document, catalogue: Catalogue, wanted: Asked) -> Found:
    place = document.metadata
    located = catalogue.clause(place["clause_id"])
    measure = located.measure(place["measure_id"])
    support = evidence(wanted, fold(document.page_content), _context(located, measure))
    return Found(
        located=located,
        measure=measure,
        quote=Span(place["start"], place["end"]),
        coverage=support.coverage,
        cosine=place["cosine"] or 0.0,
        score=support.coverage + K * place["score"],
    )


def _context(located: Located, measure: Measure) -> str:
    """What stands around a sentence and tells what it is about, folded."""
    notice, clause = located.notice, located.clause
    quoted = measure.agencies_span
    parts = (
        notice.metadata.title,
        clause.chapter,
        clause.title,
        measure.span.of(notice.text),
        quoted.of(notice.text) if quoted else None,
    )
    return fold(" ".join(p for p in parts if p))


def _whole(located: Located) -> list[Found]:
    return [Found(located, m, m.span, 1.0, 1.0, 1.0) for m in located.clause.measures]


def _nearest(candidates: list[Found]) -> tuple[Found, ...]:
    """The best sentence of each of the nearest clauses."""
    by_clause: dict[str, Found] = {}
    for f in candidates:
        by_clause.setdefault(f.located.clause.id, f)
    return tuple(by_clause.values())[:NEAREST]


def _weight(wanted: Asked) -> float:
    return sum(t.weight for t in wanted.terms)


def _asserts_what_no_notice_says(question: Question, scope: Scope) -> bool:
    """Whether the question holds a figure that stands in none of the notices."""
    texts = [fold(n.text) for n in scope.notices] if question.figures else []
    whole_figures = (rf"(?<![\d.]){re.escape(figure)}" for figure in question.figures)
    return any(not any(re.search(f, text) for text in texts) for f in whole_figures)


def _states(found: Found, kind: Kind | None) -> bool:
    """Whether a sentence holds the kind of fact that is asked for."""
    sentence = found.quote.of(found.located.notice.text)
    match kind:
        case "who":
            return bool(found.measure.agencies)
        case "amount":
            return any(found.quote.contains(a) for a in found.measure.amounts)
        case "period":
            return any(found.quote.contains(p) for p in found.measure.periods)
        case "procedure":
            return bool(_PROCEDURE.search(sentence))
        case "contact":
            return bool(_CONTACT.search(sentence))
        case None:
            return True
