"""Follow-ups: what a question leaves out is taken from the questions before it."""

import re
from collections.abc import Sequence

from corpus.regions import places_in
from rag.question import has_reference

_LEADING = re.compile(r"^(?:那么|那|还有|另外|然后|所以|再问一下|请问|好的)[，,、\s]*")
_PRONOUN = re.compile(r"它|这个|这项|这条|该项|该条|上述|上面|前面|其中")
_EMPTY = re.compile(
    r"呢|吗|吧|啊|的|了|是|由|归|要|在|谁|什么|哪[些个里家]?|多少|怎么样?|如何|牵头|负责|配合|责任|主管|管|"
    r"部门|单位|省|市|情况|条件|[？?。，,！!\s]"
)


def standalone(question: str, turns: Sequence[str]) -> str:
    """The question with what the conversation supplied; unchanged where it needs nothing.

    >>> standalone("青海呢？", ["辽宁研发费用加计扣除多少？"])
    '青海研发费用加计扣除多少？'
    >>> standalone("那由谁牵头？", ["辽宁怎么管配送车辆？"])
    '辽宁怎么管配送车辆，由谁牵头？'
    """
    previous = ""
    for turn in [*turns, question]:
        previous = _resolved(turn, previous) if previous else turn
    return previous


def _resolved(question: str, previous: str) -> str:
    question_body = _LEADING.sub("", question)
    places = places_in(question_body)
    if _is_only_places(question_body):
        return _with_places(previous, "和".join(p.name for p in places))
    if _PRONOUN.search(question_body) or (not places and _lacks_subject(question_body)):
        return f"{previous.rstrip('？?。！! ')}，{question_body}"
    if not places and (kept := places_in(previous)):
        return f"{kept[0].name}{question_body}"
    return question_body if places else question


def _is_only_places(question: str) -> bool:
    """青海呢？ names a region and asks nothing else."""
    rest = question
    for place in places_in(question):
        rest = rest.replace(place.name, "")
    return rest != question and not _EMPTY.sub("", rest)


def _lacks_subject(question: str) -> bool:
    return not has_reference(question) and not _EMPTY.sub("", question)


def _with_places(previous: str, names: str) -> str:
    for place in places_in(previous):
        previous = previous.replace(place.name + "省", place.name).replace(place.name, "\0", 1)
    if "\0" not in previous:
        return f"{names}{previous}"
    return previous.replace("\0", names, 1).replace("\0", "")
