"""The HTTP API: shapes at the border, problems as RFC 9457 documents. It receives `ask`."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Annotated, Any, Protocol

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import BadInput, WenceError
from rag.answer import Answer, answer_record
from rag.region import chosen_region

MAX_BODY = 1024 * 1024
_NOT_JSON = '请求体不是 JSON。请发送 {"question": "……"}。'
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"]
_PROBLEM = "application/problem+json"


class Ask(Protocol):
    """What the API needs of wence: a question in, an `Answer` out; BadInput for a bad question."""

    def __call__(
        self, question: str, turns: Sequence[str] = (), region: str | None = None
    ) -> Answer: ...


class AskRequest(BaseModel):
    """A question, with the conversation before it and the region chosen beside it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"question": "我们在沈阳做电商，研发费用能加计扣除多少？"}]
        },
    )

    question: Annotated[str, Field(description="问题")]
    turns: Annotated[
        list[str], Field(max_length=20, description="同一对话中先前的问题，从早到晚")
    ] = []
    region: Annotated[str | None, Field(description="只看这个省，例如 辽宁；也可写城市")] = None
    profile: Annotated[dict[str, Any] | None, Field(description="企业情况；用到其中的地区")] = None
    stream: Annotated[bool, Field(description="为真时以服务器发送事件返回")] = False


class AgenciesModel(BaseModel):
    """Agencies of one measure by role, in the names printed."""

    lead: list[str]
    support: list[str]
    responsible: list[str]


class ValidityModel(BaseModel):
    """Whether a notice is in force on a day, as far as the library tells, with the words for it."""

    state: str
    as_of: str
    note: str
    by: str | None
    quote: str | None


class SuccessorModel(BaseModel):
    """The bodies that have the duties of one that has ended since."""

    printed: str
    today: list[str]
    since: int
    basis: str
    certainty: str


class NoticeModel(BaseModel):
    """The notice that a citation stands in; null is unknown."""

    id: str
    title: str | None
    number: str | None
    region: str | None
    issuer: str | None
    issued_on: str | None
    validity: ValidityModel | None


class ClauseModel(BaseModel):
    """The clause that a citation stands in."""

    id: str
    number: int
    label: str
    title: str | None
    chapter: str | None
    path: list[str]


class CitationModel(BaseModel):
    """One measure used; `quote` stands in the notice word for word."""

    rank: int
    notice: NoticeModel
    clause: ClauseModel
    quote: str
    start: int
    end: int
    agencies: AgenciesModel
    agencies_quote: str | None
    agencies_full: AgenciesModel
    agencies_today: list[SuccessorModel]
    targets_past: list[str]


class AnswerModel(BaseModel):
    """An answer with its citations, or a refusal with its reason and the nearest clauses."""

    question: str
    standalone: str
    status: str
    reason: str | None
    missing: list[str]
    answer: str
    citations: list[CitationModel]
    nearest: list[CitationModel]
    generator: str
    timings_ms: dict[str, float]


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class BodyLimit:
    """Stops reading a body at MAX_BODY bytes, announced or not, with a problem document."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > MAX_BODY:
                raise HTTPException(413, "请求太大")
            return message

        await self._app(scope, counted, send)


def build_app(ask: Ask, is_ready: Callable[[], bool]) -> FastAPI:
    """The API over `ask`; `is_ready` tells whether questions can be answered now.

    The interactive documentation pages are left out: they load their scripts from other hosts.
    """
    app = FastAPI(
        title="问策 wence",
        version="1",
        docs_url=None,
        redoc_url=None,
        responses={"default": {"model": Problem, "content": {_PROBLEM: {}}}},
    )
    _add_problems(app)
    app.add_middleware(BodyLimit)

    @app.post("/v1/ask", summary="提一个问题", response_model=AnswerModel)
    async def answer(request: AskRequest) -> Any:
        """One answer; with `stream` as events `token`, `citation` and `done`."""
        region = chosen_region(request.region, request.profile)
        found = await run_in_threadpool(ask, request.question, request.turns, region)
        if request.stream:
            return StreamingResponse(_events(found), media_type="text/event-stream")
        return answer_record(found)

    @app.get("/healthz", summary="进程是否活着")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", summary="能否回答问题")
    async def readyz() -> Response:
        if is_ready():
            return JSONResponse({"status": "ready"})
        return _problem(503, "尚未就绪", "索引还没有打开，请稍后再试。")

    @app.api_route("/v1/{path:path}", methods=_METHODS, include_in_schema=False)
    async def unknown(path: str) -> Response:
        """The page is mounted at `/` and would answer for the API otherwise."""
        if path == "ask":
            return _problem(405, "方法不对", "请用 POST。", {"Allow": "POST"})
        return _problem(404, "没有这个地址", "请看 /openapi.json 里有哪些接口。")

    return app


async def _events(answer: Answer) -> AsyncIterator[str]:
    """The answer in pieces, then each citation, then the whole."""
    record = answer_record(answer)
    for line in answer.answer.splitlines(keepends=True):
        yield _event("token", {"text": line})
    for citation in record["citations"]:
        yield _event("citation", citation)
    yield _event("done", record)


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _add_problems(app: FastAPI) -> None:
    """Every error leaves as a problem document; none repeats what was sent."""

    @app.exception_handler(WenceError)
    async def of_wence(_: Request, error: WenceError) -> Response:
        if isinstance(error, BadInput):
            return _problem(422, "输入不能用", str(error))
        return _problem(503, "暂时不能回答", str(error))

    @app.exception_handler(RequestValidationError)
    async def of_validation(_: Request, error: RequestValidationError) -> Response:
        return _problem(422, "请求的格式不对", _validation_detail(error))

    @app.exception_handler(HTTPException)
    async def of_http(_: Request, error: HTTPException) -> Response:
        if error.status_code == 400:
            return _problem(400, "请求的格式不对", _NOT_JSON)
        return _problem(error.status_code, str(error.detail), "请检查请求的地址、方法和大小。")

    @app.exception_handler(Exception)
    async def of_anything(_: Request, error: Exception) -> Response:
        return _problem(500, "内部错误", f"请把这一行告诉维护者：{type(error).__name__}")


def _validation_detail(error: RequestValidationError) -> str:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return _NOT_JSON
    place = ".".join(str(p) for p in first["loc"] if p != "body") or "请求体"
    wanted = {"missing": "缺少", "extra_forbidden": "不认识"}.get(first["type"], "类型或取值不对")
    return f"{wanted}：{place}。"


def _problem(
    status: int, title: str, detail: str, headers: dict[str, str] | None = None
) -> Response:
    problem = Problem(title=title, status=status, detail=detail)
    return JSONResponse(problem.model_dump(), status, headers, media_type=_PROBLEM)
