"""What several tabs show alike: agencies as badges, where a clause stands, notes, folded groups."""

from collections.abc import Iterable

from corpus.model import Agencies
from page.words import text
from rag.answer import Citation
from rag.render import titled
from rag.roles import ROLES

ALL_REGIONS = "全部地区"
_NO_AGENCIES = '<p class="no-agencies">原文没有写明负责部门</p>'
_STATES = {
    "in force": "有效",
    "not yet in force": "尚未施行",
    "expired": "已过期",
    "repealed": "已废止",
    "unknown": "效力待核实",
}


def badges(agencies: Agencies) -> str:
    """The agencies as badges, each with its role."""
    named = ((role, word, body) for role, word in ROLES.items() for body in getattr(agencies, role))
    shown = "".join(
        f'<li class="badge {role}"><b>{word}</b> {text(body)}</li>' for role, word, body in named
    )
    return f'<ul class="badges">{shown}</ul>' if shown else _NO_AGENCIES


def where_line(citation: Citation) -> str:
    """《标题》 · 文号 · 日期 · 地区 · 章, as far as they are known."""
    notice = citation.notice
    known = (notice["number"], notice["issued_on"], notice["region"], citation.clause["chapter"])
    return " · ".join(text(k) for k in (titled(notice["title"]), *known) if k)


def validity_line(citation: Citation) -> str:
    """Whether the notice is in force, with the words for it; nothing where that was not asked."""
    validity = citation.notice["validity"]
    if not validity:
        return ""
    state = validity["state"]
    return (
        f'<p class="validity {state.replace(" ", "-")}"><b>{_STATES[state]}</b> '
        f"{text(validity['note'])}（{validity['as_of']}）</p>"
    )


def notes(lines: Iterable[str]) -> str:
    """Notes of today beside the text; nothing where there are none."""
    shown = "".join(f"<li>{text(line)}</li>" for line in lines)
    return f'<ul class="notes">{shown}</ul>' if shown else ""


def group(name: str, title: str, count: int, body: str, is_open: bool = True) -> str:
    """A group that can be folded, with its count in the heading."""
    return (
        f'<details class="group {name}"{" open" if is_open else ""}>'
        f"<summary>{title} <b>{count}</b> 项</summary>{body}</details>"
    )


def scrolled(label: str, body: str) -> str:
    """What may be wider than the page, to be scrolled with the keyboard too."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">{body}</div>'
