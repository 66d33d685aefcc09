"""`wence eval` from the command line, and the figures that must not drop."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from eval.command import default_gold, write
from eval.evaluation import evaluate, sample
from eval.figures import as_record, dropped, estimates
from eval.goldset import load
from eval.systems import systems
from index.embed import embedder_for
from index.snapshot import load as load_snapshot
from rag.assistant import Assistant
from rag.settings import Settings

_COMMAND = Path(sys.executable).with_name("wence")


def _wence(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(_COMMAND), *arguments],
        capture_output=True, text=True, env={"WENCE_HOME": str(home), "PATH": ""},
    )  # fmt: skip


@pytest.mark.model
def test_a_gold_file_of_ones_own_is_evaluated(home: Path, tmp_path: Path) -> None:
    gold = tmp_path / "mine.jsonl"
    row = {
        "id": "1", "kind": "figures", "question": "辽宁研发费用加计扣除多少？<b>",
        "groups": [["辽宁（五）"]], "facts": ["50%"], "answerable": True,
    }  # fmt: skip
    gold.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    out = tmp_path / "out"
    done = _wence(home, "eval", "--gold", str(gold), "--out", str(out))
    assert (done.returncode, done.stderr) == (0, "")
    assert "1.000" in done.stdout and "教程做法" in done.stdout
    figures = json.loads((out / "figures.json").read_text(encoding="utf-8"))
    assert figures["mine"]["right_first"]["mean"] == 1.0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<script src" not in page and "<link" not in page  # opens offline
    assert "多少？<b>" not in page  # what is asked is shown, never run
    assert "首条引用正确" in (out / "report.md").read_text(encoding="utf-8")


@pytest.mark.model
@pytest.mark.parametrize(
    ("content", "told"),
    [("", "没有问题"), ("{", "第 1 行"), ('{"id": "1"}', "第 1 行")],
)
def test_a_gold_file_that_cannot_be_used_is_one_sentence(
    home: Path, tmp_path: Path, content: str, told: str
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(content, encoding="utf-8")
    done = _wence(home, "eval", "--gold", str(gold), "--out", str(tmp_path))
    assert done.returncode == 2 and told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_sample_takes_some_of_each_kind() -> None:
    gold = load(default_gold()[0])
    some = sample(gold)
    assert {r.kind for r in some.rows} == {r.kind for r in gold.rows}
    assert len(gold.rows) / 8 < len(some.rows) < len(gold.rows) / 3
    assert sample(gold) == some


@pytest.mark.model
def test_no_figure_drops_below_its_baseline(
    assistant: Assistant, home: Path, tmp_path: Path
) -> None:
    gold = load(default_gold()[1])
    embedder = embedder_for(None)
    others = systems(load_snapshot(Settings(home=home).index, embedder.name), embedder)
    tutorial = {"tutorial": others["tutorial"]}
    evaluation = evaluate(gold, assistant, tutorial, lambda rows, _label: rows)
    write([evaluation], tmp_path)
    now = as_record(estimates(j.scores for j in evaluation.judged))
    before = json.loads(files("eval").joinpath("baseline.json").read_text(encoding="utf-8"))
    assert dropped(now, before["test"]) == []
    assert now["verbatim"]["mean"] == 1.0
    assert now["refused_with_citations"]["mean"] == 0.0
