"""For whoever watches the server: is it alive, can it answer, what are its figures."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from web.given import TheService, keyed
from web.observed import Metrics
from web.problems import problems
from web.responses import json_response

open_router = APIRouter(tags=["运行"], responses=problems(500))
router = keyed("运行")


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"]


class Ready(BaseModel):
    """Questions can be answered."""

    status: Literal["ready"]
    notices: int


async def _metrics(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


@open_router.get(
    "/healthz", summary="进程是否活着", description="活着就返回 200。", response_model=Alive
)
async def healthz() -> Response:
    """Answers without asking anybody."""
    return json_response({"status": "ok"})


@open_router.get(
    "/readyz",
    summary="能否回答问题",
    description="打得开通知库和索引就返回 200，否则 503。",
    response_model=Ready,
    responses=problems(503),
)
async def readyz(service: TheService) -> Response:
    """Looks at the library that questions are answered from."""
    return json_response({"status": "ready", "notices": len(service.catalogue.notices)})


@router.get(
    "/metrics",
    summary="运行指标（Prometheus）",
    description="请求数、用时、回答的结果、拒绝的请求、通知数和条款数；没有问题的文字。",
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    response_class=Response,
)
def metrics(kept: Annotated[Metrics, Depends(_metrics)]) -> Response:
    """The figures in the text format of Prometheus."""
    return Response(generate_latest(kept.registry), media_type=CONTENT_TYPE_LATEST)
