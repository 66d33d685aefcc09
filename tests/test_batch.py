import json
from pathlib import Path

import pytest

from corpus.errors import BadInput, WenceError
from rag.cli.batch import Row, check_files, region_of, run_batch, turns_of


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
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "none" / "out.jsonl", tmp_path / "folder"):
        with pytest.raises(WenceError, match="写不进"):
            run_batch(source, target, _echo)
        with pytest.raises(BadInput, match="写不进"):
            check_files(source, target)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "in.jsonl"]


def test_what_utf8_cannot_hold_is_escaped_and_endless_nesting_is_a_bad_row(tmp_path: Path) -> None:
    counts, out = _run(tmp_path, b'{"id": "\\ud800", "question": "x"}\n' + b"[" * 100_000)
    assert counts == (2, 1)
    assert out[0] == {"id": "\ud800", "answer": "x"}


def test_the_source_and_the_target_are_looked_at_first(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("{}")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    assert check_files(source, link) == tmp_path / "real"
    for target in (None, Path("/dev/null"), tmp_path):
        with pytest.raises(BadInput):
            check_files(source, target)
    with pytest.raises(BadInput, match="找不到"):
        check_files(tmp_path / "none", link)


def test_fields_of_the_wrong_type_are_refused() -> None:
    for row in ({"turns": "x"}, {"turns": [1]}, {"turns": {}}, {"turns": 0}):
        with pytest.raises(BadInput, match="turns"):
            turns_of(row)
    with pytest.raises(BadInput, match="profile"):
        region_of({"profile": 1})


def test_the_region_may_come_from_the_profile() -> None:
    assert region_of({"profile": {"city": "大连"}}) == "大连"
    assert region_of({"region": "青海", "profile": {"region": "辽宁"}}) == "青海"
