"""The library to read: notices, clauses, search."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from corpus.catalogue import Catalogue
from corpus.model import Notice
from corpus.record import clause_record, notice_record
from rag.answer import hit_record
from rag.question import MAX_LENGTH
from rag.today import notice_today
from web import records, reports
from web.given import Id, TheService, working
from web.observed import note_question
from web.policies import Region
from web.problems import problems
from web.responses import IfNoneMatch, Limit, Offset, json_response, links, paged, tagged

router = working("通知库")

_Query = Annotated[str, Query(min_length=1, max_length=MAX_LENGTH, description="要找的词")]
_K = Annotated[int, Query(ge=1, le=1000, description="最多几条")]
_ETAG = {"ETag": {"description": "内容的标签", "schema": {"type": "string"}}}
_UNCHANGED: dict[int | str, dict[str, Any]] = {
    200: {"headers": _ETAG},
    304: {"description": "和已有的一样", "headers": _ETAG},
}


@router.get(
    "/v1/notices",
    summary="库里的通知",
    description="每份通知的情况和今天的效力；`Link` 头是前后页。",
    response_model=records.Notices,
    responses=_UNCHANGED,
)
def notices(
    request: Request,
    service: TheService,
    limit: Limit = 50,
    offset: Offset = 0,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """A part of the list of notices."""
    catalogue = service.catalogue
    shown = [_listed(n, catalogue) for n in catalogue.notices[offset : offset + limit]]
    total = len(catalogue.notices)
    record = paged("notices", shown, total, limit, offset)
    return tagged(record, if_none_match, links(request, total, limit, offset))


@router.get(
    "/v1/notices/{notice_id}",
    summary="一份通知的全文和结构",
    description="正文、各条、各项措施和负责部门；位置按 Unicode 字符计。",
    response_model=records.Notice,
    responses={**_UNCHANGED, **problems(404)},
)
def notice(notice_id: Id, service: TheService, if_none_match: IfNoneMatch = None) -> Response:
    """One notice, whole."""
    catalogue = service.catalogue
    found = next((n for n in catalogue.notices if n.id == notice_id), None)
    if found is None:
        raise HTTPException(404, "库里没有这个编号的通知。/v1/notices 列出全部。")
    known = notice_today(found, catalogue, date.today())
    return tagged(notice_record(found) | known, if_none_match)


@router.get(
    "/v1/clauses/{clause_id}",
    summary="一个条款",
    description="条款全文、各项措施和负责部门，以及它所在的通知。",
    response_model=records.ClauseOfNotice,
    responses={**_UNCHANGED, **problems(404)},
)
def clause(clause_id: Id, service: TheService, if_none_match: IfNoneMatch = None) -> Response:
    """One clause with its notice."""
    catalogue = service.catalogue
    try:
        found = catalogue.clause(clause_id)
    except KeyError as e:
        raise HTTPException(404, "库里没有这个编号的条款。") from e
    told = {"notice": notice_today(found.notice, catalogue, date.today())}
    return tagged(clause_record(found.notice, found.clause) | told, if_none_match)


@router.get(
    "/v1/search",
    summary="只查条款，不作回答",
    description="按相关程度排列的条款全文，以及其中最相关的一句。",
    response_model=reports.Hits,
)
def search(
    q: _Query, request: Request, service: TheService, k: _K = 10, region: Region = None
) -> Response:
    """Ranked clauses."""
    note_question(request, q)
    return json_response(
        {"query": q, "hits": [hit_record(hit) for hit in service.search(q, k, region)]}
    )


def _listed(notice: Notice, catalogue: Catalogue) -> Mapping[str, Any]:
    measures = sum(len(c.measures) for c in notice.clauses)
    counts = {"clauses": len(notice.clauses), "measures": measures}
    return notice_today(notice, catalogue, date.today()) | counts
