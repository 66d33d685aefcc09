"""Questions and answers, and what users say of the answers."""

from collections.abc import Iterator

from fastapi import Request
from fastapi.responses import Response

from rag.answer import Answer, answer_record
from rag.feedback import Feedback
from rag.region import chosen_region
from web import records
from web.given import TheService, working
from web.observed import note_answer, note_question
from web.problems import problems
from web.responses import STREAM, begun, event, grown, json_response, streamed
from web.shapes import FeedbackGiven, FeedbackKept, Question

router = working("问答")


@router.post(
    "/v1/ask",
    summary="提一个问题",
    description="回答附原文条款和负责部门；通知没有说的拒答，并说明原因。`stream` 为真时以服务器"
    "发送事件返回：`token`（回答的一段）、`citation`（一个出处）、`done`（整个回答）。",
    response_model=records.Answer,
    responses={**problems(400, 413, 415), **STREAM},
)
def ask(given: Question, request: Request, service: TheService) -> Response:
    """One answer, whole or as events."""
    note_question(request, given.question)
    profile = given.profile.model_dump() if given.profile else None
    region = chosen_region(given.region, profile)
    if given.stream:
        answers = service.stream(given.question, given.turns, region)
        return streamed(_events(request, begun(answers)))
    answer = service.ask(given.question, given.turns, region)
    note_answer(request, answer)
    return json_response(answer_record(answer))


def _events(request: Request, answers: Iterator[Answer]) -> Iterator[bytes]:
    """The answer in pieces as they come, then each citation, then the whole."""
    answer = yield from grown(answers, lambda line: event({"text": line}, "token"))
    note_answer(request, answer)
    record = answer_record(answer)
    for citation in record["citations"]:
        yield event(citation, "citation")
    yield event(record, "done")


@router.post(
    "/v1/feedback",
    summary="评价一个回答",
    description="赞或踩，可以写原因；存在本机的 WENCE_HOME 里，不发往别处。",
    status_code=201,
    response_model=FeedbackKept,
    responses=problems(400, 413, 415),
)
def feedback(given: FeedbackGiven, service: TheService) -> Response:
    """Stores a verdict; answers when it came."""
    told = given.model_dump() | {"citations": tuple(given.citations)}
    return json_response({"at": service.feedback(Feedback(**told))}, 201)
