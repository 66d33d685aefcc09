"""The agencies of a notice by chapter, as a picture: an SVG that needs nothing beside it.

A row for each agency, a column for each chapter; a cell says how often the agency leads (牵),
supports (配) or is responsible (责) there, the darker the more.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from corpus.model import Measure, Notice
from rag.roles import ROLES

_FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif"
_ROW, _COLUMN, _LEFT, _TOP, _PAD = 26, 92, 250, 124, 16
_DARKEST = 8  # duties in one cell from which it is no darker
_INK, _PALE, _DEEP = "#1f2933", (232, 240, 254), (23, 78, 166)
_WITHOUT = "（未分章）"

_Cells = dict[tuple[str, str], Counter[str]]


def agency_map(notices: Sequence[Notice]) -> str:
    """The map of each notice, one below the other, as SVG text.

    >>> agency_map([notice]).startswith("<svg")  # doctest: +SKIP
    True
    """
    blocks = [_block(notice) for notice in notices]
    width = max((w for _, w, _ in blocks), default=0) + 2 * _PAD
    height = sum(h for _, _, h in blocks) + _PAD
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": "img",
            "font-family": _FONT,
            "font-size": "12",
        },
    )
    ET.SubElement(svg, "title").text = "各部门在各章中的职责"
    ET.SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    y = 0
    for block, _, block_height in blocks:
        block.set("transform", f"translate({_PAD},{y})")
        svg.append(block)
        y += block_height
    return ET.tostring(svg, encoding="unicode")


def _block(notice: Notice) -> tuple[ET.Element, int, int]:
    """One notice: the drawing with its width and height."""
    cells = _counted(notice)
    chapters = list(dict.fromkeys(c.chapter or _WITHOUT for c in notice.clauses))
    chapters = [c for c in chapters if any(chapter == c for _, chapter in cells)]
    bodies = _by_weight(cells)
    group = ET.Element("g")
    _text(group, 0, 26, _title(notice), size="16", weight="bold")
    _text(group, 0, 48, "牵＝牵头，配＝配合，责＝责任；数字是措施数")
    for column, chapter in enumerate(chapters):
        _heading(group, _LEFT + column * _COLUMN, chapter)
    for row, body in enumerate(bodies):
        y = _TOP + row * _ROW
        _text(group, _LEFT - 8, y + 17, body, anchor="end")
        for column, chapter in enumerate(chapters):
            _cell(group, _LEFT + column * _COLUMN, y, cells.get((body, chapter)), body, chapter)
    return group, _LEFT + len(chapters) * _COLUMN, _TOP + len(bodies) * _ROW + 2 * _PAD


def _counted(notice: Notice) -> _Cells:
    """(agency, chapter) → how often it has each role there."""
    cells: _Cells = {}
    for clause in notice.clauses:
        for measure in clause.measures:
            for role, body in _roles(measure):
                place = (body, clause.chapter or _WITHOUT)
                cells.setdefault(place, Counter())[role] += 1
    return cells


def _roles(measure: Measure) -> Iterator[tuple[str, str]]:
    for role in ROLES:
        yield from ((role, body) for body in getattr(measure.agencies, role))


def _by_weight(cells: _Cells) -> list[str]:
    """The agencies, those with most duties first."""
    totals = Counter[str]()
    for (body, _), counted in cells.items():
        totals[body] += counted.total()
    return [body for body, _ in totals.most_common()]


def _title(notice: Notice) -> str:
    return notice.metadata.title or f"{notice.metadata.region or ''}未命名的通知"


def _heading(group: ET.Element, x: int, chapter: str) -> None:
    """A chapter's name above its column, on lines of seven characters."""
    lines = [chapter[i : i + 7] for i in range(0, min(len(chapter), 28), 7)]
    for i, line in enumerate(lines):
        _text(group, x + 4, _TOP - 8 - 15 * (len(lines) - 1 - i), line)


def _cell(
    group: ET.Element, x: int, y: int, counted: Counter[str] | None, body: str, chapter: str
) -> None:
    size = {"width": str(_COLUMN - 3), "height": str(_ROW - 3), "rx": "3"}
    total = counted.total() if counted else 0
    box = ET.SubElement(group, "rect", {"x": str(x), "y": str(y), "fill": _shade(total), **size})
    if not counted:
        return
    words = " ".join(f"{w[0]}{counted[r]}" for r, w in ROLES.items() if counted[r])
    ET.SubElement(box, "title").text = f"{body} · {chapter}：{words}"
    dark = total > _DARKEST / 2
    _text(group, x + 6, y + 16, words, fill="#ffffff" if dark else _INK)


def _shade(total: int) -> str:
    """#f5f7fa for none, from pale to deep blue with the number."""
    if not total:
        return "#f5f7fa"
    share = min(total, _DARKEST) / _DARKEST
    mixed = (round(p + (d - p) * share) for p, d in zip(_PALE, _DEEP, strict=True))
    return "#" + "".join(f"{c:02x}" for c in mixed)


def _text(
    group: ET.Element,
    x: int,
    y: int,
    words: str,
    *,
    anchor: str = "start",
    size: str = "12",
    weight: str = "normal",
    fill: str = _INK,
) -> None:
    place = {"x": str(x), "y": str(y), "text-anchor": anchor, "fill": fill}
    ET.SubElement(group, "text", {**place, "font-size": size, "font-weight": weight}).text = words
