"""Notice ↔ JSON: the shapes of `wence parse --json`, and back without loss."""

from collections.abc import Sequence
from typing import Any

from corpus.model import (
    Agencies,
    Amount,
    Clause,
    Kind,
    Measure,
    Metadata,
    Notice,
    Part,
    Span,
    Terms,
)

Record = dict[str, Any]
_OFFSETS = ("start", "end", "agencies_start", "agencies_end")


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
        "unassigned": [
            {"kind": p.kind, **span_record(notice.text, p.span)} for p in notice.unassigned
        ],
        "life": [span_record(notice.text, s) for s in notice.life],
        "warnings": list(notice.warnings),
    }


def file_record(notices: Sequence[Notice]) -> Record:
    """The notices of one file as one record.

    One notice is its own record. Several are joined, a blank line between: `text` and all offsets
    are those of the file, `notices` says what is known of each and where it stands.
    """
    if len(notices) == 1:
        return notice_record(notices[0])
    records, starts = [], []
    at = 0
    for notice in notices:
        records.append(_moved(notice_record(notice), at))
        starts.append(at)
        at += len(notice.text) + 2
    joined = {
        name: [part for r in records for part in r[name]]
        for name in ("clauses", "unassigned", "life", "warnings")
    }
    return {
        "id": "-".join(n.id for n in notices[:1]) + f"+{len(notices) - 1}",
        **metadata_record(Metadata()),
        "text": "\n\n".join(n.text for n in notices),
        **joined,
        "notices": [
            {"id": n.id, **metadata_record(n.metadata), "start": s, "end": s + len(n.text)}
            for n, s in zip(notices, starts, strict=True)
        ],
    }


def _moved(value: Any, by: int) -> Any:
    """A record with every offset in it moved."""
    if isinstance(value, list):
        return [_moved(v, by) for v in value]
    if isinstance(value, dict):
        return {
            k: v + by if k in _OFFSETS and v is not None else _moved(v, by)
            for k, v in value.items()
        }
    return value


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
    """One measure with its agencies by role, the words that name them, and its facts."""
    quoted = measure.agencies_span
    return {
        "id": measure.id,
        **span_record(text, measure.span),
        **agencies_record(measure.agencies),
        "printed": dict(measure.agencies.printed),
        "agencies_quote": quoted.of(text) if quoted else None,
        "agencies_start": quoted.start if quoted else None,
        "agencies_end": quoted.end if quoted else None,
        "heading": span_record(text, measure.heading_span) if measure.heading_span else None,
        "deadlines": _span_records(text, measure.deadlines),
        "remarks": _span_records(text, measure.remarks),
        "sentences": _span_records(text, measure.sentences),
        **terms_record(text, measure.terms),
    }


def terms_record(text: str, terms: Terms) -> Record:
    """The facts of a measure; kinds and beneficiaries by name, and again with their places."""
    kinds = [{"kind": k.name, **span_record(text, k.span)} for k in terms.kinds]
    beneficiaries = _span_records(text, terms.beneficiaries)
    return {
        "kinds": list(dict.fromkeys(k.name for k in terms.kinds)),
        "kinds_said": kinds,
        "beneficiaries": list(dict.fromkeys(b["text"] for b in beneficiaries)),
        "beneficiaries_said": beneficiaries,
        "conditions": _span_records(text, terms.conditions),
        "amounts": [_amount_record(text, a) for a in terms.amounts],
        "periods": _span_records(text, terms.periods),
    }


def _amount_record(text: str, amount: Amount) -> Record:
    parts = {"bound": amount.bound, "of": amount.of}
    return span_record(text, amount.span) | {
        name: span_record(text, span) if span else None for name, span in parts.items()
    }


def agencies_record(agencies: Agencies) -> dict[str, list[str]]:
    """The bodies by role, shortened names completed."""
    return {
        "lead": list(agencies.lead),
        "support": list(agencies.support),
        "responsible": list(agencies.responsible),
    }


def span_record(text: str, span: Span) -> Record:
    """Offsets and the characters between them."""
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _span_records(text: str, spans: tuple[Span, ...]) -> list[Record]:
    return [span_record(text, s) for s in spans]


def notice_of(record: Record) -> Notice:
    """The notice that `notice_record` wrote.

    Raises KeyError or TypeError where the record is not one.
    """
    return Notice(
        id=record["id"],
        metadata=metadata_of({name: record[name] for name in Metadata.__slots__}),
        text=record["text"],
        clauses=tuple(_clause_of(c) for c in record["clauses"]),
        unassigned=tuple(Part(p["kind"], _span_of(p)) for p in record["unassigned"]),
        life=_spans_of(record["life"]),
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
    lead, support, responsible = (tuple(record[r]) for r in ("lead", "support", "responsible"))
    return Measure(
        id=record["id"],
        span=_span_of(record),
        sentences=_spans_of(record["sentences"]),
        agencies=Agencies(lead, support, responsible, tuple(record["printed"].items())),
        agencies_span=None if start is None else Span(start, end),
        heading_span=_span_of(record["heading"]) if record["heading"] else None,
        deadlines=_spans_of(record["deadlines"]),
        remarks=_spans_of(record["remarks"]),
        terms=_terms_of(record),
    )


def _terms_of(record: Record) -> Terms:
    return Terms(
        amounts=tuple(
            Amount(_span_of(a), *(_span_of(a[n]) if a[n] else None for n in ("bound", "of")))
            for a in record["amounts"]
        ),
        periods=_spans_of(record["periods"]),
        conditions=_spans_of(record["conditions"]),
        beneficiaries=_spans_of(record["beneficiaries_said"]),
        kinds=tuple(Kind(k["kind"], _span_of(k)) for k in record["kinds_said"]),
    )


def _span_of(record: Record) -> Span:
    return Span(record["start"], record["end"])


def _spans_of(records: list[Record]) -> tuple[Span, ...]:
    return tuple(_span_of(r) for r in records)
