"""The MCP server: offers the tools of `web.tools.toolbox` to the clients of language models."""

import logging
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from anyio import CapacityLimiter, to_thread
from mcp.server import Server, ServerRequestContext
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic import BaseModel, ValidationError
from pydantic_core import to_jsonable_python
from starlette.exceptions import HTTPException

from corpus.errors import BadInput, WenceError
from rag.answer import Citation
from rag.service import Service
from web.limits import Slots
from web.tools.toolbox import OFFERS, Offer, Told

_INSTRUCTIONS = """\
问策查中国政府的政策通知。它不写文章：回答逐字引自收录的通知，引文带条款编号和负责部门（牵头、配合、责任）。
问通知里写了什么，用 ask；问一家企业能享受什么，用 match；几省对比，用 compare；
问一个机构管什么，用 agency；要看条款全文，把引文里的 clause.id 交给 get_clause。
转告用户时：
1. 照抄引文，写明出自哪份通知、哪一条；部门名称照原文写，机构改革后的名称另注。
2. status 为 refused，就是收录的通知里没有答案：如实转告，不得用自己的知识补写；
   nearest 只是最接近的条款，不是回答。
3. status 为 partial，说明缺什么（missing）。
4. 文件效力以 validity 的说明为限。这里只引通知，不是法律意见。"""
_REFERENCES = "条款编号（交给 get_clause 可看全文）"
_BUSY = "现在问的人太多，请稍后再试。"
_HINTS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_LOG = logging.getLogger(__name__)


def mcp_server(service: Service, at_once: int) -> Server[Any]:
    """The MCP server of a service: tools that read and change nothing, each call in a thread, so
    many `at_once`; who comes beside them is told so, and does not wait.
    """
    slots = Slots(at_once)
    threads = CapacityLimiter(at_once)

    async def listed(
        _: ServerRequestContext[Any], page: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[_shown(name, offer) for name, offer in OFFERS.items()])

    async def called(_: ServerRequestContext[Any], call: CallToolRequestParams) -> CallToolResult:
        try:
            with slots.taken():
                return await to_thread.run_sync(
                    _called, service, call.name, call.arguments or {}, limiter=threads
                )
        except HTTPException:
            return _failed(_BUSY)

    return Server(
        "wence",
        title="问策",
        version=version("wence"),
        instructions=_INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )


def _shown(name: str, offer: Offer) -> Tool:
    return Tool(
        name=name,
        title=offer.title,
        description=offer.description,
        input_schema=_schema(offer.takes),
        output_schema=_schema(offer.gives),
        annotations=_HINTS,
    )


def _schema(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a shape, without the docstrings, which are for who reads the code."""
    schema = shape.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("description", None)
    return schema


def _called(service: Service, name: str, arguments: dict[str, Any]) -> CallToolResult:
    """The result of a tool; what goes wrong is one sentence that a model can act on."""
    try:
        told = _told(service, name, arguments)
    except WenceError as e:
        return _failed(str(e))
    except Exception as e:  # the outermost edge: a client never sees a traceback
        _LOG.error("工具 %s 出错：%s", name, type(e).__name__)
        return _failed(f"内部错误（{type(e).__name__}）。请把这一行告诉维护者。")
    text = "\n".join([told.text, *_references(told.cited)])
    return CallToolResult(
        content=[TextContent(text=text)], structured_content=to_jsonable_python(told.record)
    )


def _failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=sentence)], is_error=True)


def _told(service: Service, name: str, arguments: dict[str, Any]) -> Told:
    offer = OFFERS.get(name)
    if offer is None:
        raise BadInput(f"没有工具“{name[:40]}”。可用的有：{'、'.join(OFFERS)}。")
    known = {name: value for name, value in arguments.items() if value is not None}
    try:
        given = offer.takes.model_validate(known)
    except ValidationError as e:
        raise BadInput(_fault(e, offer.takes)) from e
    return offer.run(service, given)


def _fault(error: ValidationError, takes: type[BaseModel]) -> str:
    """Which argument cannot be used, and what is expected of it."""
    first = error.errors()[0]
    name = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        return f"没有参数“{name[:40]}”。可用的有：{'、'.join(takes.model_fields)}。"
    about = f"参数 {name}（{takes.model_fields[name].description}）"
    return f"{about}缺失。" if first["type"] == "missing" else f"{about}的值或类型不对，请改正。"


def _references(cited: Sequence[Citation]) -> list[str]:
    """The ids of the clauses in words: some clients show the model the text alone."""
    names = {c.clause["id"]: f"{c.notice['region'] or ''}{c.place}" for c in cited}
    lines = [f"  {name}：{clause_id}" for clause_id, name in names.items()]
    return ["", _REFERENCES, *lines] if lines else []
