"""Notice ↔ JSON: the shapes of `wence parse --json`, and back without loss."""

from typing import Any

from corpus.model import Agencies, Clause, Measure, Metadata, Notice, Span

Record = dict[str, Any]


def notice_record(notice: Notice) -> Record:
    """The notice as plain JSON values, each part with its offsets and its text.

    >>> from corpus.reading import read_text
    >>> notice_record(read_text("（一）甲。乙。"))["clauses"][0]["label"]
    '（一）'
    """
    return {
        "id": notice.id,
        **metadata_record(notice.metadata),
        "text": notice.text,
        "clauses": [clause_record(notice, c) for c in notice.clauses],
        "unassigned": [span_record(notice.text, s) for s in notice.unassigned],
        "warnings": list(notice.warnings),
    }


def metadata_record(metadata: Metadata) -> Record:
    """What is known of a notice; null is unknown."""
    record = {name: getattr(metadata, name) for name in metadata.__slots__}
    return record | {"repeals": list(metadata.repeals)}


def clause_record(notice: Notice, clause: Clause) -> Record:
    """One clause with its measures."""
    return {
        **clause_place(clause),
        **span_record(notice.text, clause.span),
        "measures": [measure_record(notice.text, m) for m in clause.measures],
    }


def clause_place(clause: Clause) -> Record:
    """What names a clause within its notice, without its text."""
    return {
        "id": clause.id,
        "number": clause.number,
        "label": clause.label,
        "title": clause.title,
        "chapter": clause.chapter,
        "path": list(clause.path),
    }


def measure_record(text: str, measure: Measure) -> Record:
    """One measure with its agencies by role and the words that name them."""
    quoted = measure.agencies_span
    return {
        "id": measure.id,
        **span_record(text, measure.span),
        **agencies_record(measure.agencies),
        "agencies_quote": quoted.of(text) if quoted else None,
        "agencies_start": quoted.start if quoted else None,
        "agencies_end": quoted.end if quoted else None,
        "sentences": [span_record(text, s) for s in measure.sentences],
        "kinds": [],
        "beneficiaries": [],
        "conditions": [],
        "amounts": [span_record(text, s) for s in measure.amounts],
        "periods": [span_record(text, s) for s in measure.periods],
    }


def agencies_record(agencies: Agencies) -> dict[str, list[str]]:
    """The bodies by role, as printed."""
    return {
        "lead": list(agencies.lead),
        "support": list(agencies.support),
        "responsible": list(agencies.responsible),
    }


def span_record(text: str, span: Span) -> Record:
    """Offsets and the characters between them."""
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def notice_of(record: Record) -> Notice:
    """The notice that `notice_record` wrote.

    Raises KeyError or TypeError where the record is not one.
    """
    return Notice(
        id=record["id"],
        metadata=metadata_of({name: record[name] for name in Metadata.__slots__}),
        text=record["text"],
        clauses=tuple(_clause_of(c) for c in record["clauses"]),
        unassigned=_spans_of(record["unassigned"]),
        warnings=tuple(record["warnings"]),
    )


def metadata_of(record: Record) -> Metadata:
    """Metadata from JSON or TOML values; names that are absent stay unknown.

    Raises TypeError for an unknown name or a value that is not text.
    """
    for name, value in record.items():
        texts = value if name == "repeals" else [] if value is None else [value]
        if not isinstance(texts, list | tuple) or not all(isinstance(t, str) for t in texts):
            raise TypeError(f"{name}: {value!r}")
    return Metadata(**(record | {"repeals": tuple(record.get("repeals", ()))}))


def _clause_of(record: Record) -> Clause:
    return Clause(
        id=record["id"],
        number=record["number"],
        label=record["label"],
        title=record["title"],
        chapter=record["chapter"],
        path=tuple(record["path"]),
        span=_span_of(record),
        measures=tuple(_measure_of(m) for m in record["measures"]),
    )


def _measure_of(record: Record) -> Measure:
    start, end = record["agencies_start"], record["agencies_end"]
    return Measure(
        id=record["id"],
        span=_span_of(record),
        sentences=_spans_of(record["sentences"]),
        agencies=Agencies(*(tuple(record[r]) for r in ("lead", "support", "responsible"))),
        agencies_span=None if start is None else Span(start, end),
        amounts=_spans_of(record["amounts"]),
        periods=_spans_of(record["periods"]),
    )


def _span_of(record: Record) -> Span:
    return Span(record["start"], record["end"])


def _spans_of(records: list[Record]) -> tuple[Span, ...]:
    return tuple(_span_of(r) for r in records)
