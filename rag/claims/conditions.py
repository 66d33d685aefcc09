"""What belongs together in a text: a figure and its thing, what is given and its conditions.

A text is read in parts between commas, and those in the runs between semicolons that hold them; a
sentence is held against the parts that it retells.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

from rag.claims.figures import Figure, figures, values_in
from rag.claims.phrases import ALL, Phrase, nearest, pairs, phrases, readings

_RETOLD = 0.5  # share of a part of the text that a sentence must hold to have retold it
_WHOLLY = 0.75
_HINTED = 0.2  # share below which a condition is not even hinted at
_JOINED = re.compile("[且、]")
_PREMISE = re.compile(r"(?:的|后|前提下)$")
_CONDITION = re.compile(r"^(?!按|给予|最高|每|单)(?:.*的[^的\d]{0,8}$|对|凡|符合|.*且)")
_TARGET = re.compile(r"到\0|年均|力争|达到?")
_HEAD = re.compile(r".*以[上下内]的(?=[^的]{1,8})")
_GIVEN = re.compile(
    r"给予|奖励|补[贴助]|贴息|减[按征免]|免[征收]|扣除|享受|返还|资助|采用|采取|可以?"
)


def moved(sentence: str, text: str) -> tuple[str, ...]:
    """Figures of the text that a sentence gives to another thing than the text does.

    >>> moved("形成资产的按成本的50%摊销", "未形成资产的按50%扣除，形成资产的按成本的150%摊销")
    ('50%',)
    """
    return (
        *_exchanged(sentence, text),
        *_thrown_together(sentence, text),
        *_out_of_order(sentence, text),
        *_wrongly_paired(sentence, text),
    )


def _exchanged(sentence: str, text: str) -> Iterator[str]:
    """Figures that stand elsewhere in the text than where it speaks of the same."""
    told, source, values = pairs(sentence), readings(text), values_in(sentence)
    if not values:
        return
    retold = _values_of(p for p in source if len(p.pairs & told) >= _WHOLLY * len(p.pairs))
    listed = _values_of(p for p in source if "分别" in p.text)
    for part in (p for p in phrases(sentence) if values_in(p.text)):
        near = nearest(part, source, ALL)
        at_home, elsewhere = listed | _values_of(near), values - values_in(part.text)
        for figure in figures(part.text):
            rivals = {f.value for p in near for f in figures(p.text) if f.unit == figure.unit}
            is_swapped = bool(rivals & elsewhere) or figure.value not in retold
            if rivals and figure.value not in at_home and is_swapped:
                yield figure.printed


def _thrown_together(sentence: str, text: str) -> Iterator[str]:
    """Figures of one part that the text has in several runs: the threshold of one rate with
    another's.
    """
    runs = [values_in(p.text) for p in phrases(text, is_long=True)]
    known = frozenset().union(*runs)
    for part in phrases(sentence):
        values = values_in(part.text) & known
        if not any(values <= run for run in runs):
            yield part.text


def _out_of_order(sentence: str, text: str) -> Iterator[str]:
    """What is given 分别, in another order than in the text."""
    if "分别" not in sentence or "分别" not in text:
        return
    told = [f.value for f in figures(sentence)]
    for run in phrases(text, is_long=True):
        own = [f.value for f in figures(run.text)]
        shared = [v for v in told if v in own]
        in_order = iter(own)
        if len(shared) > 2 and not all(v in in_order for v in shared):
            yield "分别"


def _wrongly_paired(sentence: str, text: str) -> Iterator[str]:
    """What is given for a figure otherwise than in a list of the text: where 达到1亿元、2亿元的，
    分别奖励10万元、20万元, the 20 is not for him who reaches 1.
    """
    told = [] if "分别" in sentence else figures(sentence)
    for run in phrases(text, is_long=True):
        before, mark, after = run.text.partition("分别")
        given = [f.value for f in figures(phrases(after)[0].text)] if mark and after else []
        due = dict(zip([f.value for f in figures(before)][-len(given) :], given, strict=False))
        for one, other in pairwise(told):
            if one.value in due and other.value in given and due[one.value] != other.value:
                yield other.printed


def dropped(sentence: str, text: str) -> tuple[str, ...]:
    """The figures, and the whole conditions, that a sentence leaves out of what it retells:
    成立不满三年 is no detail.

    >>> dropped("首次贷款的小微企业获得贴息", "对成立满三年、首次贷款的小微企业给予贴息")
    ('三年',)
    """
    told, values = pairs(sentence), values_in(sentence)
    source = phrases(text)
    retold = [nearest(own, source, ALL) for own in phrases(sentence)]
    conditions = [p for near in retold for p in near if _is_retold_condition(near, told, values)]
    left_out = [f.printed for p in conditions for f in figures(p.text) if f.value not in values]
    said = [p for near in retold for p in near]
    given = [p for p in said if _is_given(p, values)]
    for run in phrases(text, is_long=True):
        left_out += _thresholds(given, phrases(run.text), figures(sentence))
        left_out += _unsaid(said, phrases(run.text), told)
    return tuple(dict.fromkeys(left_out))


def _is_retold_condition(
    near: Sequence[Phrase], told: frozenset[str], values: frozenset[Decimal]
) -> bool:
    """Whether all that is as near to a part of the sentence is a condition with a figure that the
    sentence lacks.
    """
    return all(
        _CONDITION.search(p.text)
        and not _TARGET.search(p.text)
        and len(p.pairs & told) >= _RETOLD * len(p.pairs)
        and not values_in(p.text) <= values
        for p in near
    )


def _is_given(part: Phrase, values: frozenset[Decimal]) -> bool:
    """Whether a part gives something, and its figure, if it has one, is told."""
    own = values_in(part.text)
    return bool(_GIVEN.search(part.text)) and (not own or bool(own & values))


def _thresholds(
    given: Container[Phrase], run: Sequence[Phrase], told: Sequence[Figure]
) -> Iterator[str]:
    """The thresholds that lead up to what is given and that a sentence does not tell."""
    for part in _leading_to(given, run):
        for figure in figures(part):
            if not any(f.value == figure.value and (f.bound or not figure.bound) for f in told):
                yield figure.printed


def _leading_to(given: Container[Phrase], run: Sequence[Phrase]) -> Iterator[str]:
    """The conditions with a threshold that stand in a run before what is given, back to what
    is given under others.
    """
    for i, part in enumerate(run):
        if part not in given:
            continue
        if head := _HEAD.match(part.text):
            yield head.group()
        before = takewhile(lambda p: not _GIVEN.search(p.text), reversed(run[:i]))
        yield from (p.text for p in before if _is_threshold(p.text))


def _unsaid(said: Container[Phrase], run: Sequence[Phrase], told: frozenset[str]) -> Iterator[str]:
    """The conditions right before what is said of which a sentence says next to nothing."""
    for premise, part in pairwise(run):
        if part in said and _PREMISE.search(premise.text) and _is_unhinted(premise.pairs, told):
            yield premise.text
    for part in run:
        if part in said and "且" in part.text:
            joined = (pairs(piece) for piece in _JOINED.split(part.text))
            yield from (part.text for own in joined if _is_unhinted(own, told))


def _is_unhinted(own: frozenset[str], told: frozenset[str]) -> bool:
    return len(own) > 2 and len(own & told) < _HINTED * len(own)


def _is_threshold(text: str) -> bool:
    return any(f.bound for f in figures(text)) and not _TARGET.search(text)


def _values_of(parts: Iterable[Phrase]) -> frozenset[Decimal]:
    return frozenset().union(*(values_in(p.text) for p in parts))
