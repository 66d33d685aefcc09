"""Who may come in, how often, with how much, and how many at once. Nobody waits in a queue."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.settings import Settings
from web.paths import is_closed, is_counted, is_page_upload, takes_files, writes
from web.problems import problem

MAX_BODY = 1024 * 1024
_FORM = 64 * 1024  # what a form holds beside its file
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="wence"'}


def key_sent(scope: Scope) -> str | None:
    """The key that a request carries, as a bearer token or in X-API-Key."""
    headers = Headers(scope=scope)
    scheme, _, token = headers.get("authorization", "").partition(" ")
    sent = token.strip() if scheme.lower() == "bearer" else headers.get("x-api-key")
    return sent.encode("latin-1").decode("utf-8", "replace") if sent else None


class Keys:
    """Lets in who has the key that is asked for, before anything of a body is read."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """403 for writing where no admin key is set, 401 for a missing or wrong key."""
        status = self._refusal(scope) if scope["type"] == "http" else None
        if status is None:
            return await self._app(scope, receive, send)
        headers = _CHALLENGE if status == 401 else None
        await problem(scope, status, headers=headers)(scope, receive, send)

    def _refusal(self, scope: Scope) -> int | None:
        key = key_sent(scope)
        if writes(scope):
            may = self._settings.opens_writing(key)
            return None if may else 401 if self._settings.admin_key else 403
        if is_page_upload(scope["path"]) and self._settings.admin_key is None:
            return 403
        may = not is_closed(scope["path"]) or self._settings.opens_reading(key)
        return None if may else 401


class Rate:
    """So many requests a minute for each client, in any minute; a client is a key or an address."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._limit = RateLimitItemPerMinute(settings.rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """429 with Retry-After for what is over the rate."""
        if scope["type"] != "http" or not is_counted(scope["path"]):
            return await self._app(scope, receive, send)
        client = self._client(scope)
        if self._limiter.hit(self._limit, client):
            return await self._app(scope, receive, send)
        wait = self._seconds_to_wait(client)
        detail = f"每分钟最多 {self._limit.amount} 个请求，请 {wait} 秒后再试。"
        await problem(scope, 429, detail, {"Retry-After": str(wait)})(scope, receive, send)

    def _client(self, scope: Scope) -> str:
        key = key_sent(scope)  # one that is wrong makes nobody another client
        if self._settings.opens_writing(key):
            return "key:admin"
        if self._settings.read_key and self._settings.opens_reading(key):
            return "key:read"
        return f"address:{(scope.get('client') or ['?'])[0]}"

    def _seconds_to_wait(self, client: str) -> int:
        window = self._limiter.get_window_stats(self._limit, client)
        return max(1, math.ceil(window.reset_time - time.time()))


class BodySize:
    """A greatest size of bodies, announced or not; a notice file may be larger than the rest."""

    def __init__(self, app: ASGIApp, upload_mb: int) -> None:
        self._usual = RequestBodyLimitMiddleware(app, MAX_BODY)
        self._upload = RequestBodyLimitMiddleware(app, upload_mb * 1024 * 1024 + _FORM)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """413 as soon as it is known that a body is too large."""
        if scope["type"] != "http":
            return await self._usual(scope, receive, send)
        app = self._upload if takes_files(scope) else self._usual
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > app.max_body_size:
            detail = f"请求体太大，最多 {app.max_body_size >> 20} MB。"
            return await problem(scope, 413, detail)(scope, receive, send)
        await app(scope, receive, send)


class Slots:
    """How many requests are worked on at once. Used from the event loop alone."""

    def __init__(self, count: int) -> None:
        self._free = count

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Holds a slot. Raises HTTPException 503 at once where none is free."""
        if not self._free:
            raise HTTPException(503, "现在问的人太多，请稍后再试。", {"Retry-After": "1"})
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1
