"""What is seen of requests: a line of JSON and a number of figures each. Never the words of a
question, unless `log_questions` is set.
"""

import asyncio
import re
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import structlog
from fastapi.routing import APIRoute
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.catalogue import Catalogue
from rag.answer import Answer
from rag.llm.tally import Tally
from web.paths import template
from web.problems import problem

_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_STOPPING = "服务正在停止，没有答完。请稍后再试。"
_LEFT = 499  # what nginx calls a client who did not wait; nothing is sent with it
_PAGE = ("/", "/gradio_api")
_REJECTED = {413: "size", 429: "rate", 503: "busy"}
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


# What the language model's tally holds, by the first part of its names.
_OF_MODEL = {
    "tokens": ("direction", "Tokens read and written by the language model"),
    "sentences": ("outcome", "Sentences of the language model, as the guard judged them"),
    "calls": ("outcome", "Calls of the language model"),
}


class Metrics:
    """The figures of one server, in a registry of its own."""

    def __init__(self, catalogue: Callable[[], Catalogue], tally: Tally | None = None) -> None:
        self.registry = registry = CollectorRegistry()
        names = ("route", "method", "status")
        self.requests = Counter("wence_requests", "Requests answered", names, registry=registry)
        self.seconds = Histogram(
            "wence_request_seconds",
            "Time to the end of a response",
            ("route", "method"),
            registry=registry,
            buckets=_SECONDS,
        )
        self.answers = Counter(
            "wence_answers", "Answers given", ("status", "reason"), registry=registry
        )
        self.in_flight = Gauge("wence_requests_in_flight", "Requests now", registry=registry)
        self.rejections = Counter(
            "wence_rejections", "Requests over a limit", ("kind",), registry=registry
        )
        notices = Gauge("wence_notices", "Notices in the library", registry=registry)
        notices.set_function(lambda: len(catalogue().notices))
        clauses = Gauge("wence_clauses", "Clauses in the library", registry=registry)
        clauses.set_function(lambda: sum(len(n.clauses) for n in catalogue().notices))
        if tally is not None:
            registry.register(ModelFigures(tally))


class ModelFigures(Collector):
    """What the language model took and gave, wherever it was asked."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def collect(self) -> Iterator[CounterMetricFamily]:
        """Each name of the tally (tokens_in) as a figure with a label (direction="in")."""
        counts = self._tally.counts()
        for kind, (label, about) in _OF_MODEL.items():
            family = CounterMetricFamily(f"wence_llm_{kind}", about, labels=[label])
            for name, count in counts.items():
                if name.startswith(f"{kind}_"):
                    family.add_metric([name.removeprefix(f"{kind}_")], count)
            yield family


def note_question(request: Request, question: str) -> None:
    """Keeps a question for the log, which may hold it only if `log_questions` is set."""
    request.state.question = question


def note_answer(request: Request, answer: Answer) -> None:
    """Counts an answer, and keeps how it ended for the log."""
    metrics: Metrics = request.app.state.metrics
    metrics.answers.labels(answer.status, answer.reason or "").inc()
    request.state.answer = answer.status


def json_log() -> Any:
    """A logger that writes lines of JSON to standard error."""
    return structlog.wrap_logger(
        structlog.WriteLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


class Observed:
    """The outermost edge: names each request, measures it, logs it, and answers for what nobody
    foresaw.
    """

    def __init__(
        self,
        app: ASGIApp,
        routes: Sequence[APIRoute],
        metrics: Metrics,
        log_questions: bool,
    ) -> None:
        self._app, self._routes, self._metrics = app, routes, metrics
        self._log, self._log_questions = json_log(), log_questions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, with its id in the state and in the response."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        seen = _Seen(scope, send)
        with self._metrics.in_flight.track_inprogress():
            await self._handled(scope, receive, seen)
        self._count(seen)
        self._write(seen)

    async def _handled(self, scope: Scope, receive: Receive, seen: "_Seen") -> None:
        try:
            await self._app(scope, receive, seen.send)
        except ClientDisconnect:
            seen.status = _LEFT
        except asyncio.CancelledError:  # the server stops, and has waited long enough
            if seen.is_stream:
                await seen.end()
            elif seen.status is None:
                await problem(scope, 503, _STOPPING)(scope, receive, seen.send)
        except Exception:  # the outermost edge: told to the log alone
            self._log.exception("error", request_id=seen.id)
            if seen.status is None:
                await problem(scope, 500)(scope, receive, seen.send)

    def _count(self, seen: "_Seen") -> None:
        route = template(self._routes, seen.scope["path"])
        method = seen.scope["method"] if seen.scope["method"] in _METHODS else "OTHER"
        self._metrics.requests.labels(route, method, str(seen.status)).inc()
        self._metrics.seconds.labels(route, method).observe(seen.seconds)
        if seen.status in _REJECTED and (seen.status != 503 or seen.says_when):
            self._metrics.rejections.labels(_REJECTED[seen.status]).inc()

    def _write(self, seen: "_Seen") -> None:
        """A line for each request, but for the many that the page is made of, unless they fail."""
        route = template(self._routes, seen.scope["path"])
        if route in _PAGE and seen.status and seen.status < 400:
            return
        state = seen.scope["state"]
        told = ("question", "answer") if self._log_questions else ("answer",)
        self._log.info(
            "request",
            request_id=seen.id,
            method=seen.scope["method"],
            route=route,
            status=seen.status,
            ms=round(seen.seconds * 1000, 1),
            client=(seen.scope.get("client") or [None])[0],
            **{name: state[name] for name in told if name in state},
        )


class _Seen:
    """One request as it is seen: its id, the status that it got, how long it took."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self._send = scope, send
        self._started = time.perf_counter()
        self.status: int | None = None
        self.says_when = self.is_stream = self.is_done = False
        given = Headers(scope=scope).get("x-request-id", "")
        self.id = given if _SANE.fullmatch(given) else uuid.uuid4().hex[:16]
        scope.setdefault("state", {})["request_id"] = self.id

    @property
    def seconds(self) -> float:
        """The time since it came."""
        return time.perf_counter() - self._started

    async def send(self, message: Message) -> None:
        """Passes a message on, with the id in the head of the response."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self.id
            self.says_when = "retry-after" in headers
            self.is_stream = "content-length" not in headers
        await self._send(message)
        self.is_done = message["type"] == "http.response.body" and not message.get("more_body")

    async def end(self) -> None:
        """Ends a stream where it is: a page that stays open is no reason for an error."""
        if not self.is_done:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
