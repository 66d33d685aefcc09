"""The library to write: notice files come in, notices are removed. Both ask for the admin key."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Form, Query
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from corpus.errors import BadInput
from corpus.library import Kept
from corpus.record import metadata_record
from corpus.report import report
from rag.filing import metadata_given
from rag.service import Service
from web import reports
from web.given import Id, TheService, working
from web.problems import problems
from web.responses import json_response
from web.shapes import Upload

router = working("管理通知库")

_COUNTS = (
    "clauses",
    "measures",
    "attributed",
    "characters",
    "in_clauses",
    "unknown",
    "cited",
    "assigned",
)
_Preview = Annotated[bool, Query(description="为真时只读不存")]


@router.post(
    "/v1/notices",
    summary="添加通知文件",
    description="汇编会分成各份；相同内容只存一份，同一文号的新文本成为新版本。没有新的通知或只是预览时"
    "返回 200。需要 WENCE_ADMIN_KEY 的密钥。",
    status_code=201,
    response_model=reports.Uploaded,
    responses={
        **problems(400, 403, 413, 415),
        200: {"model": reports.Uploaded, "description": "只是预览，或者库里已经有了"},
    },
)
def add_notice(
    given: Annotated[Upload, Form(media_type="multipart/form-data")],
    service: TheService,
    preview: _Preview = False,
) -> Response:
    """Keeps the notices of a file, or only tells what would be read of it."""
    metadata = metadata_given(given.title, given.number, given.region, given.issued)
    file = (given.file.filename or "文件", given.file.file.read(), metadata)
    kept = _previewed(service, file) if preview else service.add(*file)
    is_new = not preview and any(k.is_new for k in kept)
    record = {"preview": preview, "notices": [_record(k) for k in kept]}
    return json_response(record, 201 if is_new else 200, _location(kept) if is_new else None)


@router.delete(
    "/v1/notices/{notice_id}",
    summary="删除一份通知",
    description="它若有旧版本，旧版本重新用于回答。需要 WENCE_ADMIN_KEY 的密钥。",
    status_code=204,
    responses=problems(403, 404),
)
def remove_notice(notice_id: Id, service: TheService) -> Response:
    """Forgets a notice."""
    try:
        service.remove(notice_id)
    except BadInput as e:
        raise HTTPException(404, "库里没有这个编号的通知。/v1/notices 列出全部。") from e
    return Response(None, 204)


def _previewed(service: Service, file: tuple[str, bytes, Any]) -> Sequence[Kept]:
    known = {notice.id for notice in service.catalogue.notices}
    return [Kept(notice, notice.id not in known) for notice in service.preview(*file)]


def _record(kept: Kept) -> dict[str, Any]:
    counted = report([kept.notice])
    return {
        "id": kept.notice.id,
        **metadata_record(kept.notice.metadata),
        "counts": {name: getattr(counted, name) for name in _COUNTS},
        "warnings": list(kept.notice.warnings),
        "is_new": kept.is_new,
        "replaces": kept.replaces,
    }


def _location(kept: Sequence[Kept]) -> dict[str, str]:
    """Where the notice is, if it is one."""
    return {"Location": f"/v1/notices/{kept[0].notice.id}"} if len(kept) == 1 else {}
