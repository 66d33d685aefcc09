"""Whom, what and where a sentence is about, and under which condition: words that widen or narrow,
kinds of firms and people, who pays and who is paid.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from rag.claims.figures import values_in
from rag.claims.names import places
from rag.claims.phrases import Phrase, nearest, pairs, phrases
from rag.claims.words import found

_SAME = 0.6  # share of the pairs of a name that must stand where the text speaks of the same
_STATED = 0.5  # share of the words of a condition that must stand in the text
_BY = re.compile(
    r"由(?P<who>[^，,。；]{2,10}?)(?:给予|承担|负担|安排|补贴|补助|奖励|出资|代缴|支付)"
)
_TO = re.compile(
    r"(?:向|给予|补给|发给|奖给|奖励给)(?P<who>[^，,。；;：:、\d\0最每一不按相适]{2,10}?)"
    r"(?:本人|自己)?(?:发放|给予|支付|最高|不超过|一次性|每|\d)"
)
# What a sentence makes a condition of something.
_CONDITION = re.compile(
    r"(?:经过?(?!营|济|验|费)|必?须先?(?!要)|先(?!进|行))(?P<a>[^，,。；;]{3,30}?)(?:的|后|$)|"
    r"在?(?P<b>[^，,。；;]{4,20}?)(?:之后|以后|的前提下|为前提)"
)
_ROLE = re.compile("责任|牵头|配合|负责|主管|部门")
_TABLE = tomllib.loads(files("rag.claims").joinpath("scope.toml").read_text(encoding="utf-8"))
_DECIDING = [[re.compile(side) for side in pair] for pair in _TABLE["deciding"]]
_KINDS = [re.compile(group) for group in _TABLE["kinds"]]


def strayed(sentence: str, said: str, where: str = "") -> tuple[str, ...]:
    """The words with which a sentence goes beyond what a text says and `where` it stands (headings,
    region), all folded; empty where it does not.

    >>> strayed("所有小微企业可以享受补贴", "对小微企业给予补贴")
    ('所有',)
    """
    source, runs, text = phrases(said), phrases(said, is_long=True), f"{said}\n{where}"
    own = places(where)
    parts = phrases(sentence)
    beyond = [*_deciding(sentence, text)]
    for part in parts:
        around = _around(part, source, runs)
        beyond += _other_kinds(part.text, text, around)
        if not _ROLE.search(part.text):
            beyond += _other_places(places(part.text) - own, said, around)
        beyond += _others(part, runs)
        beyond += _conditions(part.text, text)
    return tuple(dict.fromkeys(beyond))


def _deciding(sentence: str, text: str) -> Iterator[str]:
    for said, borne_out_by in _DECIDING:
        if (m := said.search(sentence)) and not borne_out_by.search(text):
            yield m.group()


def _around(part: Phrase, source: Sequence[Phrase], runs: Sequence[Phrase]) -> str:
    """The runs of the text that speak of the same as a part of the sentence."""
    near = nearest(part, source)
    return "\n".join(r.text for r in runs if any(p.text in r.text for p in near))


def _other_kinds(part: str, text: str, around: str) -> Iterator[str]:
    """Kinds that the text does not have, or where it speaks of the same has another of: 民营 for
    外资.
    """
    for kinds in _KINDS:
        own, told = set(kinds.findall(part)), set(kinds.findall(around))
        yield from (k for k in sorted(own) if k not in text or (told and k not in told))


def _other_places(named: Iterable[str], said: str, around: str) -> Iterator[str]:
    """Places that the text names, but others where it speaks of the same."""
    told = places(around)
    yield from (p for p in sorted(named) if told and p not in told and p in places(said))


def _others(part: Phrase, runs: Sequence[Phrase]) -> Iterator[str]:
    """Who is said to pay or to be paid where the text, speaking of the same, names another:
    由省级财政给予, 向个人发放.
    """
    for pattern in (_BY, _TO):
        if m := pattern.search(part.text):
            own, told = pairs(m["who"]), _of_same(part, runs)
            if own and told and not any(len(own & p.pairs) >= _SAME * len(own) for p in told):
                yield m["who"]


def _of_same(part: Phrase, runs: Sequence[Phrase]) -> Sequence[Phrase]:
    """What of the text holds a figure of a part, or else is nearest to it."""
    holding = [p for p in runs if values_in(part.text) & values_in(p.text)]
    return holding or nearest(part, runs)


def _conditions(part: str, text: str) -> Iterator[str]:
    """What a sentence makes a condition without words of the text: 经当事人书面同意的."""
    for m in _CONDITION.finditer(part):
        weight, share = found(m["a"] or m["b"], text)
        if weight and share < _STATED * weight:
            yield m.group()
