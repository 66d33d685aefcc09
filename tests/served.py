"""The API over a library without a model, and a caller that can stop half-way."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import build_app
from rag.service import Service
from rag.settings import Settings
from tests.conftest import HashedEmbedder

ADMIN, READ = "admin-key", "read-key-"
AS_ADMIN = {"Authorization": f"Bearer {ADMIN}"}
NOTICE = (
    "海南省关于支持海洋牧场的若干措施\n\n（一）建设补助。对新建深海养殖网箱的企业给予20万元补助。"
    "（责任单位：省农业农村厅）\n（二）贷款贴息。对购买养殖工船的企业给予贴息。\n"
)


def service_in(home: Path) -> Service:
    """A service over a new library with the two default notices."""
    return Service(Settings(home=home), HashedEmbedder())


def app_over(service: Service, home: Path, **given: Any) -> FastAPI:
    """The API with the settings given."""
    return build_app(service, Settings(home=home, **given))


def client_of(app: FastAPI) -> TestClient:
    """A client that sees what a user sees: a 500 is an answer, too."""
    return TestClient(app, raise_server_exceptions=False)


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The problem document of a response, checked for its shape."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert told["title"] and told["detail"]
    assert told["request_id"] == response.headers["x-request-id"]
    return told


@dataclass
class Call:
    """One request to an app by ASGI: it goes on only while `gate` is set, and the client leaves
    when `leave` is.
    """

    app: Callable[..., Any]
    path: str
    body: Mapping[str, Any]
    gate: anyio.Event = field(default_factory=anyio.Event)
    leave: anyio.Event = field(default_factory=anyio.Event)
    begun: anyio.Event = field(default_factory=anyio.Event)
    sent: list[dict[str, Any]] = field(default_factory=list)

    async def run(self) -> None:
        """Makes the request, to its end."""
        headers = [(b"content-type", b"application/json")]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": self.path,
            "raw_path": self.path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": headers,
            "client": ("192.0.2.1", 1),
            "server": ("testserver", 80),
        }
        body = [json.dumps(self.body).encode()]

        async def receive() -> dict[str, Any]:
            if body:
                return {"type": "http.request", "body": body.pop(), "more_body": False}
            await self.leave.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            self.sent.append(message)
            self.begun.set()
            await self.gate.wait()

        await self.app(scope, receive, send)

    @property
    def status(self) -> int:
        """The status that was answered."""
        return int(self.sent[0]["status"])


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """A real server on the loopback interface; gives its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()  # a caller waits for the server, however late its thread starts
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
