"""Who may come in, how often, with how much, and how many at once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import anyio
import pytest
from fastapi.testclient import TestClient

from rag.answer import Answer
from rag.service import Service
from tests.served import ADMIN, NOTICE, READ, Call, app_over, client_of, problem_of, service_in
from web.limits import MAX_BODY

_QUESTION = {"question": "辽宁研发费用加计扣除多少？"}
_READING = ("/v1/notices", "/v1/search?q=研发", "/v1/models", "/v1/nothing", "/metrics")
_FILE = {"file": ("a.txt", NOTICE.encode())}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_in(tmp_path_factory.mktemp("limits"))


def _client(service: Service, tmp_path: Path, **given: Any) -> TestClient:
    return client_of(app_over(service, tmp_path, **given))


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_without_keys_reading_is_open_and_writing_is_shut(service: Service, tmp_path: Path) -> None:
    client = _client(service, tmp_path)
    assert client.get("/v1/notices").status_code == 200
    assert client.get("/metrics").status_code == 200
    for headers in ({}, _bearer("anything")):
        told = problem_of(client.post("/v1/notices", files=_FILE, headers=headers), 403)
        assert "WENCE_ADMIN_KEY" in told["detail"]
        problem_of(client.delete("/v1/notices/x", headers=headers), 403)


def test_a_read_key_closes_reading_but_not_health(service: Service, tmp_path: Path) -> None:
    client = _client(service, tmp_path, read_key=READ, admin_key=ADMIN)
    for path in _READING:
        for headers in ({}, _bearer("wrong-key"), {"Authorization": f"Basic {READ}"}):
            response = client.get(path, headers=headers)
            problem_of(response, 401)
            assert response.headers["www-authenticate"].startswith("Bearer")
    for path in ("/healthz", "/readyz", "/openapi.json"):
        assert client.get(path).status_code == 200
    for headers in (_bearer(READ), {"Authorization": f"bearer  {READ}"}, {"X-API-Key": READ}):
        assert client.get("/v1/notices", headers=headers).status_code == 200
    assert client.get("/v1/notices", headers=_bearer(ADMIN)).status_code == 200


def test_only_the_admin_key_writes(service: Service, tmp_path: Path) -> None:
    client = _client(service, tmp_path, read_key=READ, admin_key=ADMIN)
    for headers in ({}, _bearer(READ), _bearer("wrong-key"), _bearer("钥匙".encode())):
        response = client.post("/v1/notices", files=_FILE, headers=headers)
        problem_of(response, 401)
        assert response.headers["www-authenticate"].startswith("Bearer")
        problem_of(client.delete("/v1/notices/x", headers=headers), 401)
    problem_of(client.delete("/v1/notices/x", headers={"X-API-Key": ADMIN}), 404)


def test_a_key_may_be_of_any_characters(service: Service, tmp_path: Path) -> None:
    client = _client(service, tmp_path, read_key="钥匙钥匙钥匙钥匙")
    assert (
        client.get("/v1/notices", headers={"X-API-Key": "钥匙钥匙钥匙钥匙".encode()}).status_code
        == 200
    )
    problem_of(client.get("/v1/notices", headers={"X-API-Key": "钥匙".encode()}), 401)


def test_a_key_is_asked_for_before_a_body_is_read(service: Service, tmp_path: Path) -> None:
    client = _client(service, tmp_path, read_key=READ)
    headers = {"content-type": "application/json"}
    for body in (b"{", b" " * 2 * MAX_BODY):  # else 422 and 413
        problem_of(client.post("/v1/ask", content=body, headers=headers), 401)


def test_a_body_has_a_greatest_size_announced_or_not(service: Service, tmp_path: Path) -> None:
    client = _client(service, tmp_path, admin_key=ADMIN, upload_mb=1)
    headers = {"content-type": "application/json"}

    def chunks(size: int) -> Iterator[bytes]:
        yield from (b" " * 65536 for _ in range(size // 65536 + 1))

    problem_of(client.post("/v1/ask", content=b" " * (MAX_BODY + 1), headers=headers), 413)
    problem_of(client.post("/v1/ask", content=chunks(MAX_BODY), headers=headers), 413)
    problem_of(client.post("/v1/ask", content=b" " * MAX_BODY, headers=headers), 422)


def test_a_notice_file_may_be_larger(service: Service, tmp_path: Path) -> None:
    client = _client(service, tmp_path, admin_key=ADMIN, upload_mb=2)
    padded = NOTICE.encode() + b"\n" * (2 * MAX_BODY - len(NOTICE.encode()))
    address, headers = "/v1/notices?preview=true", _bearer(ADMIN)
    response = client.post(address, files={"file": ("a.txt", padded)}, headers=headers)
    assert response.status_code == 200
    larger = {"file": ("a.txt", padded + b"\n" * MAX_BODY)}
    told = problem_of(client.post(address, files=larger, headers=headers), 413)
    assert "2 MB" in told["detail"]
    # Only there: nowhere else may a body be as large as a file.
    problem_of(client.put("/v1/notices", content=padded, headers=headers), 413)


def test_too_many_requests_a_minute_are_told_when_to_come_again(
    service: Service, tmp_path: Path
) -> None:
    client = _client(service, tmp_path, rate=3)
    statuses = [client.get("/v1/models").status_code for _ in range(3)]
    response = client.get("/v1/nothing")
    problem_of(response, 429)
    assert statuses == [200] * 3 and 1 <= int(response.headers["retry-after"]) <= 60
    for path in ("/healthz", "/readyz", "/metrics", "/openapi.json"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/mcp", "/gradio_api/queue/join", "/gradio_api/call/x", "/gradio_api/upload", "/v1/ask"],
)
def test_what_works_counts_wherever_it_is_asked(
    service: Service, tmp_path: Path, path: str
) -> None:
    client = _client(service, tmp_path, rate=1)
    assert client.post(path).status_code != 429
    problem_of(client.post(path), 429)
    assert client.get("/gradio_api/info").status_code == 404  # the page's own files do not


def test_each_client_has_a_rate_of_its_own(service: Service, tmp_path: Path) -> None:
    app = app_over(service, tmp_path, rate=1, admin_key=ADMIN)
    one, other = (TestClient(app, client=(f"192.0.2.{i}", 1)) for i in (1, 2))
    assert one.get("/v1/models").status_code == other.get("/v1/models").status_code == 200
    problem_of(one.get("/v1/models"), 429)
    # A key is a client of its own; a wrong one makes no new client.
    assert one.get("/v1/models", headers=_bearer(ADMIN)).status_code == 200
    problem_of(other.get("/v1/models", headers=_bearer(ADMIN)), 429)
    problem_of(one.get("/v1/models", headers=_bearer("wrong-key")), 429)


def test_nobody_waits_while_all_slots_are_taken(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_over(service, tmp_path, concurrency=2)
    working, done = [], Event()

    def slow(question: str, *_: Any) -> Answer:
        working.append(question)
        assert done.wait(30)
        return Answer(question, question, "refused", "……")

    monkeypatch.setattr(service, "ask", slow)

    async def story() -> None:
        calls = [Call(app, "/v1/ask", _QUESTION) for _ in range(3)]
        for call in calls:
            call.gate.set()
        async with anyio.create_task_group() as tasks:
            for call in calls[:2]:
                tasks.start_soon(call.run)
            while len(working) < 2:
                await anyio.sleep(0.001)
            await calls[2].run()  # answered while the others still work
            models = Call(app, "/v1/models/", {})
            models.gate.set()
            await models.run()
            done.set()
        assert [c.status for c in calls] == [200, 200, 503]
        assert (b"retry-after", b"1") in calls[2].sent[0]["headers"]
        assert models.status == 404

    anyio.run(story)


def test_a_stream_holds_its_slot_to_its_end(service: Service, tmp_path: Path) -> None:
    app = app_over(service, tmp_path, concurrency=1)

    async def story() -> None:
        first, second, third = (
            Call(app, "/v1/ask", {**_QUESTION, "stream": True}) for _ in range(3)
        )
        second.gate.set()
        third.gate.set()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(first.run)
            await first.begun.wait()  # its head is sent, its body is not
            await second.run()
            first.gate.set()
        await third.run()
        assert [c.status for c in (first, second, third)] == [200, 503, 200]
        assert b"event: done" in b"".join(m.get("body", b"") for m in first.sent)

    anyio.run(story)


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/chat/completions"])
def test_who_leaves_a_stream_frees_its_slot_without_an_error(
    service: Service, tmp_path: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    messages = [{"role": "user", "content": _QUESTION["question"]}]
    body = _QUESTION if path == "/v1/ask" else {"model": "wence", "messages": messages}
    app = app_over(service, tmp_path, concurrency=1)

    async def story() -> None:
        first, second = (Call(app, path, {**body, "stream": True}) for _ in range(2))
        second.gate.set()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(first.run)
            await first.begun.wait()
            first.leave.set()  # its gate never opens: only leaving can end it
        await second.run()
        assert second.status == 200

    anyio.run(story)
    assert '"level": "error"' not in capsys.readouterr().err


def test_a_stream_that_the_server_stops_ends_without_an_error(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_over(service, tmp_path)

    async def story() -> None:
        call = Call(app, "/v1/ask", {**_QUESTION, "stream": True})
        task = asyncio.create_task(call.run())
        await call.begun.wait()
        task.cancel()  # as uvicorn does when it has waited long enough
        call.gate.set()
        await task
        assert call.sent[-1]["more_body"] is False

    asyncio.run(story())
    assert '"level": "error"' not in capsys.readouterr().err


def test_the_page_takes_no_files_where_nobody_may_add_them(
    service: Service, tmp_path: Path
) -> None:
    files = {"files": ("a.txt", b"x")}
    closed = client_of(app_over(service, tmp_path)).post("/gradio_api/upload", files=files)
    problem_of(closed, 403)
    opened = client_of(app_over(service, tmp_path, admin_key=ADMIN))
    assert opened.post("/gradio_api/upload", files=files).status_code == 404  # no page is mounted
