"""对比: a subject and regions, side by side in a table."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from corpus.errors import WenceError
from page.events import OWN, QUIET, fault
from page.parts import badges, scrolled, where_line
from page.words import text
from rag.compare import Cell, Comparison, Line
from rag.question import MAX_LENGTH
from rag.service import Service

_EMPTY = (
    '<p class="empty">写一个主题，例如 人才培训、快递车辆通行、研发费用，各地的规定并排列出。</p>'
)
_NONE = '<td class="none">没有对应的规定</td>'


def compare_tab(service: Service, load: gr.Blocks) -> None:
    """The tab; the regions to choose are refreshed when the page is opened."""
    with gr.Row(elem_classes="controls"):
        subject = gr.Textbox(
            label="主题",
            placeholder="例如：人才培训",
            max_length=MAX_LENGTH,
            submit_btn="对比",
            scale=3,
            elem_id="subject",
        )
        regions = gr.CheckboxGroup(_regions(service), label="地区（不选就是全部）", scale=2)
    result = gr.HTML(_EMPTY, elem_id="comparison")

    def compared(words: str, chosen: list[str]) -> str:
        try:
            return comparison_html(service.compare(words, chosen))
        except WenceError as e:
            return fault(e)

    subject.submit(compared, [subject, regions], result, **OWN)
    load.load(lambda: gr.CheckboxGroup(_regions(service)), None, regions, **QUIET)


def comparison_html(comparison: Comparison) -> str:
    """The table; a region without a counterpart says so."""
    if not comparison.lines:
        return f'<p class="empty">这些通知都没有写到“{text(comparison.subject)}”。</p>'
    head = "".join(f'<th scope="col">{text(r)}</th>' for r in comparison.regions)
    rows = "".join(_row(line, comparison.regions) for line in comparison.lines)
    table = (
        f'<table class="comparison"><caption>{text(comparison.subject)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    return _missing(comparison) + scrolled("对比表", table)


def _missing(comparison: Comparison) -> str:
    if not comparison.missing:
        return ""
    return f'<p class="lacking">{text("、".join(comparison.missing))}没有关于这个主题的规定。</p>'


def _row(line: Line, regions: tuple[str, ...]) -> str:
    cells = "".join(_cell(line.cells.get(r), line.only) for r in regions)
    return f"<tr>{cells}</tr>"


def _cell(cell: Cell | None, only: str | None) -> str:
    return _NONE if cell is None else f"<td>{''.join(_parts(cell, only))}</td>"


def _parts(cell: Cell, only: str | None) -> Iterator[str]:
    citation = cell.citation
    if only:
        yield f'<p class="only">只有{text(only)}有</p>'
    yield f"<blockquote>{text(citation.quote)}</blockquote>"
    yield _facts("数字", cell.amounts)
    yield _facts("条件", cell.conditions)
    yield badges(citation.agencies_full)
    yield f'<p class="where"><b>{text(citation.place)}</b><br>{where_line(citation)}</p>'


def _facts(name: str, values: tuple[str, ...]) -> str:
    return f"<p><b>{name}</b> {text('；'.join(values))}</p>" if values else ""


def _regions(service: Service) -> list[Any]:
    return list(service.catalogue.regions)
