import json
from pathlib import Path

import pytest

from corpus.errors import BadInput
from rag.cli.batch import Row, region_of, run_batch, turns_of


def _echo(row: Row) -> Row:
    if row.get("question") == "坏":
        raise BadInput("不行")
    return {"answer": row["question"]}


def _run(tmp_path: Path, data: bytes) -> tuple[tuple[int, int], list[Row]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(data)
    counts = run_batch(source, target, _echo)
    return counts, [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_a_bad_row_gives_an_error_row_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [
        '{"id": 1, "question": "甲"}'.encode(),
        b"not json",
        b"[1]",
        b"\xff\xfe",
        '{"id": 2, "question": "坏"}'.encode(),
        b"",
        '{"id": 3, "question": "乙"}'.encode(),
    ]
    counts, out = _run(tmp_path, b"\n".join(rows))
    assert counts == (6, 4)
    assert [r.get("id") for r in out] == [1, None, None, None, 2, 3]
    assert ["error" in r for r in out] == [False, True, True, True, True, False]


def test_no_rows_give_no_rows(tmp_path: Path) -> None:
    assert _run(tmp_path, b"\n\n") == ((0, 0), [])


def test_a_result_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "question": "甲"}', encoding="utf-8")
    with pytest.raises(BadInput, match="写不进"):
        run_batch(source, tmp_path / "none" / "out.jsonl", _echo)
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadInput, match="写不进"):
        run_batch(source, tmp_path / "folder", _echo)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "in.jsonl"]


def test_fields_of_the_wrong_type_are_refused() -> None:
    for row in ({"turns": "x"}, {"turns": [1]}):
        with pytest.raises(BadInput, match="turns"):
            turns_of(row)
    with pytest.raises(BadInput, match="profile"):
        region_of({"profile": 1})


def test_the_region_may_come_from_the_profile() -> None:
    assert region_of({"profile": {"city": "大连"}}) == "大连"
    assert region_of({"region": "青海", "profile": {"region": "辽宁"}}) == "青海"
