"""One clause in full: as printed, with what is known of its notice and who is responsible today."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date

from corpus.catalogue import Catalogue, Located
from corpus.errors import BadInput
from corpus.record import Record, clause_record
from rag.answer import Citation
from rag.render import notice_line, successor_lines
from rag.roles import roles_told
from rag.today import cite_today, notice_today


def find_clause(catalogue: Catalogue, clause_id: str) -> Located:
    """The clause of an id; raises BadInput where there is none."""
    try:
        return catalogue.clause(clause_id)
    except KeyError:
        raise BadInput(f"没有条款“{clause_id[:40]}”。请用引文里的 clause.id。") from None


def measures_cited(located: Located, catalogue: Catalogue, as_of: date) -> list[Citation]:
    """Each measure of a clause, cited whole, with its notes as of a day."""
    measures = enumerate(located.clause.measures, 1)
    return [cite_today(rank, located, m, m.span, catalogue, as_of) for rank, m in measures]


def full_record(located: Located, catalogue: Catalogue, as_of: date) -> Record:
    """A clause with its notice as `GET /v1/clauses/{id}` has it, and its agencies' successors."""
    cited = measures_cited(located, catalogue, as_of)
    today = {s.printed: asdict(s) for c in cited for s in c.agencies_today}
    return {
        **clause_record(located.notice, located.clause),
        "notice": notice_today(located.notice, catalogue, as_of),
        "agencies_today": list(today.values()),
    }


def full_text(located: Located, catalogue: Catalogue, as_of: date) -> str:
    """A clause as printed, then its measures with their agencies, for a reader."""
    notice, clause = located.notice, located.clause
    known = notice_today(notice, catalogue, as_of)
    lines = [
        *filter(None, (notice_line(known), clause.chapter)),
        f"效力（{as_of.isoformat()}）：{known['validity']['note']}",
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
        yield f"    {roles_told(citation.agencies)}"
        yield from (f"    {line}" for line in successor_lines(citation))
