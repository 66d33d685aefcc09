from pathlib import Path

import pytest

from eval.reading import main

_TEXT = (
    "某办法\n一、甲。（责任单位：市乙局、丙局）\n"
    "二、丁。（市戊局负责，2024年底前完成）\n三、己（试行）。"
)


def test_the_table_and_the_brackets_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "甲.txt"
    file.write_text(_TEXT)
    main([str(file), "--brackets", "9", "--seed", "1"])
    printed = capsys.readouterr().out
    assert "甲\t1\t3\t3\t2\t100.00" in printed
    assert "responsible: 市乙局 | 市丙局" in printed and "deadlines: 2024年底前完成" in printed
    assert "十倍的文字" in printed and printed.count("\n[") == 2
