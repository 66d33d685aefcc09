"""Atoms in words: as conditions in a report, and as questions to a business."""

import re
from collections.abc import Callable, Iterable

from rag.matching.atoms import Alternative, Atom
from rag.matching.vocabulary import is_organisation

ACT = "做的事："
_JOINED = re.compile("^(?:以及|或者|并且|且)")
_LONGEST = 60  # characters of a quoted act


def in_words(atom: Atom) -> str:
    """What an atom asks, in Chinese.

    >>> in_words(Atom("employees", low=5))
    '人数不少于5人'
    """
    return _WORDS[atom.field](atom)


def asked_in_words(atom: Atom) -> str:
    """The question that decides an atom.

    >>> asked_in_words(Atom("qualifications", ("高新技术企业",)))
    '是否具有“高新技术企业”？'
    """
    if atom.field == "registered":
        return "是否已经办理工商登记？"
    words = in_words(atom)
    if atom.field in ("act", "told"):
        return f"是否在做或打算做：{words.removeprefix(ACT)}？"
    return f"是否{words}？" if words[0] in _VERBS else f"是否符合：{words}？"


def in_other_words(alternatives: Iterable[Alternative]) -> str:
    """Alternatives, any of which will do.

    >>> in_other_words([(Atom("size", ("微型",)),), (Atom("sectors", ("零售",)),)])
    '属于微型；或从事零售'
    """
    return "；或".join(dict.fromkeys(map(_alternative, alternatives))) or "各类对象"


def _alternative(atoms: Alternative) -> str:
    particular = [a for a in atoms if a.field != "firm"]
    return "、".join(in_words(a) for a in particular or atoms) or "各类对象"


def _listed(atom: Atom) -> str:
    return "或".join(atom.values)


def _trade(names: tuple[str, ...], join: str) -> str:
    """是银行, but 从事零售."""
    verb = "是" if all(map(is_organisation, names)) else "从事"
    return verb + join.join(names)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"


def _bounds(atom: Atom, unit: str) -> str:
    low = f"不少于{_number(atom.low)}{unit}" if atom.low is not None else ""
    high = f"不超过{_number(atom.high)}{unit}" if atom.high is not None else ""
    return low or high


def _number(value: float | None) -> str:
    """12000000.0 → 1200万."""
    for size, name in ((1e8, "亿"), (1e4, "万")):
        if value is not None and value >= size:
            return f"{value / size:g}{name}"
    return f"{value:g}"


_VERBS = "做属具有是在从未已"
_WORDS: dict[str, Callable[[Atom], str]] = {
    "sectors": lambda a: _trade(a.values, "、"),
    "one_of": lambda a: _trade(a.values, "或"),
    "doing": lambda a: f"做{_listed(a)}方面的业务",
    "trade": lambda a: f"从事{a.values[0]}",
    "size": lambda a: f"属于{_listed(a)}",
    "firm": lambda a: "是企业",
    "registered": lambda a: "已办理工商登记" if a.values == ("yes",) else "未办理工商登记",
    "employees": lambda a: f"人数{_bounds(a, '人')}",
    "qualifications": lambda a: f"具有“{a.values[0]}”",
    "people": lambda a: f"属于（或招用）{_listed(a)}",
    "foreign_owned": lambda a: "有外资" if a.values == ("yes",) else "是内资",
    "city": lambda a: f"在{_listed(a)}",
    "zone": lambda a: f"在{a.values[0].removeprefix('在')}内",
    "figure": lambda a: f"{a.values[0]}{_bounds(a, a.values[1])}",
    "act": lambda a: ACT + _short(a.values[0]),
    "told": lambda a: ACT + _short(a.values[0]),
    "over": lambda a: f"期限{a.values[0]}未过",
    "free": lambda a: _short(_JOINED.sub("", a.values[0].strip("，。；：、的"))),
}
