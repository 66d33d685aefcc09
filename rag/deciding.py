"""The deciding words of a quote: the figure, the time, the condition, the may or must not.

They open an answer, and they are the text's own: each is a span of the quote.
"""

import re
from collections.abc import Iterable

from corpus.model import Measure, Span
from index.tokens import fold
from rag.candidates import Found
from rag.question import Question

_MOST = 3
_SHORT = 40  # characters up to which a ruling is shown with its object
_CONDITIONS_ASKED = re.compile(r"条件|要求|门槛|资格|什么样的|哪些人|谁(?:可以|能|有资格)|符合")
_MODAL = re.compile(
    r"不得|严禁|禁止|一律取消|取消|不再要求|无需|免于|允许|可以|可按|可(?=享|列|在|认|用|为|至|作|申)|"
    r"应当?(?=[与在按依建将确明切])|必须|须|同等享受|依法享受|享受|优先|鼓励|支持|简化|放宽|放开|给予|推进|引导"
)


def deciding(question: Question, found: Found) -> tuple[str, ...]:
    """The words of the quote that decide a question, in the order of the text; often one.

    Amounts for how much, periods for when, conditions for on what condition; else, for a question
    of yes or no, the words that allow, oblige or forbid.
    """
    terms, quote, text = found.measure.terms, found.quote, found.located.notice.text
    match question.kind:
        case "money" | "sum" | "amount":
            spans: Iterable[Span] = (a.span for a in terms.amounts)
        case "date" | "period":
            spans = terms.periods
        case None if _CONDITIONS_ASKED.search(question.text):
            spans = terms.conditions
        case None if question.is_closed:
            return _ruling(_closest(found)) or _ruling(quote.of(text))
        case _:
            return ()
    inside = (s.of(text) for s in spans if quote.contains(s))
    return tuple(dict.fromkeys(inside))[:_MOST]


def _ruling(words: str) -> tuple[str, ...]:
    """The word that allows, obliges or forbids, with what it allows where that is short."""
    modal = _MODAL.search(words)
    if modal is None:
        return ()
    phrase = re.split(r"[，；。]", words[modal.start() :])[0]
    return (phrase if len(phrase) <= _SHORT else modal.group(),)


def _closest(found: Found) -> str:
    """The part of the quote, between commas, that holds most of what is asked."""
    parts = re.split(r"(?<=[，；。])", found.text)
    asked = found.inside
    return max(parts, key=lambda part: sum(t.weight for t in asked if t.text in fold(part)))


def further_conditions(measure: Measure, quote: Span, text: str) -> tuple[str, ...]:
    """The conditions that the measure attaches outside of the quote, to be told with it."""
    beside = (c.of(text) for c in measure.terms.conditions if not quote.contains(c))
    return tuple(dict.fromkeys(beside))
