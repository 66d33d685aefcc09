"""The gold profiles fit the notices, and no figure of theirs drops below its baseline."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.errors import BadInput
from eval.profiles import load, profile_sets, profiles_record, profiles_text

_SLACK = 0.02  # what one or two measures more or less come to


def test_no_figure_drops_below_its_baseline() -> None:
    sets = profile_sets()
    now = profiles_record(sets)
    before = json.loads(files("eval").joinpath("baseline.json").read_text(encoding="utf-8"))
    for name, figures in before["profiles"].items():
        for figure, value in figures.items():
            assert now[name][figure] >= value - _SLACK, (name, figure)
    assert sum(s.profiles for s in sets if s.name.startswith("default")) >= 25
    assert sum(s.profiles for s in sets if s.name.startswith("written")) >= 15
    assert "适用查准" in profiles_text(sets)


@pytest.mark.parametrize("line", ["{", "{}", '{"id": "a", "profile": {}, "applies": [1]}', ""])
def test_broken_rows_are_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(BadInput, match=r"第 1 行|没有一行"):
        load(file)
