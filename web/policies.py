"""What the notices hold for a business, for a subject, and for an agency."""

from typing import Annotated, Literal

from fastapi import Path, Query, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from corpus.errors import BadInput
from rag.compare import comparison_record
from rag.match import report_record
from rag.matching.describe import understood
from rag.responsibility import agency_record, duties_record, notices_of
from web import reports
from web.given import TheService, working
from web.problems import problems
from web.responses import Limit, Offset, json_response, links, paged
from web.shapes import Place, ProfileGiven, Subject

router = working("政策")

Region = Annotated[Place | None, Query(description="只看这个省，例如 辽宁；也可写城市")]
_Role = Annotated[
    Literal["lead", "support", "responsible", "牵头", "配合", "责任"] | None,
    Query(description="只看一种角色"),
]
_Name = Annotated[str, Path(min_length=1, max_length=100, description="机构名称，例如 省商务厅")]


@router.post(
    "/v1/match",
    summary="哪些措施适用于一家企业",
    description="逐项考察全部措施：适用、可能适用（还缺什么）、不适用（为什么）。只写 `text` 也"
    "可以；不知道的字段不要写。`asks` 是接着该问什么。",
    response_model=reports.MatchReport,
    responses=problems(400, 413, 415),
)
def match(given: ProfileGiven, service: TheService) -> Response:
    """The verdict on every measure."""
    profile = understood(given.profile(), given.text)
    return json_response(report_record(service.match(profile)))


@router.post(
    "/v1/compare",
    summary="各地就同一主题的规定并排",
    description="意思相近的规定在同一行；没有对应规定的为 null。",
    response_model=reports.Comparison,
    responses=problems(400, 413, 415),
)
def compare(given: Subject, service: TheService) -> Response:
    """The regions side by side."""
    return json_response(comparison_record(service.compare(given.subject, given.regions)))


@router.get(
    "/v1/agencies",
    summary="全部机构",
    description="通知写到的机构，各种写法合在一起，任务多的在前。",
    response_model=reports.AgencyList,
)
def agencies(
    request: Request,
    service: TheService,
    region: Region = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """A part of the list of agencies."""
    found = service.agencies(region)
    shown = [agency_record(a) for a in found[offset : offset + limit]]
    headers = links(request, len(found), limit, offset)
    return json_response(paged("agencies", shown, len(found), limit, offset), headers=headers)


@router.get(
    "/v1/agencies/{name}",
    summary="一个机构的全部任务",
    description="按角色计数，一项不少；写今天的名称也可以。",
    response_model=reports.Duties,
    responses=problems(404),
)
def agency(name: _Name, service: TheService, region: Region = None, role: _Role = None) -> Response:
    """Every duty of one agency."""
    notices_of(service.catalogue, region)  # an unknown region is bad input, an unknown name is not
    try:
        found = service.duties(name, region, role)
    except BadInput as e:
        raise HTTPException(404, str(e)) from e
    return json_response(duties_record(name, found, service.catalogue))
