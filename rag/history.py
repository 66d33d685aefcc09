"""Follow-ups: what a question leaves out is taken from the questions before it."""

import re
from collections.abc import Sequence

from corpus.regions import Place, places_in
from rag.evidence import asked, is_quantity
from rag.question import MAX_LENGTH, has_reference, with_reference_of

_LEADING = re.compile(r"^(?:那么|那|还有|另外|然后|所以|再问一下|请问|好的)[，,、\s]*")
_PRONOUN = re.compile(
    r"这件?事(?!儿都)|那件?事|这[一类]块?|它|这个|这项|这条|该项|该条|上述|上面|前面|其中"
)
_GOES_ON = re.compile(
    r"^(?:那么?|哦|噢|对了|这样)(?!.*方面)|也(?!要求)|又|再|转了|同样|其中|算进去|(?:之|以)后(?!的)|^(?:换成|改成|如果|要是|万一)"
)
_SWAPPED = re.compile(r"^(?:换成|换做|改成|那么?|如果是)?[^，,。？?]{2,10}呢[？?。]*$")
_BOTH = re.compile(r"分别|各|两[省地边]|都")
# Words that ask for a side of a thing without naming the thing.
_SIDES = re.compile(
    r"条件|要求|材料|依据|原文|门槛|资格|流程|手续|意思|理由|目的|出处|内容|范围|对象"
)
_EMPTY = re.compile(
    r"同样|一样|这[一项块件]*|那[一项块件]*|方面|呢|吗|吧|啊|的|了|怎么样|如何|情况|[？?。，,！!\s]"
)
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
    return _of_both(question, turns, previous)


def joined(question: str, turns: Sequence[str]) -> str:
    """The question after the last two before it, for where it finds no answer by itself.

    >>> joined("打分时能加分吗？", ["外国工程师来广东要跑几处？"])
    '外国工程师来广东要跑几处，打分时能加分吗？'
    """
    earlier = [t.rstrip("？?。！! ") for t in turns[-2:]]
    text = "，".join([*earlier, question])
    return text if len(text) <= MAX_LENGTH else question


def _of_both(question: str, turns: Sequence[str], resolved: str) -> str:
    """分别出自哪一条 is asked of all the places that were spoken of."""
    if places_in(question) or not _BOTH.search(question):
        return resolved
    spoken = [p for turn in turns[-_TURNS:] for p in places_in(turn)]
    if len({p.province for p in spoken}) < 2:
        return resolved
    return _with_places(resolved, "和".join(dict.fromkeys(p.name for p in spoken)))


def _resolved(question: str, previous: str) -> str:
    if has_reference(question) and has_reference(previous) and _SWAPPED.search(question):
        return with_reference_of(question, previous)
    leans = not has_reference(question) and _leans(question)
    body = _LEADING.sub("", question)
    places = places_in(body)
    rest = _without(body, places)
    lacking = _lacks_subject(rest)
    if places and lacking:
        return _joined(_with_places(previous, "和".join(p.name for p in places)), rest)
    if lacking or _PRONOUN.search(body) or (not places and leans):
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


def _leans(question: str) -> bool:
    """Whether a question goes on with the one before: 换成大连海关呢, 也算进去吗."""
    return bool(_SWAPPED.search(question) or _GOES_ON.search(question))


def _lacks_subject(question: str) -> bool:
    """Whether a question names no thing of its own: 由谁牵头, 比例呢, 至少存多久."""
    if has_reference(question):
        return False
    plain = _SIDES.sub(" ", question)
    named = (t.weight for t in asked(plain, lambda _: 1.0).terms if not is_quantity(t.text))
    return sum(named) < _A_THING


def _with_places(previous: str, names: str) -> str:
    for place in places_in(previous):
        previous = previous.replace(place.name + "省", place.name).replace(place.name, "\0", 1)
    if "\0" not in previous:
        return f"{names}{previous}"
    return previous.replace("\0", names, 1).replace("\0", "")
