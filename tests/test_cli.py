"""The real command in a subprocess: the whole way to an answer, and every kind of mistake."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model
_COMMAND = str(Path(sys.executable).with_name("wence"))
_NOTICE = (
    "一、支持措施\n（一）仓储补贴。对租用冷链仓库的企业给予20万元补贴。（责任单位：省商务厅）\n"
)


def _wence(home: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [_COMMAND, *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, "WENCE_HOME": str(home), **env},
    )


def _fails(done: subprocess.CompletedProcess[str], code: int, said: str) -> None:
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_from_a_file_to_an_answer(tmp_path: Path) -> None:
    """New home, a notice added, asked, removed: what a user does on the first day."""
    home, file = tmp_path / "home", tmp_path / "notice.txt"
    file.write_bytes(_NOTICE.replace("\n", "\r\n").encode("gb18030"))
    added = _wence(home, "index", "add", str(file), "--region", "浙江", "--title", "仓储通知")
    assert added.returncode == 0 and "已添加" in added.stdout and "索引已更新" in added.stdout
    again = _wence(home, "index", "add", str(file))
    assert "已在库中" in again.stdout

    asked = _wence(home, "ask", "杭州租冷链仓库补贴多少？", "--json")
    answer = json.loads(asked.stdout)
    assert answer["status"] == "answered"
    (citation,) = answer["citations"]
    assert citation["quote"] == "对租用冷链仓库的企业给予20万元补贴。"
    assert citation["agencies"]["responsible"] == ["省商务厅"]
    assert citation["notice"]["title"] == "仓储通知"

    listed = json.loads(_wence(home, "index", "list", "--json").stdout)
    (notice_id,) = [n["id"] for n in listed if n["region"] == "浙江"]
    assert "已删除" in _wence(home, "index", "remove", notice_id).stdout
    refused = json.loads(_wence(home, "ask", "杭州租冷链仓库补贴多少？", "--json").stdout)
    assert (refused["status"], refused["citations"]) == ("refused", [])


def test_readable_answers(home: Path) -> None:
    done = _wence(home, "ask", "辽宁冷链物流基础设施谁牵头？")
    assert done.returncode == 0
    assert done.stdout.startswith("牵头：省农委；配合：省林业厅、省商务厅 [1]")
    assert "（十九）合理布局物流仓储设施" in done.stdout
    assert "辽政发〔2015〕77号" in done.stdout
    assert ">" not in done.stdout and "**" not in done.stdout


def test_parse_prints_the_structure(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(_NOTICE, encoding="utf-8")
    notice = json.loads(_wence(home, "parse", str(file), "--json").stdout)
    assert [c["label"] for c in notice["clauses"]] == ["（一）"]
    assert "责任：省商务厅" in _wence(home, "parse", str(file)).stdout


def test_search(home: Path) -> None:
    hits = json.loads(_wence(home, "search", "海外仓", "-k", "3", "--json").stdout)["hits"]
    assert [h["rank"] for h in hits] == [1, 2, 3]
    assert "海外仓" in hits[0]["text"]


def test_batches(home: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": "a", "question": "青海第十九条讲什么？"},
        {"id": "b", "question": "辽宁呢？", "turns": ["青海到2020年网络零售额占比目标是多少？"]},
        {"id": "c", "question": ""},
        {"id": "d", "question": "坏\ud800字"},
        {"id": "e", "question": "加计扣除多少？", "region": "青海"},
    ]
    source.write_text("\n".join(map(json.dumps, rows)) + "\nnot json\n", encoding="utf-8")
    done = _wence(home, "ask", "--batch", str(source), "--out", str(target))
    assert done.returncode == 0, done.stderr
    out = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [r["id"] for r in out] == ["a", "b", "c", "d", "e", None]
    assert ["error" in r for r in out] == [False, False, True, True, False, True]
    assert out[1]["answer"]["citations"][0]["notice"]["region"] == "辽宁"
    assert out[4]["answer"]["citations"][0]["notice"]["region"] == "青海"

    found = _wence(home, "search", "--batch", str(source), "--out", str(target))
    assert found.returncode == 0
    hits = json.loads(target.read_text("utf-8").splitlines()[0])["hits"]
    assert hits[0]["rank"] == 1


def test_verify_and_build(home: Path) -> None:
    assert "索引完好" in _wence(home, "index", "verify").stdout
    assert "索引已是最新" in _wence(home, "index", "build").stdout


def test_help_speaks_chinese(home: Path) -> None:
    for args in (["--help"], [], ["ask", "--help"], ["index", "--help"]):
        done = _wence(home, *args)
        assert done.returncode == 0
        assert "用法：" in done.stdout and "选项" in done.stdout
        assert "Usage" not in done.stdout and "Show this" not in done.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["ask"], "问题是空的"),
        (["ask", "  "], "问题是空的"),
        (["ask", "？？！"], "只有标点"),
        (["ask", "问" * 30_000], "问题太长"),
        (["ask", "多少？", "--region", "火星"], "不认识的地区"),
        (["ask", "--batch", "/nowhere.jsonl"], "--out"),
        (["ask", "--batch", "/nowhere.jsonl", "--out", "x"], "找不到文件"),
        (["search", "x", "-k", "0"], "-k"),
        (["parse", "/nowhere.txt"], "找不到文件"),
        (["parse", "/"], "文件夹"),
        (["parse"], "缺少"),
        (["frobnicate"], "frobnicate"),
        (["ask", "--frob", "x"], "--frob"),
        (["index", "remove", "nothing"], "wence index list"),
        (["index", "add", "/nowhere.txt"], "找不到文件"),
        (["serve", "--port", "99999"], "--port"),
        (["serve", "--host", ""], "--host"),
        (["ask", "辽宁", "研发"], "引号"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(home: Path, args: list[str], said: str) -> None:
    _fails(_wence(home, *args), 2, said)


def test_bytes_that_are_no_text_are_refused(home: Path) -> None:
    done = subprocess.run(
        [_COMMAND.encode(), b"ask", b"\xff\xfe\xfa"],
        capture_output=True,
        env={**os.environ, "WENCE_HOME": str(home)},
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_an_unknown_setting_is_refused_by_name(home: Path) -> None:
    _fails(_wence(home, "ask", "多少？", WENCE_HOEM="x"), 2, "WENCE_HOEM")


def test_a_home_that_cannot_be_written_is_exit_1(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _fails(_wence(tmp_path / "file", "ask", "加计扣除多少？"), 1, "WENCE_HOME")


def test_an_index_of_another_model_is_exit_1(
    home: Path, hashed_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "index").symlink_to(hashed_folder)
    _fails(_wence(tmp_path, "ask", "加计扣除多少？"), 1, "wence index build")
