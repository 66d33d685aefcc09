"""The real server over real HTTP: the page and the API on one port."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.model, pytest.mark.server]
_COMMAND = str(Path(sys.executable).with_name("wence"))
_FOREIGN = re.compile(r"""(?:src|href)=["'](?:https?:)?//(?!127\.0\.0\.1|localhost)[^"']+""")


def _start(home: Path, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [_COMMAND, "serve", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "WENCE_HOME": str(home)},
    )


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    with _start(home, "--port", "0") as process:
        assert process.stdout is not None
        told = (re.search(r"http://\S+?(?=/ )", line) for line in process.stdout)
        address = next(found.group() for found in told if found)
        yield address, process
        process.kill()


def _post(address: str, body: object) -> tuple[int, dict[str, object]]:
    data = json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}/v1/ask", data, headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as e:
        return e.code, json.load(e)


def test_a_question_over_http(server: tuple[str, object]) -> None:
    status, answer = _post(server[0], {"question": "沈阳的电商企业研发费用加计扣除多少？"})
    assert (status, answer["status"]) == (200, "answered")
    assert "50%" in str(answer["answer"])


def test_a_bad_question_over_http(server: tuple[str, object]) -> None:
    for body in ({"question": "\ud800"}, {"question": "研发", "region": "\ud800"}):
        status, problem = _post(server[0], body)
        assert (status, problem["status"]) == (422, 422)


def test_it_is_ready(server: tuple[str, object]) -> None:
    for path in ("healthz", "readyz"):
        with urllib.request.urlopen(f"{server[0]}/{path}") as response:
            assert response.status == 200


def test_the_page_answers_and_names_no_other_host(server: tuple[str, object]) -> None:
    with urllib.request.urlopen(server[0]) as response:
        page = response.read().decode()
    assert "问策" in page
    assert not _FOREIGN.findall(page)


def test_a_busy_port_is_said_at_once(server: tuple[str, object], home: Path) -> None:
    port = server[0].rsplit(":", 1)[1]
    process = _start(home, "--port", port)
    _, error = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "--port" in error and len(error.strip().splitlines()) == 1


def test_it_stops_when_told(server: tuple[str, subprocess.Popen[str]]) -> None:
    """Last of the module: the server ends by itself, without an error."""
    _, process = server
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) in (0, -signal.SIGTERM)
