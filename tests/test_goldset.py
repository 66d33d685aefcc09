"""The gold set: broken files are named by line, and the one that comes with wence is sound."""

import json
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.errors import BadInput
from corpus.model import Notice
from eval.command import default_gold
from eval.goldset import KINDS, check, clauses_by_name, load

_ROW = {
    "id": "a", "kind": "figures", "question": "多少？", "groups": [["辽宁（五）"]],
    "facts": ["50%"], "answerable": True,
}  # fmt: skip


def _file(folder: Path, *rows: object) -> Path:
    path = folder / "gold.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["{broken"], "第 1 行：不是 JSON"),
        ([_ROW, "[1]"], "第 2 行"),
        ([_ROW, _ROW], "编号 a 重复"),
        ([], "没有问题"),
        ([_ROW | {"kind": "poem"}], "kind"),
        ([_ROW | {"groups": []}], "groups"),
        ([_ROW | {"answerable": False}], "groups"),
        ([_ROW | {"reason": "unclear"}], "reason"),
        ([_ROW | {"typo": 1}], "typo"),
    ],
)
def test_a_broken_file_is_refused_by_line(tmp_path: Path, rows: list[object], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        load(_file(tmp_path, *rows))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="读不了"):
        load(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"groups": [["辽宁（九十九）"]]}, "没有条款 辽宁（九十九）"),
        ({"facts": ["175%"]}, "没有“175%”"),
        ({"lead": ["省体育局"]}, "没有部门“省体育局”"),
        ({"also": ["浙江（一）"]}, "没有条款 浙江（一）"),
    ],
)
def test_a_row_that_the_notices_do_not_bear_out_is_named(
    tmp_path: Path, notices: dict[str, Notice], change: dict[str, object], told: str
) -> None:
    clauses = clauses_by_name(Catalogue(notices.values()))
    with pytest.raises(BadInput, match="第 2 行") as e:
        check(load(_file(tmp_path, "", _ROW | change)), clauses)
    assert told in str(e.value)


@pytest.mark.parametrize("name", ["dev", "test", "practice"])
def test_our_questions_stand_on_the_notices(notices: dict[str, Notice], name: str) -> None:
    path = default_gold()[0].with_name(f"{name}.jsonl")
    check(load(path), clauses_by_name(Catalogue(notices.values())))


def test_the_gold_set_is_as_large_as_it_claims() -> None:
    dev, test = (load(path).rows for path in default_gold())
    rows = [*dev, *test]
    assert abs(len(dev) - len(test)) <= 2
    assert sum(r.answerable for r in rows) >= 300
    assert sum(not r.answerable for r in rows) >= 100
    assert {k for k in KINDS if sum(r.kind == k for r in rows) < 15} == set()
    assert not {r.question for r in dev if not r.turns} & {r.question for r in test if not r.turns}
