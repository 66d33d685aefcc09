"""The words by which businesses and people are named (business.toml), found in any text."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from index.tokens import fold

_CUSTOMERS = re.compile(
    r"(?:给|为|教|帮|替|向|让)[^，。]{0,14}?(?:的(?:企业|公司|商户|人|客户)|企业|公司|商户|客户|的人)|"
    r"(?:和|跟|与)[^，。]{1,14}?(?=合作|联合)|"
    r"[^，。]{0,14}(?:园区?|基地|孵化器|保税区)(?:里|内|中)的?"
)
SIZES = ("个体工商户", "微型", "小型", "中型", "大型")


@dataclass(frozen=True, slots=True)
class Words:
    """Names with the words that stand for them; the longest word counts."""

    pattern: re.Pattern[str]
    names: Mapping[str, tuple[str, ...]]

    def found(self, text: str) -> tuple[str, ...]:
        """The names whose words stand in `text`, each once, in order.

        >>> sectors().found("跨境電商零售出口企业")
        ('跨境电子商务', '零售', '出口')
        """
        hits = (self.names[m.group()] for m in self.pattern.finditer(fold(text)))
        return tuple(dict.fromkeys(name for names in hits for name in names))

    def without_modifiers(
        self, text: str, denied: Callable[[str], bool] = lambda before: False
    ) -> tuple[str, ...]:
        """The names found, but of words that stand together only what kind of body it is; `denied`
        tells from what stands before a word whether it does not count.

        >>> sectors().without_modifiers("电商培训学校")
        ('培训机构',)
        """
        folded = fold(text)
        hits = [m for m in self.pattern.finditer(folded) if not denied(folded[: m.start()])]
        found: list[str] = []
        for hit, following in zip_longest(hits, hits[1:]):
            joined = following and following.start() - hit.end() <= 1
            if not (joined and any(map(is_organisation, self.names[following.group()]))):
                found += self.names[hit.group()]
        return tuple(dict.fromkeys(found))

    def without(self, folded: str) -> str:
        """The folded text with a blank for each of the words."""
        return self.pattern.sub(" ", folded)


def without_customers(part: str) -> str:
    """A part of a sentence without those whom it serves (给网上卖货的企业做贷款 is no 电商) and the
    park that it lies in.

    >>> without_customers("也给网上卖货的企业做质押贷款")
    '也 做质押贷款'
    """
    return _CUSTOMERS.sub(" ", part)


@cache
def sectors() -> Words:
    """The trades of businesses."""
    return _by_name([*_table()["sector"], _others()])


@cache
def doings() -> Words:
    """The trades, also by the signs that somebody does such business among others."""
    return _by_name([*_table()["sector"], _others()], "words", "signs")


@cache
def people() -> Words:
    """The kinds of people that measures are made for."""
    return _by_name(_table()["people"])


@cache
def qualifications() -> Words:
    """The titles and licences that have names of their own."""
    return _by_name(_table()["qualification"])


@cache
def sizes() -> Words:
    """The classes of size that a word stands for: 小微企业 is 微型 or 小型."""
    return _words({word: tuple(names) for word, names in _table()["size"].items()})


@cache
def wider(sector: str) -> frozenset[str]:
    """A sector and all the wider ones that it belongs to.

    >>> sorted(wider("快递"))
    ['快递', '物流']
    """
    above = next((s.get("under", ()) for s in _table()["sector"] if s["name"] == sector), ())
    return frozenset({sector}.union(*map(wider, above)))


@cache
def is_organisation(sector: str) -> bool:
    """Whether a name is that of a kind of organisation (银行), not of a trade (零售)."""
    return any(s["name"] == sector and s.get("organisation") for s in _table()["sector"])


def sizes_by_headcount(employees: int, of: Iterable[str]) -> frozenset[str]:
    """The classes of size that a business with so many people can be of, whatever its turnover.

    Who is below the headcount of a class is below that class (中小企业划型标准规定, 工信部联企业
    〔2011〕300号, 四); who is above it may still be below by turnover. Of several sectors the
    strictest counts, as for a sector without a rule of its own.

    >>> sorted(sizes_by_headcount(30, ["零售"]))
    ['小型', '微型']
    """
    wide = frozenset[str]().union(*map(wider, of))
    rules = [r for r in _table()["headcount"] if r["sector"] in wide]
    rules = rules or [_table()["headcount_default"]]
    classes = ["微型", "小型"]
    if employees > min(r["small"] for r in rules):
        classes.append("中型")
    if employees > min(r["medium"] for r in rules):
        classes.append("大型")
    return frozenset(classes)


def _others() -> dict[str, Any]:
    return {"words": _table()["others"]}


def _by_name(entries: Iterable[dict[str, Any]], *lists: str) -> Words:
    names: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for word in (w for name in lists or ("words",) for w in entry.get(name, ())):
            names[word] = names.get(word, ()) + ((entry["name"],) if "name" in entry else ())
    return _words(names)


def _words(names: Mapping[str, tuple[str, ...]]) -> Words:
    folded = {fold(word): found for word, found in names.items()}
    longest_first = sorted(folded, key=len, reverse=True)
    return Words(re.compile("|".join(map(re.escape, longest_first))), folded)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("rag.matching").joinpath("business.toml").read_text("utf-8"))
