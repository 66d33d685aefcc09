import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import NoticeError
from corpus.reading import read_text
from corpus.sources import child, read_file
from corpus.sources.docx import text_of as docx_text
from corpus.sources.html import text_of as html_text
from corpus.sources.markdown import text_of as markdown_text
from corpus.sources.ordinals import printed
from corpus.sources.pdf import text_of as pdf_text
from tests.disguise import as_docx, as_pdf, docx, run

# Web pages ---------------------------------------------------------------------------------------

_TITLE = "某某省人民政府关于稳定就业的实施意见"
_PARAGRAPHS = [
    "各市人民政府，省政府各厅委：",
    "为贯彻落实国家部署，结合我省实际，提出如下意见。",
    "一、总体要求",
    "（一）基本原则。",
    "坚持就业优先，兼顾各方；统筹城乡、区域发展。",
    "（二）主要目标。新增就业50万人。（牵头单位：省人社厅，配合单位：省财政厅）",
    "某某省人民政府",
    "2016年1月5日",
]
_P = "".join(f"<p>&emsp;&emsp;{p}</p>\n" for p in _PARAGRAPHS)
_NAV = '<div><a href="/">首页</a> <a href="/zw">政务公开</a> 今天是2016年1月5日，星期二</div>'
_SIDE = "<div><h3>相关解读</h3><ul>" + '<li><a href="1">图解：稳就业、促消费，一图读懂</a>' * 8
_SIDE += "</ul></div>"
_FOOT = '<div><p>主办：省政府办公厅</p>网站标识码：21 <a href="x">某ICP备05号</a></div>'
_INFO = "<div>发布时间：2016-01-06 来源：省政府 【字体：<a href=#>大</a> <a href=#>小</a>】</div>"
_TOOLS = '<div><a href="javascript:print()">打印</a> <a href="#">关闭</a></div>'
_SPANS = "".join(
    f'<p style="x"><span lang=EN><font>{p[:5]}</font></span><span>{p[5:]}</span><o:p></o:p></p>'
    for p in _PARAGRAPHS
)
_DIVS = "".join(f"<div>{p}</div>" for p in _PARAGRAPHS)
_PAGES = {
    "zoom": f"{_NAV}<div>您当前的位置：<a href=1>首页</a> &gt; 正文</div><div>{_INFO}"
    f'<div id="zoom">{_P}</div>{_TOOLS}上一篇：<a href=9>另一份</a></div>{_SIDE}{_FOOT}',
    "editor": f"{_NAV}<div class=TRS_Editor><style>P {{}}</style><div>{_SPANS}</div></div>{_FOOT}",
    "breaks": f"{_NAV}<div>{'<br><br>'.join('&nbsp;&nbsp;' + p for p in _PARAGRAPHS)}</div>{_SIDE}",
    "divs": f"<header>{_NAV}</header><div><UCAPCONTENT>{_DIVS}</UCAPCONTENT></div>{_FOOT}",
    "table": f"<table><tr><td>{_NAV}<tr><td>{_SIDE}<td><table><tr><td><table><tr><td>索引号：<td>1"
    f"<td>主题分类：<td>劳动、人事</table><tr><td>{_P}</table><tr><td>{_FOOT}</table>",
    "form": f'<form id="aspnetForm"><div>{_NAV}</div><div class=WordSection1>{_P}</div></form>',
}


@pytest.mark.parametrize("name", list(_PAGES))
def test_a_page_gives_the_paragraphs_of_its_notice(name: str) -> None:
    page = f"<html><head><script>甲，乙。</script></head><body>{_PAGES[name]}</body></html>"
    assert html_text(page.encode()).split("\n") == _PARAGRAPHS


def test_a_title_within_the_article_is_kept() -> None:
    page = f"{_NAV}<div><h1>{_TITLE}</h1>{_INFO}<div>{_P}</div>{_TOOLS}</div>{_SIDE}"
    assert html_text(page.encode()).split("\n") == [_TITLE, *_PARAGRAPHS]


def test_a_notice_in_one_paragraph_stays_whole_in_its_declared_encoding() -> None:
    whole = "".join(_PARAGRAPHS)
    page = f'<meta http-equiv=Content-Type content="text/html; charset=gb2312">{_NAV}<p>{whole}</p>'
    assert whole in html_text(page.encode("gb18030")).split("\n")


def test_a_table_gives_a_line_for_each_row() -> None:
    table = "<table><tr><td><p>序号</p><td>任务</tr><tr><td>1<td>甲，<br>乙。</table>"
    assert html_text(f"<div>{_P}{table}</div>".encode()).endswith("序号\t任务\n1\t甲， 乙。")


def test_lines_broken_in_the_source_and_hidden_text_leave_no_trace() -> None:
    page = '<div><p>一、甲乙，丙\n  丁。</p><p style="display: none">戊，己。</p><p>庚，辛。</div>'
    assert html_text(page.encode()) == "一、甲乙，丙丁。\n庚，辛。"


def test_a_page_without_a_body_says_so() -> None:
    with pytest.raises(NoticeError, match="网页里没有正文"):
        html_text(b"<html><body><div id=app></div></body></html>")


# Markdown ----------------------------------------------------------------------------------------


def test_markdown_is_what_a_reader_would_copy() -> None:
    source = (
        "# 意见\n\n    四空格的段。\n\n2. **甲**\n3. 乙\n- 丙 [号](http://x)\n\n|a|b|\n|-|-|\n|c|d|"
    )
    lines = [line for line in markdown_text(source.encode()).split("\n") if line]
    assert lines == ["意见", "四空格的段。", "2. 甲", "3. 乙", "丙 号", "a\tb", "c\td"]


def test_page_markers_and_indents_stay_in_markdown() -> None:
    text = markdown_text("甲\n\n# Page 12:\n\u3000\u3000乙\n丙".encode())
    assert text == "甲\n\n# Page 12:\n\n\u3000\u3000乙\n丙"


# Word --------------------------------------------------------------------------------------------


def _numbered(depth: int, text: str, list_id: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def _level(depth: int, number_format: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


_LEVELS = (
    _level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="H1"/>')
    + _level(1, "chineseCounting", "（%2）")
    + _level(2, "decimal", "%3.")
)
_NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_automatic_numbers_are_printed_and_start_anew_below_each_heading() -> None:
    body = "".join(
        _numbered(depth, text)
        for depth, text in [
            (0, "甲"),
            (1, "乙"),
            (2, "丙"),
            (2, "丁"),
            (1, "戊"),
            (2, "己"),
            (0, "庚"),
        ]
    )
    text = docx_text(docx(body, numbering=_NUMBERING))
    assert text.split("\n") == [
        "一、甲",
        "（一）乙",
        "1. 丙",
        "2. 丁",
        "（二）戊",
        "1. 己",
        "二、庚",
    ]


def test_a_list_may_start_elsewhere() -> None:
    body = (
        _numbered(2, "甲") + _numbered(2, "乙", 2) + _numbered(2, "丙", 2) + _numbered(0, "丁", 0)
    )
    text = docx_text(docx(body, numbering=_NUMBERING))
    assert text.split("\n") == ["1. 甲", "5. 乙", "6. 丙", "丁"]


def test_a_style_brings_its_number() -> None:
    styles = (
        '<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Own"><w:basedOn w:val="H1"/></w:style>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p>'
        for style, text in [("H1", "甲"), ("Own", "乙"), ("Other", "丙")]
    )
    text = docx_text(docx(body, numbering=_NUMBERING, styles=styles))
    assert text.split("\n") == ["一、甲", "二、乙", "丙"]


@pytest.mark.parametrize(
    ("number", "name", "expected"),
    [
        (12, "chineseCounting", "十二"),
        (105, "chineseCountingThousand", "一百零五"),
        (11, "decimalEnclosedCircleChinese", "⑪"),
        (2, "ideographTraditional", "乙"),
        (3, "chineseLegalSimplified", "叁"),
        (28, "lowerLetter", "bb"),
        (9, "upperRoman", "IX"),
        (7, "an unknown format", "7"),
    ],
)
def test_numbers_are_printed_by_format(number: int, name: str, expected: str) -> None:
    assert printed(number, name) == expected


def test_revisions_breaks_and_tables_are_read_as_printed() -> None:
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    body = (
        f"<w:p><w:del>{run('旧')}</w:del><w:ins>{run('新')}</w:ins><w:r><w:br/><w:t>次</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{cell.format(run('甲'))}{cell.format(run('乙'))}</w:tr></w:tbl>"
        f"<w:p>{run('后')}</w:p>"
    )
    assert docx_text(docx(body)) == "新\n次\n甲\t乙\n后"


def test_a_text_box_follows_its_paragraph() -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent></w:pict></w:r>"
    assert docx_text(docx(f"<w:p>{box}{run('文')}</w:p>")) == "文\n框"


# PDF ---------------------------------------------------------------------------------------------


def _drawn(*lines: tuple[float, float, str], rotation: int = 0) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setPageRotation(rotation)
    canvas.setFont("STSong-Light", 16)
    for x, y, text in lines:
        canvas.drawString(x, y, text)
    canvas.save()
    return file.getvalue()


def test_indents_are_measured_and_pieces_of_a_line_are_joined() -> None:
    pdf = _drawn(
        (90, 672, "第二行从左边界开始，到这里。"),
        (90 + 32, 700, "第一段缩进两个字，"),
        (90 + 32 + 9 * 16, 700, "同一行的后半截"),
        (200, 640, "（一）甲"),
        (400, 640, "另一格"),
    )
    assert pdf_text(pdf).split("\n") == [
        "\u3000\u3000第一段缩进两个字，同一行的后半截",
        "第二行从左边界开始，到这里。",
        "\u3000" * 7 + "（一）甲 另一格",
    ]


def test_a_page_on_its_side_is_read() -> None:
    pdf = _drawn((90, 700, "甲乙丙丁戊己庚辛，"), (90, 670, "壬癸。"), rotation=90)
    assert pdf_text(pdf) == "甲乙丙丁戊己庚辛，\n壬癸。"


def test_pages_are_parted_by_a_form_feed() -> None:
    assert "\n\f\n" in pdf_text(as_pdf("甲乙丙丁，戊己庚辛。" * 200))


# What must not break wence -----------------------------------------------------------------------


def _picture(password: str | None = None) -> bytes:
    file = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(file, encrypt=encryption)
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def _laughs() -> bytes:
    entities = "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">{entities}]><d>&j;</d>'
    return _zip({"word/document.xml": xml.encode()})


_LONG_PDF = as_pdf("甲乙丙丁，戊己庚辛。" * 100)
_BAD = {
    "scan.pdf": (_picture(), "扫描件"),
    "locked.pdf": (_picture("secret"), "密码"),
    "cut.pdf": (_LONG_PDF[: len(_LONG_PDF) // 2], "已损坏"),
    "claims.pdf": (re.sub(rb"/Count \d+", b"/Count 1000000", _LONG_PDF), "3000 页"),
    "cut.docx": (as_docx("甲。")[:200], "已损坏"),
    "laughs.docx": (_laughs(), "已损坏"),
    "many.docx": (_zip({f"m{i}": b"" for i in range(10_001)}), "10000 个文件"),
    "other.docx": (_zip({"readme": b"1"}), "压缩包"),
    "table.docx": (_zip({"xl/workbook.xml": b"<a/>"}), "Excel"),
    "deep.docx": (docx("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000), "解析没有完成"),
}


@pytest.mark.parametrize("name", list(_BAD))
def test_bad_documents_are_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    data, reason = _BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(NoticeError, match=reason) as refused:
        read_file(path)
    assert str(path) in str(refused.value)


def test_a_zip_bomb_is_stopped_while_it_unpacks() -> None:
    body = b"<d>" + b" " * (201 << 20)
    with pytest.raises(NoticeError, match="200 MB"):
        docx_text(_zip({"word/document.xml": body}))


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "docx", "pdf"])
def test_random_bytes_are_refused_under_every_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"notice.{suffix}"
    path.write_bytes(b"\x00\xff" + os.urandom(3000))
    with pytest.raises(NoticeError, match="不是文本文件"):
        read_file(path)


def test_a_parser_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MAX_SECONDS", 1)
    with pytest.raises(NoticeError, match="超过 1 秒"):
        child.extracted("html", b"<div>" * 300_000)


def test_a_parser_that_dies_is_no_traceback() -> None:
    with pytest.raises(NoticeError, match="解析没有完成"):
        child.extracted("nothing", b"")


def test_a_title_outside_of_the_body_is_kept(tmp_path: Path) -> None:
    body = (
        "<div id='zoom'>" + "".join(f"<p>（{n}）甲，乙。丙，丁。</p>" for n in "一二三") + "</div>"
    )
    title = "某省商务厅关于某某工作的通知"
    for head in (f"<h1>{title}</h1>", f'<meta name="ArticleTitle" content="{title}">'):
        path = tmp_path / "x.html"
        path.write_text(f"<html><body>{head}<div><a href='/'>首页</a></div>{body}</body></html>")
        assert read_file(path).splitlines()[0] == title


def test_preformatted_lines_are_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text("<html><body><pre>一、甲，乙。\n二、丙，丁。</pre></body></html>")
    assert read_file(path) == "一、甲，乙。\n二、丙，丁。"


def test_bold_before_chinese_is_bold(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("**（一）甲。**乙丙。")
    assert read_file(path) == "（一）甲。乙丙。"


def test_a_cell_alone_in_its_row_is_a_frame(tmp_path: Path) -> None:
    cell = "".join(f"<w:p>{run(text)}</w:p>" for text in ("一、甲。", "二、乙。"))
    path = tmp_path / "x.docx"
    path.write_bytes(docx(f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"))
    assert read_file(path) == "一、甲。\n二、乙。"


_BODY = "<div id='zoom'>" + "".join(f"<p>（{n}）甲，乙。丙，丁。</p>" for n in "一二三") + "</div>"


def _page(before: str = "", after: str = "") -> str:
    return html_text(f"<html><body>{before}{_BODY}{after}</body></html>".encode())


def test_the_table_above_a_notice_is_kept(tmp_path: Path) -> None:
    cells = [("索引号", "000/2023-1"), ("文号", "某政发〔2023〕5号")]
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in cells)
    text = _page(f"<div><table>{rows}</table></div>")
    known = read_text(f"{text}\n某省人民政府\n2023年5月4日").metadata
    assert known.number == "某政发〔2023〕5号"


def test_a_footer_is_no_list_of_agencies() -> None:
    footer = "<div><p>主办单位：某市人民政府办公室　承办单位：某市大数据管理局</p></div>"
    assert "主办" not in _page(after=footer)


def test_an_ordered_list_keeps_its_numbers() -> None:
    items = "<ol start='3'><li>甲，乙。丙。</li><li>丁，戊。己。</li></ol>"
    assert html_text(f"<body>{items}</body>".encode()) == "3. 甲，乙。丙。\n4. 丁，戊。己。"
