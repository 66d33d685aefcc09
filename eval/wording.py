"""What the guard lets through and stops, and what a real model makes of the gold questions.

The sentences stand in `gold/wording/`: true ones as a good model writes them, and lies. They were
written from the notices alone, by writers who had not seen the guard. `make wording`.
"""

import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import click

from corpus.catalogue import Catalogue, Located
from corpus.library import default_notices
from corpus.model import Measure, Notice
from corpus.reading import read_text
from eval.command import default_gold
from eval.goldset import Row, load, plain
from eval.statistics import Estimate, proportion
from index.embed import embedder_for
from rag.answer import Answer
from rag.assistant import Assistant, open_assistant
from rag.claims.source import Source, source_of
from rag.document import unescaped
from rag.guard import Finding, findings, handles
from rag.llm.model import language_model
from rag.settings import settings

ALLOWED = ("figure_moved", "condition_dropped")  # kinds of lies that may pass; see the README
_FIGURE = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万亿]{2,}")
_HANDLES = re.compile(r"(?:\s*\[\d+\])+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of a set, what the guard found in it, and how long that took in milliseconds."""

    row: Mapping[str, Any]
    findings: tuple[Finding, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class Worded:
    """A gold question asked with and without the model."""

    row: Row
    extracted: Answer
    worded: Answer
    unsupported: tuple[str, ...]


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of `paraphrases`, `answers`, `lies` or `injections`."""
    text = files("eval").joinpath("gold", "wording", f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def judged(name: str) -> list[Judged]:
    """Every sentence of a set as the guard judges it, its sources read before."""
    return [_judge(row) for row in rows(name)]


def _judge(row: Mapping[str, Any]) -> Judged:
    sources = cited(row)
    # The sources are read once for an answer, and not for each of its sentences.
    for rank, quote in enumerate(row["quotes"], 1):
        findings(f"{quote}[{rank}]", sources)
    start = time.perf_counter()
    found = findings(row["sentence"], sources)
    return Judged(row, found, (time.perf_counter() - start) * 1000)


def cited(row: Mapping[str, Any]) -> dict[int, Source]:
    """The measures that a row cites, by their numbers."""
    notice = _notices()[row["notice"]]
    return {
        rank: source_of(rank, *_holding(notice, quote))
        for rank, quote in enumerate(row["quotes"], 1)
    }


def _holding(notice: Notice, quote: str) -> tuple[Located, Measure]:
    at = notice.text.index(quote)
    return next(
        (Located(notice, clause), measure)
        for clause in notice.clauses
        for measure in clause.measures
        if any(s and s.start <= at < s.end for s in (measure.span, measure.agencies_span))
    )


@cache
def _notices() -> dict[str, Notice]:
    """The default notices by their names, and those written for the evaluation."""
    default = zip(("liaoning", "qinghai"), default_notices(), strict=True)
    found = {name: read_text(text, given) for name, (text, given) in default}
    for file in files("eval").joinpath("gold", "notices").iterdir():
        found[file.name.removesuffix(".txt")] = read_text(file.read_text(encoding="utf-8"))
    return found


def worded(gold: Iterable[Row], assistant: Assistant) -> Iterator[Worded]:
    """Gold questions asked with and without the assistant's model."""
    for row in gold:
        told = assistant.ask(row.question, row.turns)
        extracted = assistant.extract(row.question, row.turns)
        yield Worded(row, extracted, told, tuple(unsupported(told, assistant.catalogue)))


def unsupported(answer: Answer, catalogue: Catalogue) -> Iterator[str]:
    """Figures and agencies in a model's words that do not stand, character for character, in the
    clauses cited with them: a reading of its own, which knows nothing of the guard's.
    """
    words, mark, _ = answer.answer.partition("**原文**")
    if not mark:
        return
    said = re.split(r"(?<=[。！？])(?!\s*\[)|(?<=\])(?![\[。])", words.rpartition("（以上由")[0])
    bodies = {b for n in catalogue.notices for c in n.clauses for m in c.measures
              for b in m.agencies.bodies}  # fmt: skip
    texts = {c.rank: plain(_whole(catalogue.clause(c.clause["id"]))) for c in answer.citations}
    for sentence in said:
        text = "".join(texts.get(rank, "") for rank in handles(sentence))
        told = plain(unescaped(_HANDLES.sub("", sentence)))
        yield from (f for f in _FIGURE.findall(told) if f not in text)
        yield from (b for b in bodies if plain(b) in told and plain(b) not in text)


def _whole(located: Located) -> str:
    """A clause with the agencies of its measures and the notice's own data."""
    notice, clause = located.notice, located.clause
    spans = [clause.span, *(m.agencies_span for m in clause.measures if m.agencies_span)]
    known = (notice.metadata.title, notice.metadata.number, notice.metadata.issued_on)
    full = (b for m in clause.measures for b in m.agencies.bodies)
    return "\n".join([*(s.of(notice.text) for s in spans), *filter(None, known), *full])


def guard_text() -> str:
    """The figures of the guard."""
    true, lies = judged("paraphrases"), judged("lies")
    passed, answered = _passed(true), _passed(judged("answers"))
    must = [j for j in lies if j.row["kind"] not in ALLOWED]
    shown = [j.row["id"] for j in must if not j.findings]
    softer = [j for j in lies if j.row["kind"] in ALLOWED]
    times = [j.ms for j in (*true, *lies)]
    return "\n".join(
        [
            f"true sentences let through  {_told(passed)}, asked ≥ 0.95",
            f"  of a strong model's answers to gold questions {_told(answered)}",
            f"lies shown                  {len(shown)} of {len(must)} {' '.join(shown)}",
            f"  figures given to another thing, conditions left out (allowed to be missed): "
            f"{sum(not j.findings for j in softer)} of {len(softer)} shown",
            f"time a sentence             median {statistics.median(times):.2f} ms, "
            f"mean {statistics.mean(times):.2f} ms, asked ≤ 2 ms",
        ]
    )


def _passed(sentences: Iterable[Judged]) -> Estimate:
    return proportion([float(not j.findings) for j in sentences])


def model_text(asked: Sequence[Worded]) -> str:
    """The figures of a model on gold questions."""
    counts: Counter[str] = Counter()
    for w in asked:
        if told := w.worded.wording:
            counts += Counter(
                {n: getattr(told, n) for n in ("sentences", "kept", "repaired", "replaced")}
            )
            counts[f"failed: {told.failure}" if told.failure else "ended"] += 1
    changed = [w.row.id for w in asked if w.extracted.status != w.worded.status]
    refusals = [w for w in asked if w.extracted.status == "refused"]
    kept = sum(w.worded.status == "refused" for w in refusals)
    return "\n".join(
        [
            f"questions                   {len(asked)}, worded "
            f"{sum(w.worded.generator != 'extractive' for w in asked)}",
            f"refusals unchanged          {kept} of {len(refusals)}",
            f"status changed              {len(changed)} {' '.join(changed)}",
            f"sentences                   {dict(counts)}",
            f"unsupported figures or agencies shown  {sum(bool(w.unsupported) for w in asked)}",
        ]
    )


def _told(found: Estimate) -> str:
    return f"{found.mean:.3f} ({found.low:.3f}–{found.high:.3f}), n={found.n}"


@click.command()
@click.option("--rows", "most", type=int, default=None, help="gold questions of the test half")
def main(most: int | None) -> None:
    """Prints the figures; with WENCE_LLM_* set, those of that model on the gold test half, too."""
    click.echo(guard_text())
    chosen = settings()
    model = language_model(chosen)
    if model is None:
        click.echo("\nno model: set WENCE_LLM_BASE_URL and WENCE_LLM_MODEL to ask one")
        return
    assistant = open_assistant(chosen, embedder_for(chosen.embedding_model), model)
    gold = load(default_gold()[1])
    step = max(1, len(gold.rows) // most) if most else 1
    with click.progressbar(gold.rows[::step], label=model.name) as bar:
        asked = list(worded(bar, assistant))
    click.echo(f"\n{model.name}\n{model_text(asked)}")


if __name__ == "__main__":
    main()
