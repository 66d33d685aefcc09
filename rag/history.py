"""Follow-ups: what a question leaves out is taken from the questions before it."""

import re
from collections.abc import Sequence

from corpus.regions import Place, places_in
from rag.evidence import asked, is_quantity
from rag.question import MAX_LENGTH, has_reference

_LEADING = re.compile(r"^(?:那么|那|还有|另外|然后|所以|再问一下|请问|好的)[，,、\s]*")
_PRONOUN = re.compile(r"它|这个|这项|这条|该项|该条|上述|上面|前面|其中")
_EMPTY = re.compile(r"呢|吗|吧|啊|的|了|怎么样|如何|情况|[？?。，,！!\s]")
_TURNS = 20  # earlier questions that are looked at
_A_THING = 0.8  # weight from which a question names something of its own


def standalone(question: str, turns: Sequence[str]) -> str:
    """The question with what the conversation supplied; unchanged where it needs nothing.

    >>> standalone("青海呢？", ["辽宁研发费用加计扣除多少？"])
    '青海研发费用加计扣除多少？'
    >>> standalone("那由谁牵头？", ["辽宁怎么管配送车辆？"])
    '辽宁怎么管配送车辆，由谁牵头？'
    """
    previous = ""
    for turn in [*turns[-_TURNS:], question]:
        resolved = _resolved(turn, previous) if previous else turn
        previous = resolved if len(resolved) <= MAX_LENGTH else turn
    return previous


def _resolved(question: str, previous: str) -> str:
    body = _LEADING.sub("", question)
    places = places_in(body)
    rest = _without(body, places)
    lacking = _lacks_subject(rest)
    if places and lacking:
        return _joined(_with_places(previous, "和".join(p.name for p in places)), rest)
    if lacking or _PRONOUN.search(body):
        return _joined(previous, body)
    if not places and (kept := places_in(previous)):
        return f"{kept[0].name}{body}"
    return body if places else question


def _without(question: str, places: Sequence[Place]) -> str:
    for place in places:
        question = question.replace(place.name, "")
    return question.lstrip("省市的和、，,")


def _joined(previous: str, question: str) -> str:
    """Both questions in one sentence; the second is left out where it asks nothing new."""
    if not _EMPTY.sub("", question):
        return previous
    return f"{previous.rstrip('？?。！! ')}，{question}"


def _lacks_subject(question: str) -> bool:
    """Whether a question names no thing of its own: 由谁牵头, 比例呢, 至少存多久."""
    if has_reference(question):
        return False
    named = (t.weight for t in asked(question, lambda _: 1.0).terms if not is_quantity(t.text))
    return sum(named) < _A_THING


def _with_places(previous: str, names: str) -> str:
    for place in places_in(previous):
        previous = previous.replace(place.name + "省", place.name).replace(place.name, "\0", 1)
    if "\0" not in previous:
        return f"{names}{previous}"
    return previous.replace("\0", names, 1).replace("\0", "")
