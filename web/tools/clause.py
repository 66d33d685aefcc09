"""One clause in full: as printed, with what is known of its notice and who is responsible today."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date

from corpus.catalogue import Catalogue, Located
from corpus.errors import BadInput
from corpus.record import Record, clause_record, metadata_record
from rag.answer import Citation, cite
from rag.render import successor_lines, titled
from rag.roles import role_line
from rag.today import citation_today


def find_clause(catalogue: Catalogue, clause_id: str) -> Located:
    """The clause of an id; raises BadInput where there is none."""
    try:
        return catalogue.clause(clause_id)
    except KeyError:
        raise BadInput(f"没有条款“{clause_id[:40]}”。请用引文里的 clause.id。") from None


def measures_cited(located: Located, catalogue: Catalogue, as_of: date) -> list[Citation]:
    """Each measure of a clause, cited whole, with its notes as of a day."""
    measures = enumerate(located.clause.measures, 1)
    cited = (cite(rank, located, m, m.span) for rank, m in measures)
    return [citation_today(c, catalogue, as_of) for c in cited]


def full_record(located: Located, catalogue: Catalogue, as_of: date) -> Record:
    """A clause with its notice as `GET /v1/clauses/{id}` has it, and its agencies' successors."""
    notice = located.notice
    cited = measures_cited(located, catalogue, as_of)
    today = {s.printed: asdict(s) for c in cited for s in c.agencies_today}
    known = {"id": notice.id, **metadata_record(notice.metadata)}
    return {
        **clause_record(notice, located.clause),
        "notice": known | {"validity": asdict(catalogue.validity(notice, as_of))},
        "agencies_today": list(today.values()),
    }


def full_text(located: Located, catalogue: Catalogue, as_of: date) -> str:
    """A clause as printed, then its measures with their agencies, for a reader."""
    notice, clause = located.notice, located.clause
    known = (titled(notice.metadata.title), notice.metadata.number, notice.metadata.issued_on)
    head = [" ".join(k for k in known if k), clause.chapter or ""]
    validity = catalogue.validity(notice, as_of)
    lines = [
        *filter(None, head),
        f"效力（{validity.as_of}）：{validity.note}",
        "",
        clause.span.of(notice.text).strip(),
        "",
        "负责部门（逐项措施）",
        *_agency_lines(measures_cited(located, catalogue, as_of)),
    ]
    return "\n".join(lines)


def _agency_lines(cited: Sequence[Citation]) -> Iterator[str]:
    for citation in cited:
        text = citation.quote.replace("\n", "")
        shown = text if len(text) <= 40 else text[:40] + "……"
        yield f"  · {shown}"
        yield f"    {role_line(citation.agencies) or '原文没有写明负责部门'}"
        yield from (f"    {line}" for line in successor_lines(citation))
