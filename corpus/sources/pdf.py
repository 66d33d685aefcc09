"""PDF with a text layer → the lines of its pages, as printed.

The layer knows neither lines nor indents, only where each character stands. Both are measured:
pieces on one baseline are a line, and its distance from the page's margin, in characters, is
written as so many ideographic spaces, for `corpus.sources.layout` to tell paragraphs by.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from unicodedata import east_asian_width

import pypdfium2
from pypdfium2 import raw

from corpus.errors import NoticeError

MAX_PAGES = 3000

_FEWEST = 10  # characters a page; a scan has none, or what its scanner stamps on it
_MAX_INDENT = 20
_BODY_LINE = 10.0  # characters; shorter lines say nothing about the margin
_USUAL_SIZE = 16.0  # points: 三号, where a page is too short to measure
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ue000-\uf8ff\ufffc-\uffff]")
_Point = tuple[float, float]
_PIECE = re.compile(r"[^\r\n]+")


def text_of(data: bytes) -> str:
    """One line for each printed line, top to bottom; a line that holds "\\f" between pages.

    Raises NoticeError where the PDF is damaged, encrypted, a scan, too long, or its text layer
    cannot be read as characters.
    """
    pages = [list(_lines(page)) for page in _pages(_opened(data))]
    text = "".join(line.text for page in pages for line in page)
    if len(text) < _FEWEST * len(pages):
        raise NoticeError("这份 PDF 是扫描件，没有文字层。请先做文字识别（OCR）再试。")
    if len(_UNREADABLE.findall(text)) * 5 > len(text):
        raise NoticeError(
            "这份 PDF 的文字层是乱码（字体没有编码表）。请换一份，或先做文字识别（OCR）再试。"
        )
    usual = median([_margin(page) for page in pages if page] or [0.0])
    return "\n\f\n".join("\n".join(_indented(page, usual)) for page in pages)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        if e.err_code == raw.FPDF_ERR_PASSWORD:
            raise NoticeError("这份 PDF 有打开密码。请去掉密码后再试。") from e
        raise NoticeError("这份 PDF 已损坏。请重新下载，或打开后另存一份再试。") from e
    if len(document) > MAX_PAGES:
        raise NoticeError(f"这份 PDF 超过 {MAX_PAGES} 页。请只给出通知所在的页。")
    return document


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters in a row: where the first and the last begin, `x` to the right, `y` upwards."""

    text: str
    x: float
    y: float
    last_x: float

    @property
    def size(self) -> float:
        """The width of a wide character, as measured; 0 where the piece is too short to tell."""
        width = _width(self.text[:-1])
        return (self.last_x - self.x) / width if width >= 4 else 0.0


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    x: float
    size: float  # of the characters of its page


def _width(text: str) -> float:
    """In wide characters: a Latin letter or a figure is half as wide."""
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.5 for c in text)


def _pages(document: pypdfium2.PdfDocument) -> Iterator[list[_Piece]]:
    """The pieces of each page; a page that cannot be loaded is an empty one."""
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield []
            continue
        layer = page.get_textpage()
        yield _pieces(layer)
        layer.close()
        page.close()


def _pieces(layer: pypdfium2.PdfTextPage) -> list[_Piece]:
    """What the layer gives in a row, turned so that most of the text runs to the right."""
    found = list(_found(layer))
    across = sum(x2 - x1 for _, (x1, _), (x2, _) in found)
    up = sum(y2 - y1 for _, (_, y1), (_, y2) in found)
    turned = _turn(across, up)
    return [_Piece(text, *turned(*start), turned(*end)[0]) for text, start, end in found]


def _found(layer: pypdfium2.PdfTextPage) -> Iterator[tuple[str, _Point, _Point]]:
    """Each piece with where its first and its last character begin."""
    for match in _PIECE.finditer(layer.get_text_range()):
        piece = match.group().strip()
        if piece:
            first = match.start() + match.group().index(piece[0])
            yield piece, _origin(layer, first), _origin(layer, first + len(piece) - 1)


def _origin(layer: pypdfium2.PdfTextPage, index: int) -> _Point:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(layer.raw, index, x, y)
    return x.value, y.value


def _turn(across: float, up: float) -> Callable[[float, float], _Point]:
    """The quarter turn that brings a direction to the right; pages lie on their side at times."""
    if abs(across) >= abs(up):
        return (lambda x, y: (-x, -y)) if across < 0 else (lambda x, y: (x, y))
    return (lambda x, y: (-y, x)) if up < 0 else (lambda x, y: (y, -x))


def _lines(pieces: list[_Piece]) -> Iterator[_Line]:
    """Pieces on the same baseline, left to right, from the top of the page."""
    sizes = [p.size for p in pieces if p.size > 1]
    size = median(sizes) if sizes else _USUAL_SIZE
    row = list[_Piece]()
    for piece in sorted(pieces, key=lambda p: -p.y):
        if row and row[0].y - piece.y > size / 2:
            yield _joined(row, size)
            row = []
        row.append(piece)
    if row:
        yield _joined(row, size)


def _joined(row: list[_Piece], size: float) -> _Line:
    """One line; a blank where pieces stand apart by a character or more, as cells do."""
    row = sorted(row, key=lambda p: p.x)
    text = row[0].text
    for before, piece in pairwise(row):
        gap = piece.x - before.last_x - size * _width(before.text[-1])
        narrow = (before.text[-1] + piece.text[0]).isascii()
        text += " " * (gap > (size / 5 if narrow else size)) + piece.text
    return _Line(text, row[0].x, size)


def _margin(page: list[_Line]) -> float:
    """The left edge of the text: of its lines, or of all where none is long."""
    body = [line.x for line in page if _width(line.text) > _BODY_LINE]
    return min(body or [line.x for line in page])


def _indented(page: list[_Line], usual: float) -> Iterator[str]:
    """The lines behind their indents. A page of indented lines has the usual margin."""
    if not page:
        return
    own = _margin(page)
    margin = min(own, usual) if own - usual < 4 * page[0].size else own
    for line in page:
        characters = round((line.x - margin) / line.size)
        yield "\u3000" * max(0, min(characters, _MAX_INDENT)) + line.text
