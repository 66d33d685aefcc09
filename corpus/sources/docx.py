"""Word documents (.docx) → paragraphs and tables in order, with their automatic numbers.

A .docx is a zip of XML parts (ECMA-376). Only the parts that are needed are read, counted while
they unpack, so that what a zip claims of itself is never trusted; a part with a DOCTYPE is
refused, so no entity is ever expanded.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from corpus.errors import NoticeError
from corpus.sources.autonumber import Numbering
from corpus.sources.wordml import W, value

MAX_UNPACKED = 200 * 1024 * 1024
MAX_MEMBERS = 10_000

_CHUNK = 1 << 18
_DOCUMENT = re.compile(r"word/document\d{0,3}\.xml")
_NEEDED = ("word/numbering.xml", "word/styles.xml")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted or moved away, properties, and the second copy of a text box.
_DROPPED = {W + n for n in ("del", "moveFrom", "pPr", "tblPr", "trPr", "tcPr")} | {_FALLBACK}
_WRAPPERS = {W + n for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_CHARACTERS = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "noBreakHyphen": "-"}
_ENCRYPTED_MEMBER = 0x1
_DAMAGED = "这份 Word 文档已损坏。请重新下载，或用 Word 打开后另存为 .docx 再试。"
_TOO_LARGE = (
    f"解压后超过 {MAX_UNPACKED >> 20} MB 或 {MAX_MEMBERS} 个文件。请把正文另存为 .txt 后再试。"
)
_FOREIGN = {
    "xl/workbook.xml": "这是 Excel 表格。请把通知正文存为 .docx 或 .txt 后再试。",
    "ppt/presentation.xml": "这是演示文稿。请把通知正文存为 .docx 或 .txt 后再试。",
    "OFD.xml": "这是 OFD 版式文件。请用阅读器另存为 PDF 或 .docx 后再试。",
}


def text_of(data: bytes) -> str:
    """One paragraph a line; a row of a table is a line, its cells by tabs.

    Headers, footers, notes and comments lie in other parts and are never read.
    Raises NoticeError where the zip is no Word document, damaged, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document, numbering, styles = _parts(archive)
    except (zipfile.BadZipFile, zlib.error, ParseError, EOFError, NotImplementedError) as e:
        raise NoticeError(_DAMAGED) from e
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise NoticeError(_DAMAGED)
    return "\n".join(_blocks(body, Numbering(numbering, styles)))


def _parts(archive: zipfile.ZipFile) -> list[Element | None]:
    """The document, its numbering and its styles."""
    names = archive.namelist()
    if len(names) > MAX_MEMBERS:
        raise NoticeError(_TOO_LARGE)
    document = next(filter(_DOCUMENT.fullmatch, names), None)
    if document is None:
        raise NoticeError(_why_not_word(names))
    unpacked, parts = 0, list[Element | None]()
    for name in (document, *_NEEDED):
        part, size = _part(archive, name, MAX_UNPACKED - unpacked) if name in names else (None, 0)
        parts.append(part)
        unpacked += size
    return parts


def _why_not_word(names: list[str]) -> str:
    known = next((_FOREIGN[n] for n in _FOREIGN if n in names), None)
    return known or "这是压缩包，不是 Word 文档（.docx）。请解压后给出其中的通知文件。"


def _part(archive: zipfile.ZipFile, name: str, allowed: int) -> tuple[Element, int]:
    """A part of the document and how many bytes it has unpacked."""
    if archive.getinfo(name).flag_bits & _ENCRYPTED_MEMBER:
        raise NoticeError("这份文档有密码保护。请去掉密码，另存为 .docx 后再试。")
    parser, size = XMLParser(target=_NoDoctype()), 0
    with archive.open(name) as member:
        while chunk := member.read(_CHUNK):
            size += len(chunk)
            if size > allowed:
                raise NoticeError(_TOO_LARGE)
            parser.feed(chunk)
    return parser.close(), size


class _NoDoctype(TreeBuilder):
    """Word writes no DOCTYPE; one is there only to define entities."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise NoticeError(_DAMAGED)


def _blocks(parent: Element, numbering: Numbering) -> Iterator[str]:
    """The lines of a body, a content control or a text box."""
    for child in parent:
        if child.tag == W + "p":
            yield from _paragraph(child, numbering)
        elif child.tag == W + "tbl":
            yield from (_row(row, numbering) for row in _inside(child, W + "tr"))
        elif child.tag not in _DROPPED and not _is_contents(child):
            yield from _blocks(child, numbering)


def _is_contents(control: Element) -> bool:
    """A table of contents, made by Word: every heading would come twice."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and value(gallery) == "Table of Contents"


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those wrapped in content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _row(row: Element, numbering: Numbering) -> str:
    """Paragraphs of a cell, and the rows of a table within it, are joined by blanks; a row of one
    cell is a frame around paragraphs.
    """
    blocks = [filter(None, _blocks(cell, numbering)) for cell in _inside(row, W + "tc")]
    cells = ["\n".join(cell) for cell in blocks]
    filled = [cell for cell in cells if cell]
    return filled[0] if len(filled) == 1 else "\t".join(c.replace("\n", " ") for c in cells)


def _paragraph(paragraph: Element, numbering: Numbering) -> Iterator[str]:
    """Its text with its number, then the text boxes that hang on it."""
    boxes = list[Element]()
    text = "".join(_pieces(paragraph, boxes))
    is_deleted = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
    if text.strip() or not is_deleted:
        label = numbering.label(paragraph)
        yield label + text if text.strip() else ""
    for box in boxes:
        yield from _blocks(box, numbering)


def _pieces(element: Element, boxes: list[Element]) -> Iterator[str]:
    """The characters of a paragraph in order; text boxes are put aside."""
    for child in element:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag == W + "txbxContent":
            boxes.append(child)
        elif child.tag not in _DROPPED and child.find(f"{W}rPr/{W}vanish") is None:
            yield from _pieces(child, boxes)
