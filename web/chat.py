"""wence for clients of OpenAI: the answer of /v1/ask with its sources, whoever worded it."""

import time
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from corpus.errors import BadInput
from rag.answer import Answer, Citation, answer_record
from rag.document import escaped
from rag.question import checked
from rag.render import note_lines, source_line
from web import openai
from web.given import Id, TheService, keyed, working
from web.observed import note_answer, note_question
from web.problems import problems
from web.responses import STREAM, begun, event, grown, json_response, lines_of, streamed
from web.shapes import ChatRequest, UserMessage

MODEL = "wence"
_MOST_TURNS = 20
_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": "wence"}
_NO_MODEL = "没有这个模型，只有 wence。"

router = working("OpenAI 兼容")
models_router = keyed("OpenAI 兼容")


@models_router.get(
    "/v1/models", summary="模型", description="只有一个：wence。", response_model=openai.Models
)
async def models() -> Response:
    """The one model that there is."""
    return json_response({"object": "list", "data": [_MODEL]})


@models_router.get(
    "/v1/models/{model_id}",
    summary="一个模型",
    description="wence 的情况。",
    response_model=openai.Model,
    responses=problems(404, 422),
)
async def model(model_id: Id) -> Response:
    """The one model, by its name."""
    if model_id != MODEL:
        raise HTTPException(404, _NO_MODEL)
    return json_response(_MODEL)


@router.post(
    "/v1/chat/completions",
    summary="对话（OpenAI 兼容）",
    description="最后一句用户的话是问题，先前的作为上文；系统和助手的话不看，不认识的参数不用。回答和出处与"
    " /v1/ask 相同；用量是措辞的语言模型的，没有设置语言模型时是 0。另有 `citations` 和 `wence`。",
    response_model=openai.Completion,
    responses={**problems(400, 404, 413, 415), **STREAM},
)
def chat(given: ChatRequest, request: Request, service: TheService) -> Response:
    """One answer as a chat completion, whole or in chunks."""
    if given.model != MODEL:
        raise HTTPException(404, _NO_MODEL)
    *turns, question = _said(given)
    note_question(request, question)
    usable = [t for t in turns if _is_usable(t)][-_MOST_TURNS:]
    if given.stream:
        with_usage = bool(given.stream_options and given.stream_options.include_usage)
        return streamed(_chunks(request, begun(service.stream(question, usable)), with_usage))
    answer = service.ask(question, usable)
    note_answer(request, answer)
    return json_response(_completion(answer))


def _said(given: ChatRequest) -> list[str]:
    said = [m.words for m in given.messages if isinstance(m, UserMessage)]
    if not said:
        raise HTTPException(422, "messages 里没有用户的话（role 为 user）。")
    return said


def _is_usable(turn: str) -> bool:
    """Whether an earlier question was one: a conversation goes on after one that was refused."""
    try:
        return bool(checked(turn))
    except BadInput:
        return False


def _completion(answer: Answer) -> dict[str, Any]:
    message = {"role": "assistant", "content": answer_words(answer), "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    told = {"choices": [choice], "usage": _usage(answer)}
    return _head("chat.completion") | told | _extra(answer)


def _usage(answer: Answer) -> dict[str, int]:
    """The tokens that a model took; none where none was asked."""
    read = answer.wording.tokens_in if answer.wording else 0
    written = answer.wording.tokens_out if answer.wording else 0
    return {
        "prompt_tokens": read,
        "completion_tokens": written,
        "total_tokens": read + written,
    }


def _chunks(request: Request, answers: Iterator[Answer], with_usage: bool) -> Iterator[bytes]:
    """The role, the words in pieces as they come, the end with what else is told, the usage, the
    mark.
    """
    head = _head("chat.completion.chunk") | ({"usage": None} if with_usage else {})
    yield event(head | _delta({"role": "assistant", "content": ""}))

    def piece(line: str) -> bytes:
        return event(head | _delta({"content": line}))

    answer = yield from grown(answers, piece)
    yield from map(piece, lines_of(answer_words(answer), answer.answer))
    note_answer(request, answer)
    yield event(head | _delta({}, "stop") | _extra(answer))
    if with_usage:
        yield event(head | {"choices": [], "usage": _usage(answer)})
    yield event("[DONE]")


def _head(kind: str) -> dict[str, Any]:
    made = {"id": f"chatcmpl-{uuid.uuid4().hex}", "object": kind, "created": int(time.time())}
    return made | {"model": MODEL}


def _delta(delta: dict[str, str], finish_reason: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
    return {"choices": [choice]}


def _extra(answer: Answer) -> dict[str, Any]:
    """What wence tells beside the shape of OpenAI."""
    record = answer_record(answer)
    told = {name: record[name] for name in ("status", "reason", "missing", "standalone")}
    return {"citations": record["citations"], "wence": told}


def answer_words(answer: Answer) -> str:
    """The answer as Markdown, then its sources; for a refusal the nearest clauses, marked so."""
    parts = [answer.answer]
    parts += _listed("出处", [_source(c) for c in answer.citations])
    parts += _listed("最接近的条款（不是回答）", [_nearest(c) for c in answer.nearest])
    return "\n\n".join(parts)


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"**{heading}**", *lines] if lines else []


def _source(citation: Citation) -> str:
    return "\n".join([source_line(citation), *(f"- {line}" for line in note_lines(citation))])


def _nearest(citation: Citation) -> str:
    quote = escaped(citation.quote).replace("\n", "\n> ")
    return f"{source_line(citation)}\n\n> {quote}"
