"""The description of the API (OpenAPI), with an example of every request and answer."""

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response

from web.problems import Problem
from web.responses import json_response

router = APIRouter(include_in_schema=False)

_REFERENCES = "#/components/schemas/{model}"
TAGS = [
    {"name": "问答", "description": "提问，得到原文、条款和负责部门"},
    {"name": "政策", "description": "匹配企业，对比各地，查机构的任务"},
    {"name": "通知库", "description": "通知、条款和查找"},
    {"name": "管理通知库", "description": "添加和删除通知，需要 WENCE_ADMIN_KEY 的密钥"},
    {"name": "OpenAI 兼容", "description": "给用 OpenAI 客户端的程序"},
    {"name": "运行", "description": "健康检查和指标"},
]
ABOUT = (
    "问策：用自己的话问政策通知，得到原文、所在条款和负责部门；通知没有说的不回答。\n\n"
    "错误都是 RFC 9457 问题说明（`application/problem+json`）。设置了 WENCE_READ_KEY 时，`/v1` 下的"
    "接口都要密钥。每个客户端每分钟的请求数和同时处理的请求数有上限：超过时返回 429 或 503，"
    "`Retry-After` 写明几秒后再试。每个响应的 `X-Request-ID` 是日志里的编号。"
)


@cache
def examples() -> dict[str, dict[str, Any]]:
    """By operation: an example of its request, of its answer, of its stream, as far as it has
    them."""
    text = files("web").joinpath("examples.json").read_text(encoding="utf-8")
    told: dict[str, dict[str, Any]] = json.loads(text)
    return told


@router.get("/openapi.json")
def openapi(request: Request) -> Response:
    """The description, made when it is first asked for."""
    return json_response(describe(request.app))


@lru_cache(maxsize=1)
def describe(app: FastAPI) -> dict[str, Any]:
    """The description of an app, with the shape of problems and the examples in their places."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    shape = Problem.model_json_schema(ref_template=_REFERENCES, mode="serialization")
    document["components"]["schemas"] |= {**shape.pop("$defs"), "Problem": shape}
    for operations in document["paths"].values():
        for operation in operations.values():
            _illustrate(operation, examples().get(operation["operationId"], {}))
    return document


def _illustrate(operation: dict[str, Any], told: dict[str, Any]) -> None:
    """Puts the examples of an operation into its description."""
    if "request" in told:
        for content in operation["requestBody"]["content"].values():
            content["example"] = told["request"]
    for status, response in operation["responses"].items():
        if status in ("200", "201"):
            for media_type, content in response.get("content", {}).items():
                name = "answer" if media_type == "application/json" else "text"
                if name in told:
                    content["example"] = told[name]
