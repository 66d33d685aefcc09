"""A plain notice in other clothes: the files that the same notice comes as."""

import html
import io
import re
import zipfile

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_HALF_WIDTH = str.maketrans({"（": "(", "）": ")"})
_IN_BRACKETS = str.maketrans("：；，", ":;,")
_BRACKETS = re.compile(r"\([^()]{0,500}\)")
_FONT, _SIZE, _LEADING, _LEFT, _TOP = "STSong-Light", 16, 28, 74, 740
_CHARACTERS, _LINES = 28, 22  # a line and a page
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_BEFORE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知_政府网</title>'
    "<script>var text = '甲，乙。';</script></head><body>"
    '<div class="nav"><ul><li><a href="/">首页</a><li><a href="/zw">政务公开</a></ul></div>'
    '<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>'
    '<div class="main"><div class="tools"><a href="#">打印</a> <a href="#">关闭</a></div>'
    '<div id="zoom">'
)
_AFTER = (
    '</div><div>上一篇：<a href="/1">另一份通知</a></div></div><div class="side">相关链接'
    '<ul><li><a href="/2">图解：一图读懂，全在这里</a></li></ul></div>'
    '<div class="footer">主办：省政府办公厅 <a href="/i">某ICP备05000000号</a></div></body></html>'
)


def one_paragraph_half_width(text: str) -> bytes:
    """All in one line without indents; brackets, and the marks within them, in half width."""
    joined = re.sub(r"[\s\u3000]+", "", text).translate(_HALF_WIDTH)
    return _BRACKETS.sub(lambda m: m.group().translate(_IN_BRACKETS), joined).encode()


def text_layer(text: str) -> bytes:
    """As a PDF's text layer is copied: lines of forty characters, no indents, page markers."""
    lines = list[str]()
    for paragraph in _paragraphs(text):
        lines.append(paragraph[:38])
        lines.extend(paragraph[i : i + 40] for i in range(38, len(paragraph), 40))
    pages = [lines[i : i + 30] for i in range(0, len(lines), 30)]
    return "\n\n".join(
        f"# Page {n}:\n" + "\n".join(page) for n, page in enumerate(pages, 7)
    ).encode()


def gb18030_crlf(text: str) -> bytes:
    """As an old Windows editor saves it."""
    return text.replace("\n", "\r\n").encode("gb18030")


def utf16(text: str) -> bytes:
    """As "Unicode" of Windows, with BOM."""
    return text.encode("utf-16")


def as_html(text: str) -> bytes:
    """A saved page with navigation, breadcrumbs, a side bar and a footer around the body."""
    body = "\n".join(f"<p>&emsp;&emsp;{html.escape(p)}</p>" for p in _paragraphs(text))
    return (_BEFORE + body + _AFTER).encode()


def as_docx(text: str) -> bytes:
    """A Word document with one paragraph for each."""
    return docx("".join(f"<w:p>{run(p)}</w:p>" for p in _paragraphs(text)))


def as_pdf(text: str) -> bytes:
    """A4 pages with wrapped lines, two characters of indent, a running head and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    lines = _wrapped(text)
    for page, first in enumerate(range(0, len(lines), _LINES), start=1):
        _draw_page(canvas, lines[first : first + _LINES], page)
    canvas.save()
    return file.getvalue()


def run(text: str) -> str:
    """A run of WordprocessingML."""
    return f'<w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'


def docx(body: str, **parts: str) -> bytes:
    """A Word document with this body and, by name, further parts such as `numbering`."""
    contents = {"[Content_Types].xml": _TYPES, "word/document.xml": _part("document", body, "body")}
    contents |= {f"word/{name}.xml": _part(name, content) for name, content in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file.getvalue()


def _part(root: str, content: str, inner: str = "") -> str:
    content = f"<w:{inner}>{content}</w:{inner}>" if inner else content
    return f'<?xml version="1.0"?><w:{root} xmlns:w="{_W}">{content}</w:{root}>'


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _wrapped(text: str) -> list[tuple[int, str]]:
    """Lines with their indents in characters."""
    lines = list[tuple[int, str]]()
    for paragraph in _paragraphs(text):
        first = _CHARACTERS - 2
        lines.append((2, paragraph[:first]))
        rest = range(first, len(paragraph), _CHARACTERS)
        lines.extend((0, paragraph[i : i + _CHARACTERS]) for i in rest)
    return lines


def _draw_page(canvas: Canvas, lines: list[tuple[int, str]], page: int) -> None:
    canvas.setFont(_FONT, 9)
    canvas.drawCentredString(A4[0] / 2, 800, "某某省人民政府公报")
    canvas.setFont(_FONT, _SIZE)
    for i, (indent, line) in enumerate(lines):
        canvas.drawString(_LEFT + indent * _SIZE, _TOP - i * _LEADING, line)
    canvas.drawCentredString(A4[0] / 2, 50, f"— {page} —")
    canvas.showPage()
