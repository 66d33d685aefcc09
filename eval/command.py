"""What `wence eval` does: load, ask, judge, compare, report."""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import click

from corpus.errors import WenceError
from eval.evaluation import Evaluation, evaluate, sample
from eval.figures import as_record, estimates
from eval.goldset import Gold, Row, load
from eval.profiles import ProfileSet, profile_sets, profiles_record, profiles_text
from eval.report import html, markdown, summary
from eval.systems import System, systems
from index.embed import Embedder, embedder_for
from index.snapshot import load as load_snapshot
from rag.assistant import open_assistant
from rag.settings import Settings, settings


def run(gold: Path | None, out: Path | None, quick: bool) -> None:
    """Evaluates one gold file over the user's notices, or both halves of ours over the default
    notices, and writes `report.md`, `report.html` and `figures.json` to `out`.

    Raises BadInput for a gold file that cannot be used, WenceError where `out` cannot be written.
    """
    chosen = settings()
    sets = [load(gold)] if gold else [load(path) for path in default_gold()]
    sets = [sample(g) for g in sets] if quick else sets
    folder = out or chosen.home / "eval"
    _check_writable(folder)
    embedder = embedder_for(chosen.embedding_model)
    with _home(chosen, own=gold is not None) as home:
        evaluations = _evaluated(sets, home, embedder, compare=not quick)
    matched = [] if gold else profile_sets()
    write(evaluations, folder, matched)
    click.echo("\n\n".join([*map(summary, evaluations), profiles_text(matched)]).rstrip())
    click.echo(f"\n报告：{folder / 'report.html'}")


def default_gold() -> list[Path]:
    """The two halves of the gold set: dev, on which rules are made, and test."""
    return [Path(str(files("eval").joinpath("gold", f"{name}.jsonl"))) for name in ("dev", "test")]


def write(
    evaluations: Sequence[Evaluation], folder: Path, matched: Sequence[ProfileSet] = ()
) -> None:
    """Writes the report in its three forms. Raises WenceError where that cannot be done."""
    figures: dict[str, object] = {
        e.name: as_record(estimates(j.scores for j in e.judged)) for e in evaluations
    }
    if matched:
        figures["profiles"] = profiles_record(matched)
    texts = {
        "report.md": markdown(evaluations, matched),
        "report.html": html(evaluations, matched),
        "figures.json": json.dumps(figures, ensure_ascii=False, indent=1) + "\n",
    }
    try:
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as e:
        raise _not_writable(folder, e) from e


def _evaluated(
    sets: Sequence[Gold], chosen: Settings, embedder: Embedder, compare: bool
) -> list[Evaluation]:
    assistant = open_assistant(chosen, embedder)
    others: dict[str, System] = {}
    if compare:
        others = systems(load_snapshot(chosen.index, embedder.name), embedder)
    return [evaluate(gold, assistant, others, _watched) for gold in sets]


@contextmanager
def _home(chosen: Settings, own: bool) -> Iterator[Settings]:
    """The user's own notices, or the default ones in a home made for this evaluation."""
    if own:
        yield chosen
        return
    with tempfile.TemporaryDirectory(prefix="wence-") as folder:
        yield chosen.model_copy(update={"home": Path(folder)})


def _watched(rows: Sequence[Row], label: str) -> Iterator[Row]:
    hidden = not sys.stderr.isatty()
    bar: Iterable[Row]
    with click.progressbar(rows, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield from bar


def _check_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as e:
        raise _not_writable(folder, e) from e


def _not_writable(folder: Path, error: OSError) -> WenceError:
    return WenceError(f"报告写不进 {folder}（{error.strerror}）。请用 --out 换一个文件夹。")
