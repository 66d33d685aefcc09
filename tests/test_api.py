"""The HTTP border, over an `ask` that needs no model."""

import json
from collections.abc import Sequence

import pytest
from fastapi.testclient import TestClient

from api import MAX_BODY, build_app
from corpus.errors import BadInput, WenceError
from corpus.model import Agencies
from rag.answer import Answer, Citation

_NOTICE = dict.fromkeys(("title", "number", "region", "issuer", "issued_on", "validity"), None)
_CLAUSE = {"id": "n.1", "number": 1, "label": "（一）", "title": None, "chapter": None, "path": []}
_CITATION = Citation(1, {"id": "n", **_NOTICE}, _CLAUSE, "甲。", 0, 2, Agencies(("乙厅",)), None)


def _ask(question: str, turns: Sequence[str] = (), region: str | None = None) -> Answer:
    if question == "坏":
        raise BadInput("问题不能用。")
    if question == "停":
        raise WenceError("索引坏了。")
    if question == "错":
        raise RuntimeError("secret")
    told = f"{question}|{'/'.join(turns)}|{region}"
    return Answer(question, question, "answered", f"{told}\n第二行", citations=(_CITATION,))


@pytest.fixture
def client() -> TestClient:
    return TestClient(build_app(_ask, lambda: True), raise_server_exceptions=False)


def _problem(response, status: int) -> dict[str, object]:  # type: ignore[no-untyped-def]
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, object] = response.json()
    assert problem["status"] == status and problem["title"] and problem["detail"]
    return problem


def test_an_answer_has_the_shape_of_the_contract(client: TestClient) -> None:
    answer = client.post(
        "/v1/ask", json={"question": "问", "turns": ["先"], "region": "青海"}
    ).json()
    assert answer["answer"].startswith("问|先|青海")
    assert answer["citations"][0]["agencies"] == {
        "lead": ["乙厅"],
        "support": [],
        "responsible": [],
    }
    assert {"standalone", "status", "reason", "missing", "nearest", "generator"} <= set(answer)


def test_the_region_may_come_from_the_profile(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": "问", "profile": {"city": "大连"}}).json()
    assert "大连" in answer["answer"]


def test_a_stream_gives_tokens_citations_and_the_whole(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": "问", "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n") for block in response.text.strip().split("\n\n")]
    names = [lines[0].removeprefix("event: ") for lines in events]
    data = [json.loads(lines[1].removeprefix("data: ")) for lines in events]
    assert names == ["token", "token", "citation", "done"]
    assert "".join(d["text"] for d in data[:2]) == data[-1]["answer"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"{}",
        b'{"question": 5}',
        b'{"question": "x", "colour": 1}',
        b'{"question": "x", "turns": "y"}',
        b'{"question": "x", "profile": {"region": 5}}',
        b'{"question": "x", "turns": [1]}',
        b"\xff\xfe",
    ],
)
def test_a_bad_request_is_a_problem(client: TestClient, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    response = client.post("/v1/ask", content=body, headers=headers)
    assert response.status_code in (400, 422)
    _problem(response, response.status_code)


def test_errors_of_ours_are_said_and_others_are_not_told(client: TestClient) -> None:
    assert (
        _problem(client.post("/v1/ask", json={"question": "坏"}), 422)["detail"] == "问题不能用。"
    )
    assert _problem(client.post("/v1/ask", json={"question": "停"}), 503)["detail"] == "索引坏了。"
    assert "secret" not in str(_problem(client.post("/v1/ask", json={"question": "错"}), 500))


def test_a_body_has_a_greatest_size(client: TestClient) -> None:
    body = json.dumps({"question": "问" * MAX_BODY}).encode()
    _problem(client.post("/v1/ask", content=body), 413)


def test_paths_and_methods_that_do_not_exist(client: TestClient) -> None:
    _problem(client.get("/v1/nothing"), 404)
    for method in ("get", "delete", "put"):
        response = getattr(client, method)("/v1/ask")
        _problem(response, 405)
        assert response.headers["allow"] == "POST"


def test_health_and_readiness() -> None:
    up = TestClient(build_app(_ask, lambda: True))
    assert up.get("/healthz").json() == {"status": "ok"}
    assert up.get("/readyz").status_code == 200
    starting = TestClient(build_app(_ask, lambda: False))
    assert starting.get("/healthz").status_code == 200
    _problem(starting.get("/readyz"), 503)


def test_the_description_is_complete_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert set(document["paths"]) == {"/v1/ask", "/healthz", "/readyz"}
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404
