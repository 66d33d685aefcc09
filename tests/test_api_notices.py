"""The library over HTTP: listed in parts, cached by content, added to and removed from."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.served import ADMIN, AS_ADMIN, NOTICE, app_over, client_of, problem_of, service_in

_FILE = {"file": ("海洋牧场.txt", NOTICE.encode(), "text/plain")}


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    client = client_of(app_over(service_in(tmp_path), tmp_path, admin_key=ADMIN))
    client.headers.update(AS_ADMIN)
    return client


def _add(client: TestClient, **fields: str) -> Any:
    return client.post("/v1/notices", files=_FILE, data=fields)


def _ids(client: TestClient) -> set[str]:
    return {n["id"] for n in client.get("/v1/notices").json()["notices"]}


def test_what_is_added_is_told_listed_and_answered_from(client: TestClient) -> None:
    response = _add(client, region="海南", issued="2024-01-02")
    assert response.status_code == 201 and response.json()["preview"] is False
    (read,) = response.json()["notices"]
    assert (read["region"], read["issued_on"]) == ("海南", "2024-01-02")
    assert (read["counts"]["clauses"], read["counts"]["attributed"]) == (2, 1)
    assert read["is_new"] and read["replaces"] is None
    assert response.headers["location"] == f"/v1/notices/{read['id']}"
    assert client.get(response.headers["location"]).json()["title"] == read["title"]
    found = client.post("/v1/ask", json={"question": "海南新建深海养殖网箱补助多少？"}).json()
    assert found["citations"][0]["notice"]["id"] == read["id"]


def test_the_same_again_is_not_new_and_a_new_text_replaces_the_old(client: TestClient) -> None:
    (first,) = _add(client).json()["notices"]
    again = _add(client)
    assert again.status_code == 200 and "location" not in again.headers
    assert [n["is_new"] for n in again.json()["notices"]] == [False]
    changed = {"file": ("a.txt", NOTICE.replace("20万元", "30万元").encode())}
    (newer,) = client.post("/v1/notices", files=changed).json()["notices"]
    assert newer["replaces"] == first["id"]
    assert newer["id"] in _ids(client) and first["id"] not in _ids(client)


def test_a_preview_stores_nothing(client: TestClient) -> None:
    before = _ids(client)
    response = client.post("/v1/notices?preview=true", files=_FILE)
    assert response.status_code == 200 and response.json()["preview"] is True
    (read,) = response.json()["notices"]
    assert read["is_new"] and read["counts"]["clauses"] == 2
    assert _ids(client) == before
    _add(client)
    (read,) = client.post("/v1/notices?preview=true", files=_FILE).json()["notices"]
    assert not read["is_new"]


def test_what_cannot_be_read_or_used_changes_nothing(client: TestClient) -> None:
    before = _ids(client)
    for files, fields in (
        ({"file": ("a.txt", b" ")}, {}),
        ({"file": ("a.pdf", b"%PDF-1.4 broken")}, {}),
        (_FILE, {"region": "火星"}),
        (_FILE, {"issued": "昨天"}),
        (_FILE, {"title": "题" * 301}),
        (_FILE, {"colour": "red"}),
        ({"other": ("a.txt", b"x")}, {}),
    ):
        problem_of(client.post("/v1/notices", files=files, data=fields), 422)
    problem_of(client.post("/v1/notices", json={"file": "x"}), 415)
    problem_of(client.post("/v1/notices", data={"file": "x"}), 415)
    assert _ids(client) == before


def test_what_is_removed_is_gone(client: TestClient) -> None:
    (read,) = _add(client).json()["notices"]
    response = client.delete(f"/v1/notices/{read['id']}")
    assert (response.status_code, response.content) == (204, b"")
    problem_of(client.get(f"/v1/notices/{read['id']}"), 404)
    problem_of(client.delete(f"/v1/notices/{read['id']}"), 404)


def test_the_list_comes_in_parts(client: TestClient) -> None:
    whole = client.get("/v1/notices")
    assert whole.links == {} and whole.json()["total"] == 2
    first = client.get("/v1/notices?limit=1")
    second = client.get(first.links["next"]["url"])
    assert second.links["prev"]["url"] == "/v1/notices?limit=1&offset=0"
    assert "next" not in second.links
    assert [n for r in (first, second) for n in r.json()["notices"]] == whole.json()["notices"]
    for bad in ("limit=0", "limit=201", "offset=-1", "limit=x"):
        problem_of(client.get(f"/v1/notices?{bad}"), 422)


def test_what_a_client_has_is_not_sent_again(client: TestClient) -> None:
    notice_id = min(_ids(client))
    clause_id = client.get(f"/v1/notices/{notice_id}").json()["clauses"][0]["id"]
    for path in ("/v1/notices", f"/v1/notices/{notice_id}", f"/v1/clauses/{clause_id}"):
        tag = client.get(path).headers["etag"]
        for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
            response = client.get(path, headers={"If-None-Match": known})
            assert (response.status_code, response.content) == (304, b"")
            assert response.headers["etag"] == tag
            assert response.headers["cache-control"] == "no-cache"
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_tag_changes_with_the_content(client: TestClient) -> None:
    before = client.get("/v1/notices").headers["etag"]
    _add(client)
    response = client.get("/v1/notices", headers={"If-None-Match": before})
    assert response.status_code == 200 and response.headers["etag"] != before
