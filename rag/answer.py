"""What wence answers: the shapes of an answer and of its citations, and how they become JSON."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from corpus.catalogue import Located
from corpus.facts.agencies import Successor
from corpus.model import Agencies, Measure, Span
from corpus.record import agencies_record, clause_place

Status = Literal["answered", "partial", "refused"]
Reason = Literal["not_in_corpus", "no_such_clause", "wrong_premise", "off_topic", "unclear"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One measure used in an answer. `quote` is `Notice.text[start:end]`, word for word.

    `agencies` are named as printed, in `agencies_full` with shortened names completed.
    `agencies_today` and `targets_past` are notes of today beside the text.
    """

    rank: int
    notice: dict[str, Any]
    clause: dict[str, Any]
    quote: str
    start: int
    end: int
    agencies: Agencies
    agencies_quote: str | None
    agencies_full: Agencies = field(default_factory=Agencies)
    agencies_today: tuple[Successor, ...] = ()
    targets_past: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where in its notice it stands: （五）合理降税减负."""
        return f"{self.clause['label']}{self.clause['title'] or ''}"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a language model had to do with an answer.

    Of the `sentences` that it wrote, so many were `kept`, so many were `repaired` by it and passed,
    so many were `replaced` by the text's own; `failure` says why it did not end. `tokens_in` and
    `tokens_out` are what all that took.
    """

    model: str
    sentences: int = 0
    kept: int = 0
    repaired: int = 0
    replaced: int = 0
    failure: str | None = None
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its evidence, or a refusal with its reason and the nearest clauses."""

    question: str
    standalone: str
    status: Status
    answer: str
    reason: Reason | None = None
    missing: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    generator: str = "extractive"
    wording: Wording | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClauseHit:
    """A clause found by search alone; `sentence` is the best one in it."""

    rank: int
    located: Located
    sentence: str


def clause_name(located: Located) -> str:
    """Where a clause stands, in short: 辽宁（五）合理降税减负."""
    region, clause = located.notice.metadata.region, located.clause
    return f"{region or ''}{clause.label}{clause.title or ''}"


def made_by(answer: Answer) -> str:
    """How an answer came about, in words.

    >>> made_by(Answer("问", "问", "answered", "答"))
    '摘自原文，没有使用语言模型'
    """
    wording = answer.wording
    if wording is None:
        return "摘自原文，没有使用语言模型"
    if answer.generator == "extractive":
        why = wording.failure or f"语言模型 {wording.model} 写的 {wording.sentences} 句都未通过核对"
        return f"摘自原文（{why.rstrip('。')}）"
    total, replaced = wording.sentences, wording.replaced
    return f"由语言模型 {wording.model} 措辞，{total} 句中 {replaced} 句未通过核对、以原文代替"


def cite(rank: int, located: Located, measure: Measure, quote: Span) -> Citation:
    """The citation of a span of `measure`; agencies are those of this measure and no other."""
    notice, clause = located.notice, located.clause
    quoted = measure.agencies_span
    return Citation(
        rank=rank,
        notice={
            "id": notice.id,
            "title": notice.metadata.title,
            "number": notice.metadata.number,
            "region": notice.metadata.region,
            "issuer": notice.metadata.issuer,
            "issued_on": notice.metadata.issued_on,
            "validity": None,
        },
        clause=clause_place(clause),
        quote=quote.of(notice.text),
        start=quote.start,
        end=quote.end,
        agencies=measure.agencies.as_printed(),
        agencies_quote=quoted.of(notice.text) if quoted else None,
        agencies_full=measure.agencies,
    )


def answer_record(answer: Answer) -> dict[str, Any]:
    """The answer as plain JSON values, in the order in which a reader wants them."""
    record = asdict(answer)
    order = ("question", "standalone", "status", "reason", "missing", "answer")
    record = {name: record[name] for name in order} | record
    for name in ("citations", "nearest"):
        record[name] = [citation_record(c) for c in getattr(answer, name)]
    return record | {"missing": list(answer.missing)}


def hit_record(hit: ClauseHit) -> dict[str, Any]:
    """A clause found, as plain JSON values; `text` is the whole clause."""
    notice, clause = hit.located.notice, hit.located.clause
    return {
        "rank": hit.rank,
        "notice_id": notice.id,
        "notice_title": notice.metadata.title,
        "clause_id": clause.id,
        "label": clause.label,
        "number": clause.number,
        "text": clause.span.of(notice.text),
        "sentence": hit.sentence,
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    """A citation as plain JSON values."""
    return asdict(citation) | {
        "agencies": agencies_record(citation.agencies),
        "agencies_full": agencies_record(citation.agencies_full),
    }
