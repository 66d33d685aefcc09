"""wence for language models, through the official MCP client: in process, over stdio, over HTTP."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from fastapi import FastAPI
from mcp import StdioServerParameters
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.server import Server
from mcp.types import CallToolResult
from starlette.testclient import TestClient

from rag.answer import Answer, answer_record
from rag.match import report_record
from rag.matching.describe import described
from rag.service import Service
from rag.settings import Settings
from tests.conftest import HashedEmbedder
from web.limits import MAX_BODY
from web.tools.run import guarded_app, mcp_app
from web.tools.server import mcp_server

_COMMAND = str(Path(sys.executable).with_name("wence"))
_TOOLS = {"ask", "match", "compare", "agency", "get_clause"}
_REFUSED = "明天北京下雨吗？"
_CHINESE = re.compile("[\u4e00-\u9fff]")
_KEY = "read-key-1"
_LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
_ACCEPT = {"Accept": "application/json, text/event-stream"}

# A good call of each tool, a word of its text, and bad calls with a word of the sentence.
_GOOD: list[tuple[str, dict[str, Any], str]] = [
    ("ask", {"question": "青海第十九条讲什么？"}, "先照后证"),
    ("match", {"text": "大连的跨境电商企业，30人，想建海外仓"}, "海外仓"),
    ("compare", {"subject": "人才培训"}, "青海"),
    ("agency", {"name": "省商务厅", "region": "辽宁", "role": "lead"}, "牵头"),
    ("get_clause", {"clause_id": "d99550338d9c.2.5"}, "合理降税减负"),
]
_BAD: list[tuple[str, dict[str, Any], str]] = [
    ("ask", {}, "question"),
    ("ask", {"question": "  "}, "空的"),
    ("ask", {"question": "长" * 2001}, "question"),
    ("ask", {"question": "研发", "region": "火星"}, "火星"),
    ("ask", {"question": "研发", "regoin": "辽宁"}, "regoin"),
    ("ask", {"question": "研发", "turns": "先前的问题"}, "turns"),
    ("match", {}, "text"),
    ("match", {"text": "你好"}, "写明地区"),
    ("match", {"employees": -1}, "employees"),
    ("match", {"region": "辽宁", "city": "西宁"}, "西宁"),
    ("compare", {"subject": "人才培训", "regions": ["辽宁"]}, "两个"),
    ("compare", {"subject": "人才培训", "regions": ["辽宁", "火星"]}, "火星"),
    ("agency", {"name": " "}, "name"),
    ("agency", {"name": "火星厅"}, "火星厅"),
    ("agency", {"name": "省商务厅", "role": "boss"}, "role"),
    ("get_clause", {"clause_id": "none"}, "none"),
    ("forget", {}, "get_clause"),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return Service(Settings(home=tmp_path_factory.mktemp("mcp")), HashedEmbedder())


@pytest.fixture(scope="module")
def server(service: Service) -> Server[Any]:
    return mcp_server(service, 8)


def _with(to: Any, act: Callable[[Client], Awaitable[Any]], mode: str = "auto") -> Any:
    """What comes of an act of a client that is connected to a server."""

    async def acting() -> Any:
        async with Client(to, mode=mode) as client:
            return await act(client)

    return anyio.run(acting)


def _call(to: Any, tool: str, /, **arguments: Any) -> CallToolResult:
    result: CallToolResult = _with(to, lambda client: client.call_tool(tool, arguments))
    return result


def _text(result: CallToolResult) -> str:
    (content,) = result.content
    assert content.type == "text"
    return content.text


async def _try_all(client: Client) -> None:
    """Every tool answers, refuses what it must, and says what is wrong with bad calls."""
    assert {t.name for t in (await client.list_tools()).tools} == _TOOLS
    for name, arguments, word in _GOOD:
        good = await client.call_tool(name, arguments)
        assert not good.is_error and word in _text(good) and good.structured_content
    refusal = await client.call_tool("ask", {"question": _REFUSED})
    assert not refusal.is_error and refusal.structured_content["status"] == "refused"
    for name, arguments, word in _BAD:
        bad = await client.call_tool(name, arguments)
        assert bad.is_error and word in _text(bad), (name, arguments)


def test_it_says_who_it_is(server: Server[Any]) -> None:
    async def met(client: Client) -> None:
        known = client.server_info
        assert known and (known.name, known.title) == ("wence", "问策")
        assert known.version == version("wence")
        assert "refused" in (client.instructions or "")
        offered = client.server_capabilities.model_dump(exclude_none=True)
        assert set(offered) == {"tools"}

    _with(server, met)


def test_every_tool_says_in_chinese_what_it_is_for(server: Server[Any]) -> None:
    for tool in _with(server, lambda client: client.list_tools()).tools:
        assert tool.title and _CHINESE.search(tool.title) and _CHINESE.search(tool.description)
        assert tool.input_schema["additionalProperties"] is False
        for name, given in tool.input_schema["properties"].items():
            assert _CHINESE.search(given["description"]), (tool.name, name)
        hints = tool.annotations
        assert hints.read_only_hint and hints.idempotent_hint and hints.open_world_hint is False


def test_no_english_is_told_to_the_model(server: Server[Any]) -> None:
    tools = _with(server, lambda client: client.list_tools()).model_dump_json()
    told = re.findall(r'"description":"((?:[^"\\]|\\.)*)"', tools)
    assert told and all(_CHINESE.search(t) for t in told)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_every_tool_answers_or_says_what_is_wrong(server: Server[Any], mode: str) -> None:
    _with(server, _try_all, mode)


@pytest.mark.parametrize(("name", "arguments", "word"), _BAD)
def test_a_bad_call_is_one_sentence(
    server: Server[Any], name: str, arguments: dict[str, Any], word: str
) -> None:
    result = _call(server, name, **arguments)
    assert result.is_error and result.structured_content is None
    sentence = _text(result)
    assert word in sentence and _CHINESE.search(sentence)
    assert "\n" not in sentence and "Traceback" not in sentence and "pydantic" not in sentence


def test_an_answer_is_a_record_and_text(server: Server[Any], service: Service) -> None:
    question = "研发费用加计扣除多少？"
    result = _call(server, "ask", question=question, region="辽宁")
    expected = json.loads(json.dumps(answer_record(service.extract(question, region="辽宁"))))
    record = result.structured_content
    assert {**record, "timings_ms": 0} == {**expected, "timings_ms": 0}
    (citation,) = record["citations"]
    assert citation["quote"] in _text(result) and citation["clause"]["id"] in _text(result)


def test_a_refusal_is_to_be_passed_on(server: Server[Any]) -> None:
    result = _call(server, "ask", question=_REFUSED)
    assert not result.is_error and result.structured_content["citations"] == []
    assert _text(result).startswith("【拒答】") and "不要用自己的知识" in _text(result)


def test_a_question_is_understood_within_its_conversation(server: Server[Any]) -> None:
    result = _call(server, "ask", question="青海呢？", turns=["辽宁第十七条说的什么？"])
    assert "第十七条" in result.structured_content["standalone"]
    assert {c["notice"]["region"] for c in result.structured_content["citations"]} == {"青海"}


def test_a_business_may_be_a_sentence_fields_or_both(server: Server[Any]) -> None:
    told = _call(server, "match", text="跨境电商企业，想建海外仓", city="大连", employees=30)
    profile = told.structured_content["profile"]
    assert (profile["city"], profile["employees"]) == ("大连", 30)
    assert profile["sectors"] == ["跨境电子商务"]
    fields = _call(server, "match", region="辽宁", sectors=["电子商务"], people=None)
    assert fields.structured_content["applies"]


def test_what_does_not_apply_is_only_counted(server: Server[Any], service: Service) -> None:
    text = "大连的跨境电商企业，30人，想建海外仓"
    whole = report_record(service.match(described(text)))
    record = _call(server, "match", text=text, limit=3).structured_content
    assert "not_applicable" not in record and record["questions"] == whole["questions"]
    assert record["counts"] == {
        name: len(whole[name]) for name in ("applies", "may_apply", "not_applicable")
    }
    assert len(record["applies"]) == len(whole["applies"])
    assert [m["measure"]["id"] for m in record["may_apply"]] == [
        m["measure"]["id"] for m in whole["may_apply"][:3]
    ]


def test_what_was_asked_can_be_confirmed(server: Server[Any]) -> None:
    known = {"region": "辽宁", "sectors": ["电子商务"]}
    before = _call(server, "match", **known).structured_content
    condition = before["asks"][0]["condition"]
    after = _call(server, "match", **known, confirmed=[condition]).structured_content
    assert condition not in [ask["condition"] for ask in after["asks"]]
    assert after["counts"]["applies"] >= before["counts"]["applies"]


def test_a_clause_is_told_as_printed(server: Server[Any], service: Service) -> None:
    for notice in service.catalogue.notices:
        for clause in notice.clauses[:3]:
            result = _call(server, "get_clause", clause_id=clause.id)
            record, printed = result.structured_content, clause.span.of(notice.text)
            assert record["text"] == printed and printed.strip() in _text(result)
            assert record["notice"]["title"] == notice.metadata.title
            assert record["notice"]["validity"]["note"]
            for told, measure in zip(record["measures"], clause.measures, strict=True):
                assert told["lead"] == list(measure.agencies.lead)
                assert set(told["responsible"]) == set(measure.agencies.responsible)


def test_every_clause_named_can_be_looked_up(server: Server[Any], service: Service) -> None:
    for name, arguments, _ in _GOOD[:4]:
        text = _text(_call(server, name, **arguments))
        ids = re.findall(r"：(\w+(?:\.\d+)+)$", text, re.MULTILINE)
        assert ids and all(service.catalogue.clause(clause_id) for clause_id in ids)


def test_what_was_not_foreseen_names_its_kind_alone(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(service, "extract", break_down)
    result = _call(mcp_server(service, 8), "ask", question="研发")
    assert result.is_error and "RuntimeError" in _text(result) and "secret" not in _text(result)


def test_work_is_done_outside_of_the_event_loop(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    answer = service.ask

    def noted(*given: Any) -> Any:
        threads.append(threading.current_thread())
        return answer(*given)

    monkeypatch.setattr(service, "extract", noted)
    _call(mcp_server(service, 8), "ask", question="研发")
    assert threads and threading.main_thread() not in threads


def _client(service: Service, **more: Any) -> TestClient:
    settings = Settings(home=Path("unused"), **more)
    app = guarded_app(service, settings, "127.0.0.1")
    return TestClient(app, base_url="http://127.0.0.1:7861")


def test_a_key_opens_where_one_is_set(service: Service) -> None:
    with _client(service, read_key=_KEY) as client:
        for header in ({}, {"Authorization": "Bearer other-key"}, {"Authorization": _KEY}):
            refused = client.post("/mcp", json=_LIST, headers={**_ACCEPT, **header})
            assert refused.status_code == 401 and refused.json()["status"] == 401
            assert refused.headers["WWW-Authenticate"].startswith("Bearer")
        opened = {**_ACCEPT, "Authorization": f"Bearer {_KEY}"}
        assert client.post("/mcp", json=_LIST, headers=opened).status_code == 200


def test_there_is_a_rate_and_a_size(service: Service) -> None:
    with _client(service, rate=2) as client:
        large = client.post("/mcp", content=b" " * (MAX_BODY + 1), headers=_ACCEPT)
        assert large.status_code == 413
        statuses = [client.post("/mcp", json=_LIST, headers=_ACCEPT).status_code for _ in range(2)]
        assert statuses == [200, 429]


def test_requests_that_name_another_host_are_refused(service: Service) -> None:
    with _client(service) as client:
        assert client.post("/mcp", json=_LIST, headers=_ACCEPT).status_code == 200
        for header in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
            answer = client.post("/mcp", json=_LIST, headers={**_ACCEPT, **header})
            assert answer.status_code in (403, 421)


def test_it_lives_within_another_app(service: Service) -> None:
    own = mcp_app(service, "127.0.0.1", 8)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with own.router.lifespan_context(own):
            yield

    app = FastAPI(lifespan=lifespan)
    app.router.routes.extend(own.routes)
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        tools = client.post("/mcp", json=_LIST, headers=_ACCEPT).json()["result"]["tools"]
    assert {tool["name"] for tool in tools} == _TOOLS


def _start(home: Path, *args: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [_COMMAND, "mcp", *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "WENCE_HOME": str(home), **more},
    )


@pytest.fixture
def over_http(home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The real command with a key, and the address that it tells."""
    with _start(home, "--http", "--port", "0", WENCE_READ_KEY=_KEY) as process:
        assert process.stderr is not None
        told = (re.search(r"http://\S+/mcp", line) for line in process.stderr)
        yield next(found.group() for found in told if found), process
        process.kill()


async def _try_all_with_key(url: str, mode: str) -> None:
    headers = {"Authorization": f"Bearer {_KEY}"}
    http = httpx2.AsyncClient(headers=headers, timeout=120)
    transport = streamable_http_client(url, http_client=http)
    async with http, Client(transport, mode=mode) as client:
        await _try_all(client)


@pytest.mark.model
@pytest.mark.server
@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_command_over_stdio(home: Path, mode: str) -> None:
    command = StdioServerParameters(command=_COMMAND, args=["mcp"], env={"WENCE_HOME": str(home)})
    _with(command, _try_all, mode)


@pytest.mark.model
@pytest.mark.server
def test_over_stdio_nothing_but_the_protocol_is_written_and_it_ends_quietly(tmp_path: Path) -> None:
    """Also where the index is first built."""
    client = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {}}
    client["clientInfo"] = {"name": "test", "version": "1"}
    greeting = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client}
    with _start(tmp_path) as process:
        out, error = process.communicate(json.dumps(greeting) + "\n", timeout=120)
    assert (process.returncode, error) == (0, "")
    (line,) = out.splitlines()
    assert json.loads(line)["result"]["serverInfo"]["name"] == "wence"


@pytest.mark.model
@pytest.mark.server
def test_the_command_over_http(over_http: tuple[str, subprocess.Popen[str]], home: Path) -> None:
    url, process = over_http
    assert httpx2.post(url, json=_LIST, headers=_ACCEPT).status_code == 401
    for mode in ("auto", "legacy"):
        anyio.run(_try_all_with_key, url, mode)
    port = re.findall(r":(\d+)/", url)[0]
    with _start(home, "--http", "--port", port) as second:
        _, error = second.communicate(timeout=120)
    assert second.returncode == 1 and "--port" in error and len(error.strip().splitlines()) == 1
    process.send_signal(signal.SIGTERM)
    out, error = process.communicate(timeout=120)
    assert (process.returncode, out, error) == (0, "", "")


@pytest.mark.model
@pytest.mark.server
def test_ctrl_c_ends_it_without_an_error(over_http: tuple[str, subprocess.Popen[str]]) -> None:
    _, process = over_http
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=120) == ("", "") and process.returncode == 0


def test_a_port_without_http_is_told(tmp_path: Path) -> None:
    with _start(tmp_path, "--port", "8000") as process:
        _, error = process.communicate(timeout=120)
    assert process.returncode == 2 and "--http" in error


def test_who_comes_beside_too_many_is_told_so(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, go_on = service.extract("研发费用加计扣除多少？"), threading.Event()

    def slow(*_: object) -> Answer:
        go_on.wait(30)
        return answer

    monkeypatch.setattr(service, "extract", slow)
    results: list[CallToolResult] = []

    async def call(client: Client) -> None:
        results.append(await client.call_tool("ask", {"question": "研发费用加计扣除多少？"}))
        go_on.set()  # the first result is of one who was turned away

    async def all_at_once() -> None:
        async with (
            Client(mcp_server(service, 1)) as client,
            anyio.create_task_group() as group,
        ):
            for _ in range(3):
                group.start_soon(call, client)

    anyio.run(all_at_once)
    told = [str(r.content[0].text) for r in results if r.is_error]
    assert len(told) == 2 and all("问的人太多" in t for t in told)
