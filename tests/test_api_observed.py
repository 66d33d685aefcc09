"""What is seen of requests: ids, lines of JSON, figures; and what browsers elsewhere may do."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rag.service import Service
from tests.served import app_over, client_of, service_in

_QUESTION = {"question": "辽宁研发费用加计扣除多少？"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_in(tmp_path_factory.mktemp("observed"))


def _client(service: Service, tmp_path: Path, **given: Any) -> TestClient:
    return client_of(app_over(service, tmp_path, **given))


def _lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_request_has_an_id(service: Service, tmp_path: Path) -> None:
    client = _client(service, tmp_path)
    given = client.get("/healthz", headers={"X-Request-ID": "trace-1.a_B"})
    assert given.headers["x-request-id"] == "trace-1.a_B"
    made = {client.get("/healthz").headers["x-request-id"] for _ in range(3)}
    assert len(made) == 3
    for bad in ("a b", "x" * 65, "", "换行", "a;b"):
        response = client.get("/healthz", headers={"X-Request-ID": bad.encode()})
        assert response.headers["x-request-id"] not in (bad, "")


def test_a_line_of_json_tells_a_request_without_its_words(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    client = _client(service, tmp_path)
    client.post("/v1/ask", json=_QUESTION, headers={"X-Request-ID": "one"})
    client.get("/v1/notices/secret-id?q=secret")
    client.get("/v1/search?q=研发")
    client.get("/somewhere")
    lines = _lines(capsys)
    assert (
        lines[0].items()
        >= {
            "event": "request",
            "level": "info",
            "request_id": "one",
            "method": "POST",
            "route": "/v1/ask",
            "status": 200,
            "client": "testclient",
            "answer": "answered",
        }.items()
    )
    assert lines[0]["ms"] > 0 and lines[0]["time"].endswith("Z")
    assert [line["route"] for line in lines[1:]] == ["/v1/notices/{notice_id}", "/v1/search", "/"]
    assert not any(word in str(lines) for word in ("secret", "研发"))


def test_questions_are_logged_only_where_that_is_set(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _client(service, tmp_path, log_questions=True).post("/v1/ask", json=_QUESTION)
    assert _lines(capsys)[0]["question"] == _QUESTION["question"]


def test_what_nobody_foresaw_is_told_to_the_log_alone(
    service: Service,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("what happened")

    monkeypatch.setattr(service, "ask", broken)
    response = _client(service, tmp_path).post("/v1/ask", json=_QUESTION)
    error, request = _lines(capsys)
    assert (response.status_code, request["status"], error["level"]) == (500, 500, "error")
    assert "RuntimeError: what happened" in error["exception"] and "broken" in error["exception"]
    assert error["request_id"] == request["request_id"] == response.json()["request_id"]


def test_the_figures_tell_requests_answers_and_rejections(service: Service, tmp_path: Path) -> None:
    client = _client(service, tmp_path, rate=5)
    client.post("/v1/ask", json=_QUESTION)
    client.post("/v1/ask", json={"question": "浙江的研发费用加计扣除多少？"})
    client.post("/v1/ask", content=b" " * 2_000_000)
    client.get("/v1/clauses/none")
    client.request("BREW", "/v1/ask")
    client.get("/v1/models")
    figures = client.get("/metrics").text.splitlines()
    for line in (
        'wence_requests_total{method="POST",route="/v1/ask",status="200"} 2.0',
        'wence_requests_total{method="GET",route="/v1/clauses/{clause_id}",status="404"} 1.0',
        'wence_requests_total{method="OTHER",route="/v1/ask",status="405"} 1.0',
        'wence_request_seconds_count{method="POST",route="/v1/ask"} 3.0',
        'wence_answers_total{reason="",status="answered"} 1.0',
        'wence_answers_total{reason="not_in_corpus",status="refused"} 1.0',
        'wence_rejections_total{kind="size"} 1.0',
        'wence_rejections_total{kind="rate"} 1.0',
        "wence_requests_in_flight 1.0",
        "wence_notices 2.0",
        "wence_clauses 58.0",
    ):
        assert line in figures
    assert not any("_QUESTION" in line or "研发" in line for line in figures)


def test_each_app_counts_for_itself(service: Service, tmp_path: Path) -> None:
    one, other = _client(service, tmp_path), _client(service, tmp_path)
    one.get("/v1/models")
    assert "/v1/models" in one.get("/metrics").text
    assert "/v1/models" not in other.get("/metrics").text


def test_long_answers_are_packed_and_streams_are_not(service: Service, tmp_path: Path) -> None:
    client = _client(service, tmp_path)
    notice = client.get("/v1/notices").json()["notices"][0]["id"]
    packed = client.get(f"/v1/notices/{notice}")
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    plain = client.get(f"/v1/notices/{notice}", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.json() == packed.json()
    stream = client.post("/v1/ask", json={**_QUESTION, "stream": True})
    assert "content-encoding" not in stream.headers


def test_browsers_of_other_origins_may_call_only_where_they_are_listed(
    service: Service, tmp_path: Path
) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    shut = _client(service, tmp_path)
    assert "access-control-allow-origin" not in shut.get("/v1/models", headers=headers).headers
    listed = _client(service, tmp_path, cors_origins="https://example.org", read_key="read-key-")
    preflight = listed.options("/v1/ask", headers=headers)
    assert preflight.headers["access-control-allow-origin"] == "https://example.org"
    refused = listed.get("/v1/models", headers=headers)  # the page may read the problem, too
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == "https://example.org"
    assert "X-Request-ID" in refused.headers["access-control-expose-headers"]
    other = {"Origin": "https://other.example"}
    assert "access-control-allow-origin" not in listed.get("/healthz", headers=other).headers
