"""What has become of what a citation prints: is the notice in force, who has the agency's duties
now, which targets are for a time gone by. Notes beside the text, never in place of it.
"""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from corpus.catalogue import Catalogue, Located
from corpus.facts.agencies import Successor, successor
from corpus.facts.goals import targets_past
from corpus.model import Measure, Metadata, Notice, Span
from corpus.record import metadata_record
from corpus.script import simplified
from rag.answer import Answer, Citation, cite


def brought_up_to_date(answer: Answer, catalogue: Catalogue, as_of: date) -> Answer:
    """The answer with its citations' notes as of a day."""

    def noted(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(citation_today(c, catalogue, as_of) for c in citations)

    return replace(answer, citations=noted(answer.citations), nearest=noted(answer.nearest))


def cite_today(
    rank: int, located: Located, measure: Measure, quote: Span, catalogue: Catalogue, as_of: date
) -> Citation:
    """The citation of a span of `measure`, with its notes as of a day."""
    return citation_today(cite(rank, located, measure, quote), catalogue, as_of)


def notice_today(notice: Notice, catalogue: Catalogue, as_of: date) -> dict[str, Any]:
    """What is known of a notice, with its validity on a day, as plain JSON values."""
    validity = asdict(catalogue.validity(notice, as_of))
    return {"id": notice.id, **metadata_record(notice.metadata), "validity": validity}


def citation_today(citation: Citation, catalogue: Catalogue, as_of: date) -> Citation:
    """A citation with its notes as of a day."""
    notice = catalogue.clause(citation.clause["id"]).notice
    quote = Span(citation.start, citation.end)
    past = targets_past(notice.text, [quote], as_of)
    return replace(
        citation,
        notice=citation.notice | {"validity": asdict(catalogue.validity(notice, as_of))},
        agencies_today=tuple(_successors(citation, notice.metadata)),
        targets_past=tuple(span.of(notice.text) for span in past),
    )


def _successors(citation: Citation, metadata: Metadata) -> Iterator[Successor]:
    """The bodies of the citation that ended after the notice was issued."""
    for body in dict.fromkeys(citation.agencies_full.bodies):
        found = successor(simplified(_in_full(body, metadata.region)))
        if found and (metadata.issued_on is None or metadata.issued_on[:4] <= str(found.since)):
            yield replace(found, printed=body)


def _in_full(body: str, region: str | None) -> str:
    """省商务厅 of 辽宁 → 辽宁省商务厅: some provinces had names of their own for agencies."""
    return region + body if region and body.startswith("省") else body
