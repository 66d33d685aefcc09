"""责任部门: everything an agency does, and who does what in which chapter as a picture."""

from typing import Any

import gradio as gr

from corpus.errors import WenceError
from page.events import OWN, QUIET, fault
from page.files import download, filled
from page.parts import ALL_REGIONS, group, notes, scrolled, where_line
from page.words import text
from rag.answer import cite, clause_name
from rag.duties import Duties, Duty, counts
from rag.responsibility import Agency, notices_of, today_names
from rag.responsibility_map import agency_map
from rag.roles import ROLES
from rag.service import Service

_ANY = "全部角色"
_EMPTY = '<p class="empty">选一个机构，或写它的名称（人社厅、省商务厅都行），列出它的全部任务。</p>'


def agencies_tab(service: Service, load: gr.Blocks) -> None:
    """The tab; agencies and regions to choose are refreshed when the page is opened."""
    with gr.Row(elem_classes="controls"):
        name = gr.Dropdown(
            [],
            value=None,
            label="机构",
            allow_custom_value=True,
            scale=3,
            elem_id="agency",
        )
        region = gr.Dropdown([ALL_REGIONS], value=ALL_REGIONS, label="地区", scale=1, min_width=140)
        role = gr.Radio([_ANY, *ROLES.values()], value=_ANY, label="角色", scale=2)
    result = gr.HTML(_EMPTY, elem_id="duties")
    with gr.Accordion("职责图：哪个部门在哪一章做什么", open=False) as fold:
        picture = gr.HTML(elem_id="map")
        file = download("存为图片（SVG）")

    def listed(words: str | None, where: str, what: str) -> str:
        if not words:
            return _EMPTY
        try:
            found = service.duties(words, _none(where, ALL_REGIONS), _none(what, _ANY))
        except WenceError as e:
            return fault(e)
        return duties_html(found)

    def drawn(where: str) -> tuple[str, Any]:
        svg = agency_map(notices_of(service.catalogue, _none(where, ALL_REGIONS)))
        return scrolled("职责图", svg), filled("职责图.svg", svg.encode())

    def offered(where: str) -> tuple[Any, Any]:
        choices = [(_choice(a), a.names[0]) for a in service.agencies(_none(where, ALL_REGIONS))]
        return gr.Dropdown(choices), gr.Dropdown([ALL_REGIONS, *service.catalogue.regions])

    shown = [name, region, role]
    gr.on([name.change, region.change, role.change], listed, shown, result, **OWN)
    gr.on([load.load, region.change], offered, region, [name, region], **QUIET)
    gr.on([fold.expand, region.change], drawn, region, [picture, file], **OWN)


def duties_html(duties: Duties) -> str:
    """The agency with its names, the count by role, and every measure under its role."""
    names = today_names(duties)
    today = notes([f"今：{'、'.join(names)}"] if names else [])
    counted = counts(duties.duties)
    told = "、".join(f"{word} {counted[r]} 项" for r, word in ROLES.items() if counted[r])
    groups = "".join(_group(r, word, duties) for r, word in ROLES.items() if counted[r])
    return (
        f'<div class="verdicts"><h3>{text("／".join(duties.agencies))}</h3>{today}'
        f"<p>{told}，共 {len(duties.duties)} 项</p>{groups}</div>"
    )


def _group(role: str, word: str, duties: Duties) -> str:
    mine = [d for d in duties.duties if d.role == role]
    cards = "".join(map(_card, mine))
    return group(role, word, len(mine), cards)


def _card(duty: Duty) -> str:
    citation = cite(1, duty.located, duty.measure, duty.measure.span)
    return (
        f'<article class="measure-card"><h3>{text(clause_name(duty.located))}</h3>'
        f"<blockquote>{text(citation.quote)}</blockquote>"
        f'<p class="where">{where_line(citation)}</p></article>'
    )


def _choice(agency: Agency) -> str:
    return f"{agency.names[0]}（{agency.region or '未知'}，{agency.total} 项）"


def _none(chosen: str | None, everything: str) -> str | None:
    return None if chosen == everything else chosen
