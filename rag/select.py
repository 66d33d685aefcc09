"""From the sentences found to the measures that answer, or the reason why none does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.catalogue import Catalogue, Located
from corpus.model import Span
from index.tokens import fold
from rag.answer import Reason
from rag.candidates import Found, best_sentences, nearest, ranked, sentences_of, whole
from rag.evidence import Asked, asked, is_noun, is_quantity
from rag.parts import Part, Parts
from rag.question import Question
from rag.scope import Scope
from rag.understanding.facts import Kind, states
from rag.understanding.premise import holds_figures, holds_mode, holds_roles, quoted_passages

OFF_TOPIC = 0.2  # below this coverage the question is about something else altogether
SPECIFIC = 0.25  # weight of terms below which a question names nothing in particular
ELABORATE = 1.5  # weight of terms from which a question asks more than to see a clause
NEARLY_AS_GOOD = 0.85  # share of the best coverage at which a second measure answers too
BESIDE = 0.2  # likelihood from which the other region of a comparison is shown
SURE = 0.8  # likelihood from which an item of a question gets a citation of its own
RIVAL = 0.7  # share of the best coverage that the sentence with the kind of fact must reach
MOST_LISTED = 5
MOST_CITED = 6
SAYS_MORE = 0.08  # share of a question that a further sentence of a measure must add to be quoted
SHORT_MEASURE = 220  # characters up to which a measure is quoted whole
LONGEST_QUOTE = 320  # characters


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


def select(parts: Parts, catalogue: Catalogue, rarity: Callable[[str], float]) -> Selection:
    """Chooses what answers a question among the sentences found and the clauses it names.

    A comparison is answered region by region, and once one region answers, the others show what
    they have on the subject; of other questions the items are looked for where the whole answers.
    """
    if found := _word_for_word(parts.whole, catalogue):
        return Selection(found=found)
    if parts.regions:
        return _compared([_selected(p, catalogue, rarity) for p in parts.regions])
    selection = _selected(parts.whole, catalogue, rarity)
    if not selection.found:
        return selection
    others = [_selected(p, catalogue, rarity) for p in parts.items]
    return replace(selection, found=_with_items(selection.found, others))


def _word_for_word(part: Part, catalogue: Catalogue) -> tuple[Found, ...]:
    """The sentences that hold all the words which a question gives to be found, one a measure."""
    words = part.question.words_to_find
    if not words or part.question.numbers:
        return ()
    holding = [
        replace(f, quote=sentence)
        for notice in part.scope.notices
        for clause in notice.clauses
        for f in whole(Located(notice, clause))
        for sentence in f.measure.sentences
        if all(w in fold(sentence.of(notice.text)) for w in words)
    ]
    return tuple(best_sentences(holding))[:MOST_CITED]


def _selected(part: Part, catalogue: Catalogue, rarity: Callable[[str], float]) -> Selection:
    question, scope = part.question, part.scope
    if scope.missing and not scope.regions:
        return Selection(reason="not_in_corpus")
    wanted = replace(
        asked(question.subject, rarity, question.before),
        is_several=question.is_several,
        is_closed=question.is_closed,
        is_list=question.wants_list,
    )
    candidates = ranked(part.documents, catalogue, wanted)
    if question.numbers or question.chapters or _names_a_chapter(question, scope, catalogue):
        return _by_reference(question, scope, candidates, catalogue, wanted)
    return _by_evidence(question, scope, candidates, wanted)


def _compared(selections: Sequence[Selection]) -> Selection:
    if not any(s.found for s in selections):
        return max(selections, key=lambda s: bool(s.nearest))
    found = [f for s in selections for f in (s.found or _beside(s))]
    judged = next((s.judged for s in selections if s.judged), None)
    return Selection(found=tuple(found), judged=judged)


def _beside(selection: Selection) -> tuple[Found, ...]:
    """What a region has on the subject of a comparison, where it answers less than the other."""
    return tuple(f for f in selection.nearest[:1] if f.likelihood >= BESIDE)


def _with_items(found: tuple[Found, ...], others: Sequence[Selection]) -> tuple[Found, ...]:
    """What was chosen, and the best for each item that is not among it, of the same regions."""
    regions, chosen = {f.region for f in found}, list(found)
    for best in (s.found[0] for s in others if s.found):
        known = {f.measure.id for f in chosen}
        if best.region in regions and best.measure.id not in known and best.likelihood >= SURE:
            chosen.append(best)
    return tuple(chosen[: max(len(found), MOST_CITED)])


def _by_reference(
    question: Question,
    scope: Scope,
    candidates: list[Found],
    catalogue: Catalogue,
    wanted: Asked,
) -> Selection:
    """The clauses that a question names; if it also asks something, what in them answers it."""
    clauses = _named(question, scope, catalogue)
    if not clauses:
        return Selection(nearest=nearest(candidates), reason="no_such_clause")
    within = ranked(sentences_of(clauses, candidates), catalogue, wanted)
    if within and not _premise_holds(within, question):
        return Selection(nearest=nearest(within), reason="wrong_premise")
    if wanted.weight >= SPECIFIC and not _is_look_up(question, wanted):
        selection = _by_evidence(question, scope, within, wanted)
        asks_more = wanted.weight >= ELABORATE or selection.reason == "wrong_premise"
        if selection.found or selection.lacks or asks_more:
            return selection
    shown = tuple(f for located in clauses for f in _shown(located, question))
    if question.kind == "who" and not any(f.measure.agencies for f in shown):
        return Selection(nearest=shown[:3], reason="not_in_corpus", lacks="who")
    return Selection(found=shown, reason=None if shown else "not_in_corpus")


def _is_look_up(question: Question, wanted: Asked) -> bool:
    """Whether the clauses named are wanted as they stand."""
    if not question.numbers:
        return question.lists_clauses or not question.chapters
    return (question.wants_text or question.wants_list) and wanted.weight < ELABORATE


def _named(question: Question, scope: Scope, catalogue: Catalogue) -> list[Located]:
    numbered = [
        located
        for number in question.numbers
        for located in catalogue.clauses_numbered(number, scope.notices)
    ]
    chapters = [
        located
        for number in question.chapters
        for located in catalogue.clauses_of_chapter(number, scope.notices)
    ]
    both = [located for located in numbered if located in chapters]
    if found := both or numbered or chapters:
        return found
    return list(catalogue.clauses_of_chapter_named(question.standalone, scope.notices))


def _names_a_chapter(question: Question, scope: Scope, catalogue: Catalogue) -> bool:
    """Whether it asks for the clauses of a chapter by its heading."""
    if not question.speaks_of_a_chapter:
        return False
    return bool(catalogue.clauses_of_chapter_named(question.standalone, scope.notices))


def _shown(located: Located, question: Question) -> list[Found]:
    """A clause in full where it is named, its first sentence where its chapter is listed."""
    if question.numbers:
        return whole(located)
    return [replace(f, quote=f.measure.opening) for f in whole(located)[:1]]


def _by_evidence(
    question: Question, scope: Scope, candidates: list[Found], wanted: Asked
) -> Selection:
    if wanted.weight < SPECIFIC:
        reason: Reason = "unclear" if wanted.terms else "off_topic"
        return Selection(nearest=nearest(candidates), reason=reason)
    fitting = [f for f in candidates if _fits(f, question)]
    judged = next(iter(fitting), None)
    supported = [f for f in candidates if f.answers]
    if not supported:
        off_topic = max((f.coverage for f in candidates), default=0.0) < OFF_TOPIC
        reason = "off_topic" if off_topic else "not_in_corpus"
        return Selection(nearest=nearest(candidates), reason=reason, judged=judged)
    if not _premise_holds(supported, question):
        return Selection(nearest=nearest(supported), reason="wrong_premise", judged=judged)
    if question.before and not any(_speaks_of_own(f, question) for f in supported):
        return Selection(nearest=nearest(supported), reason="not_in_corpus", judged=judged)
    answering = [f for f in fitting if f.answers and f.coverage >= RIVAL * supported[0].coverage]
    if not answering:
        lacks = question.kind
        return Selection(
            nearest=nearest(supported), reason="not_in_corpus", lacks=lacks, judged=judged
        )
    found = _chosen(question, scope, answering)
    return Selection(found=tuple(_extended(f, candidates) for f in found), judged=judged)


def _speaks_of_own(found: Found, question: Question) -> bool:
    """Whether a sentence speaks of what is asked now, and not of earlier questions alone."""
    terms = (t for t in found.asked.terms if t.start >= question.before)
    own = [t for t in terms if is_noun(t) and not is_quantity(t.text)]
    return not own or any(t in found.inside or t.text in found.context for t in own)


def _fits(found: Found, question: Question) -> bool:
    """Whether a sentence holds the figures asserted and the kind of fact asked for."""
    return _holds_figures(found, question) and _states(found, question)


def _holds_figures(found: Found, question: Question) -> bool:
    """A year may be that of the notice itself: 2023年要上线多少项."""
    metadata = found.located.notice.metadata
    dated = f"{found.text} {metadata.title or ''} {(metadata.issued_on or '')[:4]}年"
    return holds_figures(dated, question.figures)


def _premise_holds(supported: Sequence[Found], question: Question) -> bool:
    """Whether what the question takes for granted stands in what it is about."""
    if not any(_holds_figures(f, question) for f in supported):
        return False
    texts = {fold(f.located.clause.span.of(f.located.notice.text)) for f in supported}
    if not all(any(p in text for text in texts) for p in quoted_passages(question.standalone)):
        return False
    best = supported[0]
    if not holds_mode(best.text, question.mode):
        return False
    bodies = {b for f in supported for b in f.measure.agencies.bodies}
    return holds_roles(best.measure.agencies, question.roles, bodies, best.text)


def _chosen(question: Question, scope: Scope, answering: list[Found]) -> tuple[Found, ...]:
    """The best measure of each region, or those nearly as good where a list is asked for."""
    measures = best_sentences(answering)
    regions = scope.regions or tuple(dict.fromkeys(f.region for f in measures))
    chosen: list[Found] = []
    for region in regions:
        own = [f for f in measures if f.region == region]
        if own and (scope.regions or _nearly_as_good(own[0], measures[0])):
            chosen += _of_region(question, own)
    return tuple(chosen)


def _extended(found: Found, candidates: Sequence[Found]) -> Found:
    """The quote with the sentences of the same measure around it that say more of what is asked; a
    short measure in full, unless one fact of it is asked for.
    """
    is_short = found.measure.span.end - found.measure.span.start <= SHORT_MEASURE
    if is_short and found.asked.kind is None:
        return replace(found, quote=found.measure.span)
    best, said = found.quote, found.inside
    own = [f for f in candidates if f.measure.id == found.measure.id]
    for other in sorted(own, key=lambda f: -_gain(f, said)):
        quote = Span(min(best.start, other.quote.start), max(best.end, other.quote.end))
        gains = _gain(other, said) >= SAYS_MORE * found.asked.weight
        if gains and quote.end - quote.start <= LONGEST_QUOTE:
            best, said = quote, said | other.inside
    return replace(found, quote=best, inside=said)


def _nearly_as_good(found: Found, best: Found) -> bool:
    return found.coverage >= NEARLY_AS_GOOD * best.coverage


def _of_region(question: Question, own: list[Found]) -> list[Found]:
    if question.wants_list and question.kind != "who":
        return [f for f in own if _nearly_as_good(f, own[0])][:MOST_LISTED]
    return own[:1]


def _gain(found: Found, said: frozenset[object]) -> float:
    return sum(t.weight for t in found.inside if t not in said)


def _states(found: Found, question: Question) -> bool:
    """Whether a sentence holds the kind of fact that is asked for."""
    match question.kind:
        case None:
            return True
        case "who":
            return bool(found.measure.agencies)
        case kind:
            return states(found.text, kind, question.subject)
