"""Responses as they leave: JSON, tagged for caches, and in parts of a long list."""

import hashlib
import json
from collections.abc import (
    AsyncIterator,
    Callable,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from itertools import chain
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Header, Query, Request
from fastapi.responses import Response
from fastapi.sse import EventSourceResponse, format_sse_event
from starlette.concurrency import iterate_in_threadpool

from rag.answer import Answer

_Item = TypeVar("_Item")
Limit = Annotated[int, Query(ge=1, le=200, description="最多几个")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="从第几个起，0 是第一个")]
IfNoneMatch = Annotated[str | None, Header(max_length=2000, description="已有内容的 ETag")]

# How the events of a stream are described, beside the JSON of the same operation.
_EVENT = {"event": {"type": "string"}, "data": {"type": "string"}}
_EVENTS = {"type": "object", "properties": _EVENT, "required": ["data"]}
STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {"schema": _EVENTS}}}
}
_STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def json_response(
    record: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A record as JSON. What is only half a character becomes a question mark."""
    return Response(json_bytes(record), status, headers, "application/json")


def json_bytes(record: Any) -> bytes:
    """A record as JSON in UTF-8."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def tagged(record: Any, known: str | None, headers: Mapping[str, str] | None = None) -> Response:
    """A record with the ETag of its content; 304 without it where the client has it (`known`)."""
    body = json_bytes(record)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    told = {"ETag": tag, "Cache-Control": "no-cache", **(headers or {})}
    if known is not None and _is_among(tag, known):
        return Response(None, 304, told)
    return Response(body, 200, told, "application/json")


def _is_among(tag: str, known: str) -> bool:
    """By the weak comparison that RFC 9110 asks for here."""
    tags = (t.strip().removeprefix("W/") for t in known.split(","))
    return known.strip() == "*" or tag in tags


def links(request: Request, total: int, limit: int, offset: int) -> dict[str, str]:
    """The Link header (RFC 8288) to the parts of a list before and after this one."""
    others = []
    if offset + limit < total:
        others.append((offset + limit, "next"))
    if offset > 0:
        others.append((max(0, offset - limit), "prev"))
    shown = [f'<{_address(request, limit, start)}>; rel="{rel}"' for start, rel in others]
    return {"Link": ", ".join(shown)} if shown else {}


def _address(request: Request, limit: int, offset: int) -> str:
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("limit", "offset")]
    query = urlencode([*kept, ("limit", limit), ("offset", offset)])
    return f"{request.url.path}?{query}"


def paged(
    name: str, items: Sequence[Mapping[str, Any]], total: int, limit: int, offset: int
) -> dict[str, Any]:
    """A part of a list with where it stands in the whole."""
    return {name: list(items), "total": total, "limit": limit, "offset": offset}


def event(data: Any, name: str | None = None) -> bytes:
    """One server-sent event; data that is text already is sent as it is."""
    shown = data if isinstance(data, str) else json_bytes(data).decode()
    return format_sse_event(data_str=shown, event=name)


def begun(items: Iterator[_Item]) -> Iterator[_Item]:
    """The same items, the first of them made: what is wrong with a request is told before."""
    return chain([next(items)], items)


def grown(
    answers: Iterable[Answer], told: Callable[[str], bytes]
) -> Generator[bytes, None, Answer]:
    """Each line of an answer as it comes, as `told` tells it; returns the whole answer."""
    shown = ""
    for answer in answers:
        yield from map(told, lines_of(answer.answer, shown))
        shown = answer.answer
    return answer


def lines_of(words: str, shown: str) -> list[str]:
    """The lines of a text behind what of it was shown.

    >>> lines_of("甲。\\n乙。", "甲。")
    ['\\n', '乙。']
    """
    return words.removeprefix(shown).splitlines(keepends=True)


def streamed(events: Iterable[bytes]) -> Response:
    """Server-sent events, each sent as it comes."""
    return EventSourceResponse(_each(events), headers=_STREAM_HEADERS)


async def _each(events: Iterable[bytes]) -> AsyncIterator[bytes]:
    async for one in iterate_in_threadpool(events):
        yield one
