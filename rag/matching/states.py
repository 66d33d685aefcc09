"""Whether a profile meets an atom: met, unmet, or not known. Unknown is never either."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from index.tokens import fold, words
from rag.matching.atoms import Atom
from rag.matching.describe import planned_trades
from rag.matching.profile import Profile
from rag.matching.quantities import holds, within
from rag.matching.vocabulary import (
    doings,
    is_organisation,
    people,
    qualifications,
    sectors,
    wider,
    without_customers,
)

UNMET, UNKNOWN, MET = 0, 1, 2
STATES = ("unmet", "unknown", "met")

# Words of a trade's name that many trades share.
_NO_TRADE = frozenset(
    (
        "企业",
        "公司",
        "服务",
        "业务",
        "电子",
        "电子商务",
        "商务",
        "示范",
        "系统",
        "产业",
        "行业",
        "经营",
        "网络",
        "综合",
        "专业",
        "典型",
        "项目",
        "机构",
        "单位",
    )
)
_NO_FIRMS = frozenset(("行业组织", "高等院校", "职业院校", "科研", "教育"))
_PLAIN = re.compile(r"\W")
_LEADING = re.compile("龙头|骨干|领军|大型")
_PLAIN_ACT = re.compile(
    r"应用|发展|开展|从事|深化|拓展|扩大|领域|就业|创业|业务|服务|经营|活动|做[大强优]|壮大|"
    r"加快|转型|升级|创新|健康|持续|规范|快速|[在和与、，。；的 ]"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A profile made ready to be held against many atoms."""

    profile: Profile
    as_of: date
    trades: frozenset[str] | None  # its sectors and all wider ones
    narrow: frozenset[str]  # its sectors as told
    planned: frozenset[str]  # of its trades those that it has not taken up yet
    doings: frozenset[str]  # what it does or wants to do besides, and all wider sectors
    titles: frozenset[str]
    kinds_of_people: frozenset[str]
    denied: frozenset[str]


def known(profile: Profile, as_of: date) -> Known:
    """The profile with the names of business.toml looked up; ages are those of the date."""
    narrow = frozenset(profile.trades or ())
    trades = frozenset[str]().union(*map(wider, narrow)) if profile.sectors is not None else None
    acts = map(without_customers, profile.activities or ())
    done = (*(profile.trades or ()), *_names(acts, doings().found))
    return Known(
        profile,
        as_of,
        trades,
        narrow,
        _planned(profile),
        frozenset[str]().union(*map(wider, done)),
        frozenset(_names(profile.qualifications or (), qualifications().found)),
        frozenset(_names(profile.people or (), people().found)),
        frozenset(map(fold, profile.denied)),
    )


def _planned(profile: Profile) -> frozenset[str]:
    planned = planned_trades(profile.text or "")
    begun = set(profile.trades or ()) - set(planned)
    return frozenset[str]().union(*map(wider, planned)).difference(*map(wider, begun))


def state(atom: Atom, of: Known) -> int:
    """UNMET, UNKNOWN or MET, for an atom that a field of the profile tells.

    >>> atom = Atom("employees", low=5)
    >>> today = date(2026, 11, 22)
    >>> [STATES[state(atom, known(Profile(employees=n), today))] for n in (None, 4, 5)]
    ['unknown', 'unmet', 'met']
    """
    values = set(map(fold, atom.values))
    return UNMET if values and values <= of.denied else _STATE[atom.field](atom, of)


def _trade(atom: Atom, of: Known) -> int:
    """All sectors named together are one party's: some but not all of them is not known.

    What names a kind of organisation (银行, 园区) must be so itself: 电子商务产业园区 is no shop.
    """
    if not atom.values:
        return UNMET
    if of.trades is None:
        return UNKNOWN
    each = [_one_trade(name, of) for name in atom.values]
    if any(s == UNMET and is_organisation(n) for n, s in zip(atom.values, each, strict=True)):
        return UNMET
    if all(s == MET for s in each):
        return MET
    return UNMET if all(s == UNMET for s in each) else UNKNOWN


def _one_of(atom: Atom, of: Known) -> int:
    """Sectors listed with 、 between: any of them will do."""
    return UNKNOWN if of.trades is None else max(_one_trade(name, of) for name in atom.values)


def _one_trade(name: str, of: Known) -> int:
    assert of.trades is not None
    if name in of.trades:
        return UNKNOWN if name in of.planned else MET
    return UNKNOWN if wider(name) & of.narrow else UNMET


def _unknown_trade(atom: Atom, of: Known) -> int:
    """A trade without a name of ours: told by the words that both have."""
    if of.profile.sectors is None:
        return UNKNOWN
    own = set(words("，".join(of.profile.sectors)))
    return MET if own & (set(words(atom.values[0])) - _NO_TRADE) else UNMET


def _size(atom: Atom, of: Known) -> int:
    possible, wanted = of.profile.classes, set(atom.values)
    if possible <= wanted:
        return MET
    if not possible & wanted:
        return UNMET
    likely = possible - {"个体工商户"}  # a headcount alone does not tell a firm from a 个体工商户
    return MET if of.profile.employees is not None and likely <= wanted else UNKNOWN


def _registered(atom: Atom, of: Known) -> int:
    return _truth(of.profile.registered, atom)


def _foreign(atom: Atom, of: Known) -> int:
    return _truth(of.profile.foreign_owned, atom)


def _truth(value: bool | None, atom: Atom) -> int:
    if len(atom.values) == 2:  # yes or no: anyone
        return MET
    if value is None:
        return UNKNOWN
    return MET if value == (atom.values == ("yes",)) else UNMET


def _employees(atom: Atom, of: Known) -> int:
    count = of.profile.employees
    return UNKNOWN if count is None else _decided(within(count, atom))


def _firm(atom: Atom, of: Known) -> int:
    """企业 are neither persons nor 个体工商户; whoever does not say is taken for one."""
    if of.profile.is_firm is False or of.narrow & _NO_FIRMS:
        return UNMET
    return UNKNOWN if "合作社" in of.narrow else MET


def opened(atom: Atom) -> int:
    """The state of a text that no field tells, before anything is said of it. What is furthered
    without a word on who is for those alone who say that they do it.
    """
    return UNMET if atom.field == "told" else UNKNOWN


def plain_trades(atom: Atom) -> tuple[str, ...] | None:
    """The trades of an act that is no more than being in them (应用电子商务); else None."""
    act = fold(atom.values[0])
    left = _PLAIN_ACT.sub("", sectors().without(act)).strip()
    return None if left or atom.field != "act" else sectors().found(act)


def is_leading(atom: Atom) -> bool:
    """Whether it is said of big businesses alone: 龙头, 骨干."""
    return atom.field == "free" and bool(_LEADING.search(atom.values[0]))


def is_small(profile: Profile) -> bool:
    """Whether it can be no more than a small business."""
    return profile.classes <= {"个体工商户", "微型", "小型"}


def _title(atom: Atom, of: Known) -> int:
    given = of.profile.qualifications
    (title,) = atom.values
    bare = _PLAIN.sub("", title)
    held = [_PLAIN.sub("", fold(g)) for g in given or ()]
    if title in of.titles or any(bare in h or h in bare for h in held):
        return MET
    return UNMET if given == () else UNKNOWN


def _people(atom: Atom, of: Known) -> int:
    if set(atom.values) & of.kinds_of_people:
        return MET
    return UNMET if of.profile.people == () else UNKNOWN


def _city(atom: Atom, of: Known) -> int:
    city = of.profile.city
    if city is None:
        return UNKNOWN
    return MET if any(name in city for name in atom.values) else UNMET


def _zone(atom: Atom, of: Known) -> int:
    """A part of a place (综合保税区): met where the business says that it is there."""
    told = fold("，".join((of.profile.text or "", *(of.profile.activities or ()))))
    told += of.profile.city or ""
    zones = [z.removeprefix("在")[-3:] for z in re.split("[、和或]", fold(atom.values[0]))]
    if any(re.search(rf"不在[^，]{{0,8}}{re.escape(zone)}", told) for zone in zones):
        return UNMET
    return MET if any(zone in told for zone in zones) else UNKNOWN


def _figure(atom: Atom, of: Known) -> int:
    return _decided(holds(atom, of.profile.figures, of.as_of))


def _decided(answer: bool | None) -> int:
    if answer is None:
        return UNKNOWN
    return MET if answer else UNMET


def _doing(atom: Atom, of: Known) -> int:
    """A trade that the act tells: whoever does such business, if only besides, may be meant."""
    if set(atom.values) & of.doings:
        return MET
    return UNKNOWN if of.trades is None else UNMET


def _names(given: Iterable[str], found: Callable[[str], tuple[str, ...]]) -> Iterable[str]:
    return (name for g in given for name in found(g))


_STATE = {
    "sectors": _trade,
    "doing": _doing,
    "one_of": _one_of,
    "trade": _unknown_trade,
    "size": _size,
    "registered": _registered,
    "foreign_owned": _foreign,
    "employees": _employees,
    "qualifications": _title,
    "people": _people,
    "firm": _firm,
    "city": _city,
    "figure": _figure,
    "over": lambda atom, of: UNMET,
    "zone": _zone,
}
