"""Provinces and their cities: which region a name belongs to (省 and the 市、州 in it)."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SUFFIX = r"(?:市|省|州|盟|地区)"


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a text: `name` as printed, and the province it lies in."""

    name: str
    province: str

    @property
    def is_province(self) -> bool:
        """Whether the province itself is named, and not a city of it."""
        return self.name == self.province


@cache
def provinces() -> tuple[str, ...]:
    """The short names of all provinces: 北京, 辽宁, 内蒙古 …"""
    return tuple(_table()["provinces"])


def place_names() -> tuple[str, ...]:
    """All names that places are known by: the provinces and their cities."""
    return tuple(_names()[1])


def places_in(text: str) -> tuple[Place, ...]:
    """The provinces and cities that `text` names, each once, in order.

    >>> places_in("我们在沈阳，想去青海")
    (Place(name='沈阳', province='辽宁'), Place(name='青海', province='青海'))
    """
    pattern, province_of = _names()
    found = (m.group() for m in pattern.finditer(text))
    return tuple(Place(name, province_of[name]) for name in dict.fromkeys(found))


def cities_in(text: str, region: str) -> tuple[Place, ...]:
    """The cities of a province that `text` names, also those whose names are ordinary words.

    >>> cities_in("白银怎么安排？", "甘肃")
    (Place(name='白银', province='甘肃'),)
    """
    cities = (c for c in _table()["provinces"].get(region, ()) if c in text)
    return tuple(Place(city, region) for city in cities)


def countries_in(text: str) -> tuple[str, ...]:
    """The other countries that `text` names, each once.

    >>> countries_in("韩国的网店怎么办？")
    ('韩国',)
    """
    return tuple(name for name in _table()["countries"] if name in text)


def region_of(text: str) -> str | None:
    """The one province that a text is about, None if it is about several or none.

    A province counts if it is named, itself or by a city, at least three times and in nine
    of ten mentions: a notice also names places whose experience it borrows.

    >>> region_of("青海省商务厅、青海银监局、西宁海关")
    '青海'
    """
    pattern, province_of = _names()
    counts = Counter(province_of[m.group()] for m in pattern.finditer(text))
    if not counts:
        return None
    region, count = counts.most_common(1)[0]
    return region if count >= 3 and count >= 0.9 * counts.total() else None


@cache
def _table() -> dict:  # type: ignore[type-arg]
    return tomllib.loads(files("corpus").joinpath("regions.toml").read_text(encoding="utf-8"))


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    province_of = {p: p for p in provinces()}
    patterns = list(map(re.escape, province_of))
    for province, cities in _table()["provinces"].items():
        for city in cities:
            province_of[city] = province
            needs = city in _table()["needs_suffix"]
            patterns.append(re.escape(city) + (f"(?={_SUFFIX})" if needs else ""))
    longest_first = sorted(patterns, key=len, reverse=True)
    return re.compile("|".join(longest_first)), province_of
