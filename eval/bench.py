"""Speed and memory as a user meets them: a cold `wence ask`, and a warm server. `make bench`."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import click
import psutil

_COMMAND = str(Path(sys.executable).with_name("wence"))
_QUESTION = "辽宁研发费用加计扣除多少？"


def cold_seconds(runs: int = 5) -> list[float]:
    """Wall time of whole `wence ask` processes, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([_COMMAND, "ask", _QUESTION], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return times


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """A real `wence serve` on a free port: its address and its process id."""
    process = subprocess.Popen(
        [_COMMAND, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://\S+?/", line):
                yield found.group(), process.pid
                return
        raise RuntimeError("wence serve ended without an address")
    finally:
        process.terminate()
        process.wait(timeout=20)


def warm_milliseconds(address: str, questions: list[str], rounds: int = 4) -> list[float]:
    """Wall time of each POST /v1/ask, in milliseconds."""
    times = []
    for question in questions * rounds:
        body = json.dumps({"question": question}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(address + "v1/ask", body, headers)
        start = time.perf_counter()
        with urllib.request.urlopen(request) as response:
            response.read()
        times.append((time.perf_counter() - start) * 1000)
    return times


def main() -> None:
    """Prints the figures."""
    rows = files("eval.questions").joinpath("first.jsonl").read_text(encoding="utf-8")
    questions = [json.loads(row)["question"] for row in rows.splitlines()]
    cold = cold_seconds()
    with server() as (address, pid):
        warm = warm_milliseconds(address, questions)
        memory = psutil.Process(pid).memory_info().rss / 1e6
    click.echo(f"cold wence ask    {statistics.median(cold):.2f} s median of {len(cold)}")
    click.echo(
        f"warm question     {statistics.median(warm):.1f} ms median of {len(warm)}, over HTTP"
    )
    click.echo(f"server memory     {memory:.0f} MB")


if __name__ == "__main__":
    main()
