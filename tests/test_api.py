"""The HTTP API over a real service: what each address answers, and how mistakes are told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.errors import WenceError
from rag.service import Service
from tests.served import app_over, client_of, problem_of, service_in

_QUESTION = "辽宁研发费用加计扣除多少？"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_in(tmp_path_factory.mktemp("api"))


@pytest.fixture
def client(service: Service, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return client_of(app_over(service, tmp_path_factory.mktemp("unused")))


def _events(text: str) -> list[tuple[str, Any]]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in blocks
    ]


def test_an_answer_has_the_shape_of_the_contract(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": _QUESTION}).json()
    assert answer["status"] == "answered" and "50%" in answer["answer"]
    (citation,) = answer["citations"]
    notice = client.get(f"/v1/notices/{citation['notice']['id']}").json()
    assert notice["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert citation["agencies"]["lead"] == ["省科技厅"]


def test_turns_and_region_are_used(client: TestClient) -> None:
    body = {"question": "那青海呢？", "turns": [_QUESTION]}
    assert "研发" in client.post("/v1/ask", json=body).json()["standalone"]
    for chosen in ({"region": "青海"}, {"profile": {"city": "西宁"}}):
        answer = client.post("/v1/ask", json={"question": "研发费用加计扣除", **chosen}).json()
        assert {c["notice"]["region"] for c in answer["citations"]} == {"青海"}


def test_a_stream_gives_tokens_citations_and_the_whole(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": _QUESTION, "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = _events(response.text)
    names = [name for name, _ in events]
    whole = events[-1][1]
    assert names == ["token"] * (len(names) - 2) + ["citation", "done"]
    assert "".join(d["text"] for n, d in events if n == "token") == whole["answer"]
    assert [d for n, d in events if n == "citation"] == whole["citations"]


def test_a_stream_is_refused_as_a_problem(client: TestClient) -> None:
    problem_of(client.post("/v1/ask", json={"question": "。", "stream": True}), 422)


def test_a_match_considers_every_measure(client: TestClient, service: Service) -> None:
    body = {"text": "大连的跨境电商，想建海外仓", "employees": 30}
    report = client.post("/v1/match", json=body).json()
    assert (report["profile"]["city"], report["profile"]["employees"]) == ("大连", 30)
    listed = [m for name in ("applies", "may_apply", "not_applicable") for m in report[name]]
    measures = [m for n in service.catalogue.notices for c in n.clauses for m in c.measures]
    assert len(listed) == len(measures)
    assert report["questions"] == [ask["question"] for ask in report["asks"]]


@pytest.mark.parametrize(
    "body",
    [
        {"employees": "30"},
        {"employees": -1},
        {"colour": "红"},
        {"region": "火星"},
        {"sectors": "电商"},
        {"sectors": [" "]},
        {"registered": False, "qualifications": ["高新技术企业"]},
        {"text": "今天天气好"},
    ],
)
def test_a_bad_profile_is_a_problem(client: TestClient, body: dict[str, Any]) -> None:
    problem_of(client.post("/v1/match", json=body), 422)


def test_a_comparison_puts_regions_side_by_side(client: TestClient) -> None:
    found = client.post(
        "/v1/compare", json={"subject": "人才培训", "regions": ["青海", "辽宁"]}
    ).json()
    assert found["regions"] == ["青海", "辽宁"] and found["rows"]
    assert all(set(row["cells"]) == {"青海", "辽宁"} for row in found["rows"])
    problem_of(client.post("/v1/compare", json={"subject": "培训", "regions": ["青海"]}), 422)


def test_the_agencies_come_in_parts_that_make_the_whole(client: TestClient) -> None:
    address, names = "/v1/agencies?region=辽宁&limit=20", []
    while address:
        response = client.get(address)
        names += [a["name"] for a in response.json()["agencies"]]
        assert len(names) <= response.json()["total"]
        address = response.links.get("next", {}).get("url", "")
    assert len(names) == response.json()["total"] == len(set(names))
    assert response.links["prev"]["url"].endswith("offset=20")


def test_the_duties_of_an_agency_are_complete(client: TestClient, service: Service) -> None:
    found = client.get("/v1/agencies/省商务厅").json()
    assert found["total"] == len(found["measures"]) == len(service.duties("省商务厅").duties)
    for role in ("lead", "牵头"):
        led = client.get("/v1/agencies/省商务厅", params={"role": role, "region": "辽宁"}).json()
        assert {m["role"] for m in led["measures"]} == {"lead"}
        assert led["counts"]["lead"] == led["total"] < found["total"]


def test_what_is_not_there_is_told_apart_from_what_cannot_be_asked(client: TestClient) -> None:
    problem_of(client.get("/v1/agencies/没有这个厅"), 404)
    problem_of(client.get("/v1/agencies/省商务厅?region=火星"), 422)
    problem_of(client.get("/v1/agencies/省商务厅?role=boss"), 422)
    problem_of(client.get("/v1/notices/none"), 404)
    problem_of(client.get("/v1/clauses/none"), 404)


def test_search_gives_ranked_clauses(client: TestClient) -> None:
    found = client.get("/v1/search", params={"q": "研发费用", "k": 3, "region": "青海"}).json()
    assert found["query"] == "研发费用" and [h["rank"] for h in found["hits"]] == [1, 2, 3]
    assert len({h["notice_id"] for h in found["hits"]}) == 1
    for params in ({}, {"q": ""}, {"q": "x", "k": 0}, {"q": "x", "region": "火星"}):
        problem_of(client.get("/v1/search", params=params), 422)


def test_a_clause_comes_with_its_notice(client: TestClient, service: Service) -> None:
    clause_id = service.catalogue.notices[0].clauses[4].id
    clause = client.get(f"/v1/clauses/{clause_id}").json()
    notice = client.get(f"/v1/notices/{clause['notice']['id']}").json()
    assert notice["text"][clause["start"] : clause["end"]] == clause["text"]
    assert clause["notice"]["validity"] == notice["validity"]
    assert clause["id"] in [c["id"] for c in notice["clauses"]]


def test_feedback_is_stored(service: Service, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("feedback")
    service = service_in(home)
    client = client_of(app_over(service, home))
    body = {"question": "问", "verdict": "down", "reason": "答非所问", "citations": ["n.1"]}
    response = client.post("/v1/feedback", json=body)
    assert response.status_code == 201
    (line,) = (home / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) | body == json.loads(line)
    assert json.loads(line)["at"] == response.json()["at"]
    problem_of(client.post("/v1/feedback", json={**body, "verdict": "maybe"}), 422)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"[]", 422),
        (b'"text"', 422),
        (b"{}", 422),
        (b'{"question": 5}', 422),
        (b'{"question": ""}', 422),
        (b'{"question": "\\ud800"}', 422),
        (b'{"question": "x", "colour": 1}', 422),
        (b'{"question": "x", "turns": "y"}', 422),
        (b'{"question": "x", "turns": [1]}', 422),
        (b'{"question": "x", "stream": "true"}', 422),
        (b'{"question": "x", "profile": {"region": 5}}', 422),
        (b'{"question": "x", "region": "\\ud800"}', 422),
        (b"\x80\x81", 400),
        (b"[" * 100_000, 400),
        (b'{"question": ' + b"9" * 5000 + b"}", 400),
    ],
)
def test_a_bad_request_is_a_problem(client: TestClient, body: bytes, status: int) -> None:
    headers = {"content-type": "application/json"}
    problem_of(client.post("/v1/ask", content=body, headers=headers), status)


def test_a_problem_names_each_fault_and_its_place(client: TestClient) -> None:
    body = {"turns": ["x" * 2001], "stream": 1, "colour": "red"}
    told = problem_of(client.post("/v1/ask", json=body), 422)
    assert {(f["place"], f["detail"]) for f in told["errors"]} == {
        ("body.question", "缺少"),
        ("body.turns.0", "太长（最多 2000 字）"),
        ("body.stream", "应为 true 或 false"),
        ("body.colour", "没有这一项"),
    }


def test_the_type_of_a_body_is_told(client: TestClient) -> None:
    headers = {"content-type": "text/plain"}
    told = problem_of(client.post("/v1/ask", content=b"{}", headers=headers), 415)
    assert "application/json" in told["detail"]


def test_addresses_and_methods_that_do_not_exist(client: TestClient) -> None:
    for path in ("/v1", "/v1/", "/v1/nothing", "/v1/ask/", "/v1/notices/a/b"):
        problem_of(client.get(path), 404)
    for method, path, allowed in (
        ("GET", "/v1/ask", "POST"),
        ("TRACE", "/v1/search", "GET"),
        ("PATCH", "/v1/clauses/x", "GET"),
        ("DELETE", "/healthz", "GET"),
        ("POST", "/openapi.json", "GET"),
    ):
        response = client.request(method, path)
        problem_of(response, 405)
        assert response.headers["allow"] == allowed


def _raising(error: Exception) -> Callable[..., Any]:
    def raises(*_: Any) -> Any:
        raise error

    return raises


def test_errors_of_ours_are_said_and_others_are_not_told(
    service: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "ask", _raising(WenceError("索引坏了。")))
    assert (
        problem_of(client.post("/v1/ask", json={"question": "问"}), 503)["detail"] == "索引坏了。"
    )
    monkeypatch.setattr(service, "ask", _raising(RuntimeError("secret")))
    response = client.post("/v1/ask", json={"question": "问"})
    problem_of(response, 500)
    assert "secret" not in response.text


def test_health_and_readiness(
    service: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "notices": 2}
    broken = property(_raising(WenceError("索引坏了。")))
    monkeypatch.setattr(Service, "edition", broken)
    problem_of(client.get("/readyz"), 503)
    assert client.get("/healthz").status_code == 200


def test_nothing_is_loaded_from_elsewhere(client: TestClient) -> None:
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404
