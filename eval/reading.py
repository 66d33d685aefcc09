"""`make reading FILES="…"`: what the reader makes of files, as a table, and brackets to judge.

The table counts by file the notices, clauses, measures, attributed measures, the share of
characters assigned, warnings for 100 clauses and the speed; a line below tells how much longer
ten times the text takes. `--brackets 150 --seed 7` draws
brackets at random, each with what was read of it, for a person to judge.
"""

import argparse
import random
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

from corpus.model import Measure, Notice, Span
from corpus.reading import read_notices
from corpus.report import Report, report
from corpus.sources import read_file
from corpus.structure.bodies import is_body, split_bodies
from corpus.structure.statements import brackets

_HEADER = ("文件", "通知", "条款", "措施", "写明部门", "已归入%", "在条款中%", "提示/百条", "MB/s")
_RUNS = 3
_SPEAKS = re.compile("牵头|负责|责任(?:单位|部门)|配合|协办|(?:单位|部门)[：:]")


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the files named on the command line and prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--brackets", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    read = [(file, *_timed(file)) for file in chosen.files]
    _print_table((file.stem, report(notices), speed) for file, notices, speed in read)
    print(f"十倍的文字，用时 {_tenfold(chosen.files[0]):.1f} 倍")  # noqa: T201
    notices = [n for _, found, _ in read for n in found]
    for line in _drawn(notices, chosen.brackets, chosen.seed):
        print(line)  # noqa: T201


def _timed(file: Path) -> tuple[tuple[Notice, ...], float]:
    """The notices of a file, and how many MB of its text are read a second on one core."""
    taken = []
    for _ in range(_RUNS):
        started = time.process_time()
        text = read_file(file)
        notices = read_notices(text)
        taken.append(time.process_time() - started)
    return notices, len(text.encode("utf-8", "surrogatepass")) / 1e6 / median(taken)


def _tenfold(file: Path) -> float:
    """How many times as long ten times the text takes: 10 if reading is linear. Both are read in
    turns, so that a noisy machine slows both.
    """
    text = read_file(file)
    ratios = []
    for _ in range(_RUNS):
        times = [time.process_time()]
        for _ in range(10):
            read_notices(text)
        times.append(time.process_time())
        read_notices("\n".join([text] * 10))
        times.append(time.process_time())
        ratios.append(10 * (times[2] - times[1]) / (times[1] - times[0]))
    return median(ratios)


def _print_table(rows: Iterable[tuple[str, Report, float]]) -> None:
    print("\t".join(_HEADER))  # noqa: T201
    for name, counted, speed in rows:
        per_100 = 100 * len(counted.warnings) / max(1, counted.clauses)
        cells = (counted.notices, counted.clauses, counted.measures, counted.attributed)
        shares = (f"{100 * counted.assigned:.2f}", f"{100 * counted.cited:.2f}")
        print("\t".join(map(str, (name, *cells, *shares, f"{per_100:.1f}", f"{speed:.1f}"))))  # noqa: T201


def _drawn(notices: Iterable[Notice], count: int, seed: int) -> Iterator[str]:
    """Brackets at random that speak of responsibility or end like a list of bodies, read or not:
    the words, then what was read of them.
    """
    found = [place for notice in notices for place in _spoken_of(notice)]
    drawn = random.Random(seed).sample(found, min(count, len(found)))
    for i, (notice, span, measure) in enumerate(drawn, 1):
        yield f"\n[{i}] {span.of(notice.text)}\n{_judged(notice, measure)}"


def _spoken_of(notice: Notice) -> Iterator[tuple[Notice, Span, Measure | None]]:
    """Each such bracket, with the measure whose agencies it was read as naming."""
    read = [m for c in notice.clauses for m in c.measures if m.agencies_span]
    for bracket in brackets(notice.text, Span(0, len(notice.text))):
        named = next((m for m in read if _quotes(m, bracket.span)), None)
        last = split_bodies(bracket.content)[-1:]
        if named or _SPEAKS.search(bracket.content) or any(is_body(b) and len(b) > 3 for b in last):
            yield notice, bracket.span, named


def _quotes(measure: Measure, span: Span) -> bool:
    quoted = (measure.agencies_span, measure.heading_span)
    return any(q.contains(span) for q in quoted if q)


def _judged(notice: Notice, measure: Measure | None) -> str:
    if measure is None:
        return "    (read as text)"
    lines = []
    for role in ("lead", "support", "responsible"):
        if bodies := getattr(measure.agencies, role):
            lines.append(f"    {role}: {' | '.join(bodies)}")
    for name in ("deadlines", "remarks"):
        if spans := getattr(measure, name):
            lines.append(f"    {name}: {' | '.join(s.of(notice.text) for s in spans)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
