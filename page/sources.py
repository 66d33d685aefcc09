"""The sources of answers beside the chat: the clause in full, the quoted words marked in it, its
notice and validity, the agencies by role.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.catalogue import Catalogue, Located
from corpus.model import Span
from page.parts import badges, notes, validity_line, where_line
from page.words import text
from rag.answer import Answer, Citation
from rag.render import successor_lines

_EMPTY = (
    '<p class="empty">回答的出处会列在这里：条款全文，引用的句子标亮，'
    "所在通知的文号、日期、效力和负责部门。</p>"
)
_GONE = '<p class="notes">这份通知已从文件库删除，只剩当时引用的句子。</p>'
# On a phone the sources stand below the chat.
_BACK = '<a class="back" href="#question">回到提问</a>'


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


def _turn(number: int, answer: Answer, catalogue: Catalogue, is_open: bool) -> str:
    cited = answer.citations or answer.nearest
    cards = "".join(_card(anchor(number, c.rank), c, catalogue) for c in cited)
    near = "" if answer.citations else '<p class="near">最接近的条款，不是对问题的回答。</p>'
    if is_open:
        return f'<section aria-label="出处">{near}{cards}</section>'
    return f"<details><summary>{text(answer.question)}</summary>{near}{cards}</details>"


def _card(card_id: str, citation: Citation, catalogue: Catalogue) -> str:
    return (
        f'<article class="source" id="{card_id}" tabindex="-1">'
        f'<h3><span class="rank">{citation.rank}</span>{text(citation.place)}{_BACK}</h3>'
        f'<p class="where">{where_line(citation)}</p>{validity_line(citation)}'
        f'<div class="clause">{_clause(citation, catalogue)}</div>'
        f"{badges(citation.agencies_full)}{notes(_notes(citation))}</article>"
    )


def _clause(citation: Citation, catalogue: Catalogue) -> str:
    """The clause as printed, or the quote alone where its notice was removed since."""
    try:
        located = catalogue.clause(citation.clause["id"])
    except KeyError:
        return f"<mark>{text(citation.quote)}</mark>{_GONE}"
    return _marked(citation, located)


def _marked(citation: Citation, located: Located) -> str:
    """The clause in full: the quote marked, the measure that it belongs to set off."""
    whole, quote = located.clause.span, Span(citation.start, citation.end)
    measure = next((m.span for m in located.clause.measures if m.span.contains(quote)), quote)
    parts = _cut(located.notice.text, (whole.start, measure.start, *quote, measure.end, whole.end))
    before, own, marked, rest, after = map(text, parts)
    return f'{before}<span class="measure">{own}<mark>{marked}</mark>{rest}</span>{after}'.strip()


def _cut(words: str, places: Sequence[int]) -> Iterator[str]:
    return (words[a:b] for a, b in pairwise(places))


def _notes(citation: Citation) -> Iterator[str]:
    yield from successor_lines(citation)
    if citation.targets_past:
        yield f"目标时间已过：{'、'.join(citation.targets_past)}"
