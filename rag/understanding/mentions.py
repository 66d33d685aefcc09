"""Which agencies a question means: by name, by another spelling, or by the name of today."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.facts.agencies import same_agency, successor
from corpus.model import Notice
from corpus.regions import places_in
from index.tokens import fold

_SHORTEST, _LONGEST = 3, 14
_NAME_ENDS = re.compile("[厅局委办部]|委员会|中心|海关|政府|[分支]行")
_FIELD = re.compile(r"([\u4e00-\u9fff]{2,4})部门")  # 林业部门 is 林业厅 or 林业局
_INFORMAL = re.compile("[厅局委办]$")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a question that name an agency, and the agencies of the notices meant by them."""

    words: str
    bodies: frozenset[str]


def mentioned(plain: str, notices: Iterable[Notice]) -> Mention | None:
    """The agency that a folded question names, by its longest name; None if it names none.

    Names count with or without their province, abbreviated (人社厅, 外管局), and as they are today
    (市场监管局), which may stand for several bodies of before.
    """
    bodies = bodies_of(notices)
    names = sorted(_names(plain), key=len, reverse=True)
    for matches in (_literally, _in_another_spelling, _informally, _by_successor):
        for name in names:
            if found := frozenset(b for b in bodies if matches(name, b)):
                return Mention(name, found)
    return None


def bodies_of(notices: Iterable[Notice]) -> frozenset[str]:
    """Every body of the notices whose name is long enough to be meant by it."""
    found = (b for n in notices for c in n.clauses for m in c.measures for b in m.agencies.bodies)
    return frozenset(b for b in found if len(short(b)) >= _SHORTEST)


def same_body(one: str, other: str) -> bool:
    """Whether two names in the notices are one body's."""
    return short(one) == short(other) or same_agency(one, other)


def short(body: str) -> str:
    """省商务厅 → 商务厅, so that 辽宁省商务厅 and 商务厅 mean it too; a city's name stays."""
    plain = fold(body)
    for place in places_in(plain):
        if place.is_province:
            plain = plain.removeprefix(place.name)
    return re.sub(r"^[省市](?=.{3})", "", plain)


def _names(plain: str) -> Iterator[str]:
    """What may be a name: every stretch that ends like one."""
    for end in (m.end() for m in _NAME_ENDS.finditer(plain)):
        yield from (plain[end - n : end] for n in range(2, min(_LONGEST, end) + 1))
    for m in _FIELD.finditer(plain):
        yield from (m[1][-n:] + rank for n in range(2, len(m[1]) + 1) for rank in "厅局委")
    yield plain


def _literally(name: str, body: str) -> bool:
    return short(body) == name or (len(name) > _LONGEST and short(body) in name)


def _in_another_spelling(name: str, body: str) -> bool:
    return len(name) <= _LONGEST and same_agency(name, body)


def _informally(name: str, body: str) -> bool:
    """外管局 is 外汇管理局: its first and last characters, and the others in their order."""
    full = short(body)
    if not (3 <= len(name) <= 4 < len(full) and _INFORMAL.search(name)):
        return False
    rest = iter(full)
    return name[0] == full[0] and name[-1] == full[-1] and all(c in rest for c in name)


def _by_successor(name: str, body: str) -> bool:
    if not 3 <= len(name) <= _LONGEST:
        return False
    now = successor(body)
    own = successor(f"省{name}")
    named = (name, *(own.today if own else ()))
    return now is not None and any(same_agency(a, b) for a in now.today for b in named)
