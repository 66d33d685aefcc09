import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import NoticeError
from corpus.library import default_notices
from corpus.sources import MAX_BYTES, files, read_file
from tests import disguise

_TEXT = "一、总则\n（一）甲。\n"
_SHORT = [
    "各市人民政府，省直各部门：为进一步稳定和扩大就业，经省政府同意，现就有关事项通知如下。一、加大稳岗力度，对不裁员企业给予补贴。",
    "（三）强化金融支持。鼓励银行业机构开发专属信贷产品，降低小微企业融资成本。（责任单位：省地方金融监管局、人民银行分行）",
    "到2025年，全省建成标准化厂房50万平方米，培育专精特新企业200家，实现年营业收入100亿元以上，力争进入全国前列。",
]
_TRADITIONAL = (
    "（三）強化金融支持。鼓勵銀行業機構開發專屬信貸產品，降低小微企業融資成本，"
    "對不裁員企業給予補貼，並加大宣傳力度。"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(_TEXT.encode(encoding))
    assert read_file(path) == _TEXT


@pytest.mark.parametrize("text", _SHORT)
@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "gb2312", "utf-16-le", "utf-16-be"])
def test_short_texts_are_told_apart_without_a_mark(
    tmp_path: Path, text: str, encoding: str
) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(text.encode(encoding))
    assert read_file(path) == text


@pytest.mark.parametrize("encoding", ["big5", "gbk", "utf-8"])
def test_traditional_characters_come_in_big5_and_in_gbk(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(_TRADITIONAL.encode(encoding))
    assert read_file(path) == _TRADITIONAL


def test_one_stray_byte_in_a_long_text_is_one_visible_gap(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes("甲乙丙丁。".encode() * 300 + b"\xff" + "戊。".encode())
    assert read_file(path) == "甲乙丙丁。" * 300 + "\ufffd戊。"


def test_a_short_text_with_a_stray_byte_names_its_place(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes("甲乙。".encode() + b"\xff" + "丙。".encode())
    with pytest.raises(NoticeError, match="第 10 个字节"):
        read_file(path)


def test_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    for end in ("\r\n", "\r"):
        path.write_bytes(_TEXT.replace("\n", end).encode())
        assert read_file(path) == _TEXT


def test_characters_stay_as_printed(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    text = "一、“甲”(乙)：50％、50%，ＡＢＣ①"
    path.write_text(text, encoding="utf-8")
    assert read_file(path) == text


@pytest.mark.parametrize(
    "data",
    [b"", b" \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x89PNG\r\n\x1a\n\0\0", bytes(range(256)) * 16],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(data)
    with pytest.raises(NoticeError, match=r"notice\.txt"):
        read_file(path)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\x89PNG\r\n\x1a\n", "OCR"),
        (b"Rar!\x1a\x07", "解压"),
        (b"{\\rtf1 ...", "另存为 .docx"),
        (b"MIME-Version: 1.0", "另存为 .html"),
    ],
)
def test_known_formats_that_are_not_read_come_with_advice(
    tmp_path: Path, data: bytes, advice: str
) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(data)
    with pytest.raises(NoticeError, match=advice):
        read_file(path)


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path / ("长" * 200)):
        with pytest.raises(NoticeError):
            read_file(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoticeError, match="找不到文件"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(NoticeError, match="文件夹"):
        read_file(tmp_path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(NoticeError, match="50 MB"):
        read_file(path)


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(_TEXT, encoding="utf-8")
    true_fstat = os.fstat

    def fstat_of_a_growing_file(descriptor: int) -> os.stat_result:
        found = true_fstat(descriptor)
        with path.open("a") as file:
            file.write("。")
        return found

    monkeypatch.setattr(files.os, "fstat", fstat_of_a_growing_file)
    with pytest.raises(NoticeError, match="被改动"):
        read_file(path)


_DISGUISES = [
    (disguise.gb18030_crlf, "n.txt"),
    (disguise.utf16, "n.txt"),
    (disguise.as_html, "n.html"),
    (disguise.as_docx, "n.docx"),
    (disguise.as_pdf, "n.pdf"),
]


@pytest.mark.parametrize(("dress", "name"), _DISGUISES)
def test_a_notice_is_the_same_in_every_dress(
    tmp_path: Path, dress: Callable[[str], bytes], name: str
) -> None:
    path = tmp_path / name
    for text, _ in default_notices():
        path.write_bytes(dress(text))
        assert "".join(read_file(path).split()) == "".join(text.split())


def test_the_format_is_known_without_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "download"
    for dress, _ in _DISGUISES:
        path.write_bytes(dress(_SHORT[0] + "\n" + _SHORT[1]))
        lines = read_file(path).replace("\u3000", "").split("\n")
        assert [line for line in lines if line in _SHORT] == _SHORT[:2]
