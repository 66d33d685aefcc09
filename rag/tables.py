"""Comparisons and agencies as plain text for a terminal."""

from collections.abc import Iterator, Sequence

from rag.answer import clause_name
from rag.compare import Cell, Comparison, Line
from rag.duties import Duties, counts_in_words
from rag.responsibility import Agency
from rag.roles import ROLES, roles_told

_NONE = "没有对应的规定"


def comparison_text(comparison: Comparison) -> str:
    """The regions side by side, line by line; a region without a counterpart says so."""
    return "\n".join(_comparison_lines(comparison))


def agencies_text(agencies: Sequence[Agency]) -> str:
    """Every agency with its counts, those with most duties first."""
    lines = [
        f"{a.region or ''}　{'／'.join(a.names)}：共 {a.total} 项（{_counted(a)}）"
        for a in agencies
    ]
    return "\n".join(lines) or "库里的通知没有写明负责部门。"


def duties_text(duties: Duties) -> str:
    """The count by role, then every measure under its role."""
    return "\n".join(_duty_lines(duties))


def _comparison_lines(comparison: Comparison) -> Iterator[str]:
    yield f"主题：{comparison.subject}　地区：{'、'.join(comparison.regions)}"
    if comparison.missing:
        yield f"{'、'.join(comparison.missing)}没有关于这个主题的规定。"
    for number, line in enumerate(comparison.lines, 1):
        only = f"（只有{line.only}有）" if line.only else ""
        yield from ("", f"{number}.{only}")
        for region in comparison.regions:
            yield from _cell_lines(region, line)


def _cell_lines(region: str, line: Line) -> Iterator[str]:
    cell = line.cells.get(region)
    if cell is None:
        yield f"  {region}：{_NONE}"
        return
    quote = cell.citation.quote.replace("\n", "")
    yield f"  {region}：{quote} [{cell.citation.rank}]"
    yield from (f"      {part}" for part in _beside(cell))


def _beside(cell: Cell) -> Iterator[str]:
    if cell.amounts:
        yield f"数字：{'、'.join(cell.amounts)}"
    if cell.conditions:
        yield f"条件：{'；'.join(cell.conditions)}"
    yield f"{cell.citation.place}　{roles_told(cell.citation.agencies_full)}"


def _counted(agency: Agency) -> str:
    return "、".join(f"{w} {agency.counts[r]}" for r, w in ROLES.items() if agency.counts[r])


def _duty_lines(duties: Duties) -> Iterator[str]:
    names, total = "、".join(duties.agencies), len(duties.duties)
    yield f"{names}：{counts_in_words(duties.duties)}，共 {total} 项"
    for role, word in ROLES.items():
        mine = [d for d in duties.duties if d.role == role]
        if mine:
            yield from ("", f"{word}（{len(mine)} 项）")
        for duty in mine:
            text = duty.measure.opening.of(duty.located.notice.text).replace("\n", "")
            yield f"  · {clause_name(duty.located)}：{text}"
