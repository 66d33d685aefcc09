"""match, compare and agency as commands: JSON of the contract, files, and every mistake."""

import json
from pathlib import Path

import pytest

from tests.test_cli import _fails, _wence

pytestmark = pytest.mark.model


def test_match_from_a_sentence(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.docx"
    sentence = "大连的跨境电商零售出口企业，30人，高新技术企业，想建海外仓"
    done = _wence(home, "match", "--text", sentence, "--out", str(out), "--json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["profile"]["city"] == "大连" and record["questions"]
    benefits = [m["benefit"] for m in record["applies"]]
    assert any("海外仓" in b for b in benefits)
    assert out.stat().st_size > 5000


def test_match_from_a_file(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "profile.json"
    given = {"region": "青海", "sectors": ["商业银行"], "text": "我们是西宁的银行"}
    file.write_text(json.dumps(given), encoding="utf-8")
    done = _wence(home, "match", "--profile", str(file))
    assert "行业：商业银行" in done.stdout and "地区：青海西宁" in done.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"employees": -3}', "employees"),
        ('{"registered": false, "qualifications": ["高新技术企业"]}', "前后不一"),
        ('{"size_": 3}', "size_"),
        ("[", "不是 JSON"),
    ],
)
def test_bad_profiles(home: Path, tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "profile.json"
    file.write_text(content, encoding="utf-8")
    _fails(_wence(home, "match", "--profile", str(file)), 2, said)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("match",), "--text"),
        (("match", "--text", " "), "空的"),
        (("match", "--text", "大连的企业", "--out", "a.pdf"), ".docx"),
        (("compare",), "空"),
        (("compare", "培训", "--regions", "青海"), "至少要两个地区"),
        (("agency", "火星局"), "火星局"),
        (("agency", "--map", "a.png"), ".svg"),
    ],
)
def test_bad_commands(home: Path, args: tuple[str, ...], said: str) -> None:
    _fails(_wence(home, *args), 2, said)


def test_compare_and_agency(home: Path, tmp_path: Path) -> None:
    compared = json.loads(_wence(home, "compare", "人才培训", "--json").stdout)
    assert any(all(row["cells"].values()) for row in compared["rows"])
    found = json.loads(_wence(home, "agency", "人社厅", "--region", "辽宁", "--json").stdout)
    assert found["total"] == 6 and found["counts"]["lead"] == 1
    listed = json.loads(_wence(home, "agency", "--json").stdout)
    assert len(listed["agencies"]) > 70
    picture = tmp_path / "map.svg"
    assert _wence(home, "agency", "--map", str(picture), "--region", "青海").returncode == 0
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_a_sentence_without_its_option_is_told_where_to_go(home: Path) -> None:
    _fails(_wence(home, "match", "大连的跨境电商企业"), 2, "--text")
