"""Speed and memory as a user meets them: a cold `wence ask`, and a warm server. `make bench`."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from pathlib import Path

import click
import psutil

from corpus.catalogue import Catalogue
from corpus.library import default_notices
from corpus.model import Metadata, Notice
from corpus.reading import read_text
from rag.match import match
from rag.matching.describe import described
from rag.matching.matcher import Matcher

_COMMAND = str(Path(sys.executable).with_name("wence"))
_QUESTIONS = 40
_MEASURES = 100_000
_PROFILE = "大连的跨境电商零售出口企业，30人，高新技术企业，想建海外仓"
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


def matching() -> None:
    """Prints how long a profile takes against the default measures, and against 100,000."""
    default = [read_text(text, given) for text, given in default_notices()]
    for name, notices in (("default", default), (f"{_MEASURES:,}", _many(default))):
        start = time.perf_counter()
        matcher = Matcher(Catalogue(notices), date.today())
        made = time.perf_counter() - start
        times = match_milliseconds(matcher)
        click.echo(
            f"match {name:<12}{statistics.median(times):.1f} ms median of {len(times)}, "
            f"{len(matcher.measures)} measures, {len(matcher.table.atoms)} atoms, "
            f"read in {made:.1f} s"
        )


def match_milliseconds(matcher: Matcher, runs: int = 9) -> list[float]:
    """A profile held against every measure, on one core, with the first ten of each verdict
    written out, in milliseconds.
    """
    profile, times = described(_PROFILE), []
    for _ in range(runs):
        start = time.perf_counter()
        report = match(profile, matcher)
        for matches in (report.applies, report.may_apply, report.not_applicable):
            assert all(m.why for m in matches[:10])
        times.append((time.perf_counter() - start) * 1000)
    return times


def _many(notices: Sequence[Notice]) -> list[Notice]:
    """Copies of some notices, all of one region, each with words of its own in every sentence."""
    size = sum(len(c.measures) for n in notices for c in n.clauses)
    return [
        read_text(n.text.replace("。", f"（第{i}号）。"), Metadata(region="辽宁", level="省"))
        for i in range(_MEASURES // size + 1)
        for n in notices
    ]


def main() -> None:
    """Prints the figures."""
    rows = files("eval").joinpath("gold", "dev.jsonl").read_text(encoding="utf-8")
    questions = [json.loads(row)["question"] for row in rows.splitlines()[:_QUESTIONS]]
    cold = cold_seconds()
    with server() as (address, pid):
        warm = warm_milliseconds(address, questions)
        memory = psutil.Process(pid).memory_info().rss / 1e6
    click.echo(f"cold wence ask    {statistics.median(cold):.2f} s median of {len(cold)}")
    click.echo(
        f"warm question     {statistics.median(warm):.1f} ms median of {len(warm)}, over HTTP"
    )
    click.echo(f"server memory     {memory:.0f} MB")
    matching()


if __name__ == "__main__":
    main()
