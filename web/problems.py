"""Errors as RFC 9457 problem documents. None repeats what was sent beyond the sentence of a
WenceError, and none tells the words of an unexpected exception.
"""

import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from corpus.errors import BadInput, WenceError
from web.paths import expects_form, is_openai, matching

PROBLEM = "application/problem+json"
_MOST_FAULTS = 20
_LONGEST = 100

TITLES = {
    400: "请求的格式不对",
    401: "需要密钥",
    403: "没有开放",
    404: "没有找到",
    405: "方法不对",
    413: "内容太大",
    415: "内容类型不对",
    422: "输入不能用",
    429: "请求太频繁",
    500: "内部错误",
    503: "暂时不能回答",
}
_DETAILS = {
    400: "请求体读不出来。请检查编码（UTF-8）和格式。",
    401: "请在 Authorization 里写“Bearer 密钥”，或在 X-API-Key 里写密钥。",
    403: "这个接口没有开放。请让维护者设置 WENCE_ADMIN_KEY。",
    404: "没有这个地址。/openapi.json 里有全部接口。",
    405: "这个地址不支持这种方法，支持的见 Allow。",
    413: "请求体太大。",
    500: "请把 request_id 告诉维护者，日志里有原因。",
}
_OPENAI_CODES = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded"}
_WORDS = {
    "missing": "缺少",
    "extra_forbidden": "没有这一项",
    "string_too_short": "太短（至少 {min_length} 字）",
    "string_too_long": "太长（最多 {max_length} 字）",
    "string_pattern_mismatch": "写法不对",
    "too_short": "太少（至少 {min_length} 个）",
    "too_long": "太多（最多 {max_length} 个）",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "literal_error": "应为 {expected}",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "json_invalid": "不是 JSON",
}


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    model_config = ConfigDict(title="一处错误")

    place: str = Field(description="哪一部分：body、query、path 或 header，后面是字段")
    detail: str = Field(description="错在哪里")


class OpenAIError(BaseModel):
    """The same problem as clients of OpenAI read it."""

    model_config = ConfigDict(title="OpenAI 客户端读的错误")

    message: str
    type: str
    param: str | None
    code: str | None


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    model_config = ConfigDict(title="问题说明（RFC 9457）")

    type: str = Field(default="about:blank", description="问题的种类")
    title: str = Field(description="问题的名称")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="出了什么问题，怎么办")
    request_id: str | None = Field(default=None, description="日志里同一个请求的编号")
    errors: list[Fault] = Field(default=[], description="每一处错误；只在请求的格式不对时有")
    error: OpenAIError | None = Field(
        default=None, description="只在 /v1/chat/completions 和 /v1/models 下有"
    )


def problem(
    scope: Scope,
    status: int,
    detail: str | None = None,
    headers: Mapping[str, str] | None = None,
    faults: Sequence[Fault] = (),
) -> Response:
    """The problem document that answers a request; without `detail` the usual one of the status."""
    told = Problem(
        title=TITLES.get(status, "出错了"),
        status=status,
        detail=detail or _DETAILS.get(status, "请求没有完成。"),
        request_id=scope.get("state", {}).get("request_id"),
        errors=list(faults),
    )
    if is_openai(scope["path"]):
        told.error = _openai(told)
    record = {"type": told.type, **told.model_dump(exclude_defaults=True)}
    body = json.dumps(record, ensure_ascii=False)
    # What was sent may hold half a character, and the sentence of a BadInput shows some of it.
    return Response(body.encode("utf-8", "replace"), status, headers, PROBLEM)


def _openai(told: Problem) -> OpenAIError:
    kind = "server_error" if told.status >= 500 else "invalid_request_error"
    param = told.errors[0].place.partition(".")[2] if told.errors else None
    code = _OPENAI_CODES.get(told.status)
    return OpenAIError(message=told.detail, type=kind, param=param or None, code=code)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem documents that an operation may answer with, for its description."""
    return {status: _described(status) for status in statuses}


def _described(status: int) -> dict[str, Any]:
    example = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": _DETAILS.get(status, "请求没有完成。"),
        "request_id": "0f9c2a7b1e5d4c38",
    }
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
    return {"description": TITLES[status], "content": {PROBLEM: content}}


class Nowhere:
    """Answers for addresses and methods that the API does not have; the page, mounted at `/`,
    would answer for them otherwise.
    """

    def __init__(self, routes: Sequence[APIRoute]) -> None:
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """405 where another method would do, else 404."""
        allowed = sorted(
            {m for r in matching(self._routes, scope["path"]) for m in r.methods or ()}
        )
        if allowed:
            response = problem(scope, 405, headers={"Allow": ", ".join(allowed)})
        else:
            response = problem(scope, 404)
        await response(scope, receive, send)


async def _of_wence(request: Request, error: WenceError) -> Response:
    status = 422 if isinstance(error, BadInput) else 503
    return problem(request.scope, status, str(error))


async def _of_http(request: Request, error: HTTPException) -> Response:
    # The framework speaks English, and says itself only what _DETAILS says.
    own = error.status_code in (403, 404, 415, 422, 429, 503)
    detail = error.detail if own else None
    return problem(request.scope, error.status_code, detail, error.headers)


async def _of_validation(request: Request, error: RequestValidationError) -> Response:
    if wanted := _media_type_wanted(request):
        return problem(request.scope, 415, f"请求体应当是 {wanted}，请检查 Content-Type。")
    faults = [_fault(e) for e in error.errors()[:_MOST_FAULTS]]
    return problem(request.scope, 422, f"{faults[0].place}：{faults[0].detail}。", faults=faults)


def _media_type_wanted(request: Request) -> str | None:
    """What a body should have been, where it is something else."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    wanted = "multipart/form-data" if expects_form(request.scope) else "application/json"
    is_other = given != wanted and not (wanted.endswith("json") and given.endswith("+json"))
    return wanted if request.method == "POST" and given and is_other else None


def _fault(error: Mapping[str, Any]) -> Fault:
    is_json = error["type"] == "json_invalid"  # its place is a count of characters
    place = ".".join(str(part) for part in error["loc"][: 1 if is_json else None])[:_LONGEST]
    context = {k: str(v).replace(" or ", " 或 ") for k, v in error.get("ctx", {}).items()}
    return Fault(place=place, detail=_WORDS.get(error["type"], "取值不对").format(**context))


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    WenceError: _of_wence,
    HTTPException: _of_http,
    RequestValidationError: _of_validation,
}
