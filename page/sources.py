"""The sources of answers beside the chat: the clause in full, the quoted words marked in it, its
notice and validity, the agencies by role.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.catalogue import Catalogue, Located
from corpus.model import Agencies, Span
from page.words import text
from rag.answer import Answer, Citation
from rag.render import successor_lines, titled
from rag.roles import ROLES

_EMPTY = (
    '<p class="empty">回答的出处会列在这里：条款全文，引用的句子标亮，'
    "所在通知的文号、日期、效力和负责部门。</p>"
)
# On a phone the sources stand below the chat.
_BACK = '<a class="back" href="#question">回到提问</a>'
_STATES = {
    "in force": "有效",
    "not yet in force": "尚未施行",
    "expired": "已过期",
    "repealed": "已废止",
    "unknown": "效力待核实",
}


def anchor(turn: int, rank: int) -> str:
    """The id of the card of a citation: the page goes there by its own means, as `#t1-2`."""
    return f"t{turn}-{rank}"


def source_panel(answers: Sequence[Answer], catalogue: Catalogue) -> str:
    """The sources of a conversation, those of the last answer open, the earlier ones folded."""
    turns = [
        _turn(number, answer, catalogue, is_open=number == len(answers))
        for number, answer in enumerate(answers, 1)
        if answer.citations or answer.nearest
    ]
    return "".join(reversed(turns)) or _EMPTY


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


_NO_AGENCIES = '<p class="no-agencies">原文没有写明负责部门</p>'


def _turn(number: int, answer: Answer, catalogue: Catalogue, is_open: bool) -> str:
    cited = answer.citations or answer.nearest
    cards = "".join(_card(anchor(number, c.rank), c, catalogue) for c in cited)
    near = "" if answer.citations else '<p class="near">最接近的条款，不是对问题的回答。</p>'
    if is_open:
        return f'<section aria-label="出处">{near}{cards}</section>'
    return f"<details><summary>{text(answer.question)}</summary>{near}{cards}</details>"


def _card(card_id: str, citation: Citation, catalogue: Catalogue) -> str:
    located = catalogue.clause(citation.clause["id"])
    return (
        f'<article class="source" id="{card_id}" tabindex="-1">'
        f'<h3><span class="rank">{citation.rank}</span>{text(citation.place)}{_BACK}</h3>'
        f'<p class="where">{where_line(citation)}</p>{validity_line(citation)}'
        f'<div class="clause">{_clause(citation, located)}</div>'
        f"{badges(citation.agencies_full)}{_notes(citation)}</article>"
    )


def _clause(citation: Citation, located: Located) -> str:
    """The clause as printed: the quote marked, the measure that it belongs to set off."""
    whole, quote = located.clause.span, Span(citation.start, citation.end)
    measure = next((m.span for m in located.clause.measures if m.span.contains(quote)), quote)
    parts = _cut(located.notice.text, (whole.start, measure.start, *quote, measure.end, whole.end))
    before, own, marked, rest, after = map(text, parts)
    return f'{before}<span class="measure">{own}<mark>{marked}</mark>{rest}</span>{after}'.strip()


def _cut(words: str, places: Sequence[int]) -> Iterator[str]:
    return (words[a:b] for a, b in pairwise(places))


def _notes(citation: Citation) -> str:
    lines = successor_lines(citation)
    if citation.targets_past:
        lines.append(f"目标时间已过：{'、'.join(citation.targets_past)}")
    shown = "".join(f"<li>{text(line)}</li>" for line in lines)
    return f'<ul class="notes">{shown}</ul>' if shown else ""
