"""Names of agencies: their abbreviations, and what became of the bodies that have ended.

The table, its sources and the meaning of its fields: `agencies.toml`.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from corpus.regions import Place, places_in, provinces

Certainty = Literal["sure", "likely"]
Entry = dict[str, Any]

_LONGEST = 60  # characters; what is longer names no single body
_LONG = {"委": "委员会", "办": "办公室"}
_CENTRAL_RANKS = {"部", "署", "总局"}
_RANKS = {"province": "厅", "city": "局", "county": "局"}
_CENTRE = {"国家", "国务院", "中央", "全国", "中国"}
_UNNAMED = {"", "省", "自治区", "市", "州", "自治州", "盟", "县", "自治县", "区", "旗"}
_MUNICIPALITIES = {"北京", "天津", "上海", "重庆"}
# 沈阳市, 法库县; not the groups 各市, 市县区, 市和县.
_NAMED = re.compile(
    r"(?!各|全|有关|相关|所在|其他|[省市县区州盟旗]+$)(?:[^厅局委办各及、，和]|(?<![省市县区州])和){1,12}"
    r"[省市县区州盟旗]"
)
_ORGAN = re.compile("(?:人民政府|政府|党)$")  # 省政府|金融办, 自治区党|委网信办
_PLACE_SUFFIX = "(?:省|市|州|盟|地区|.{0,5}自治[区州])?"
_FORMERLY = re.compile("原(?!平市|阳县|州区)")  # 原省农委; but there is a city 原平


@dataclass(frozen=True, slots=True)
class Successor:
    """What became of a body: `today` names the bodies that have its duties now, one or several.

    `basis` says by which reform; "likely" where the names in the provinces differ.
    """

    printed: str
    today: tuple[str, ...]
    since: int
    basis: str
    certainty: Certainty


@lru_cache(maxsize=8192)
def successor(name: str) -> Successor | None:
    """The bodies of today in place of one that has ended.

    None where the body goes on, is not in the table, or nothing certain can be said.

    >>> successor("省工商局").today
    ('省市场监督管理局',)
    """
    reading = _read(name)
    step = _successor_by_last_reform(name, reading) if reading else None
    return _brought_up_to_date(step) if step else None


def canonical(name: str) -> str:
    """One spelling for all abbreviations of a body; a name that is not known stays as it is.

    >>> canonical("省人社厅")
    '省人力资源和社会保障厅'
    """
    reading = _read(name)
    return reading.canonical if reading else _tidy(name)


def same_agency(a: str, b: str) -> bool:
    """Whether two names can mean one body; a place that is not said may be any.

    >>> same_agency("人社厅", "省人力资源社会保障厅")
    True
    """
    one, other = _read(a), _read(b)
    if one is None or other is None:
        return _tidy(a) == _tidy(b)
    return one.form.canonical == other.form.canonical and (
        one.place.endswith(other.place) or other.place.endswith(one.place)
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a body: `head`, a place, and the ending under which the form is found."""

    head: str
    canonical: str
    rank: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Reading:
    """A name taken apart."""

    place: str
    form: _Form

    @property
    def canonical(self) -> str:
        place = self.place
        if not self.form.canonical.startswith("{place}"):
            place = _bare(place)
        elif not place and self.form.rank == "总局":
            place = "国家"
        return self.form.canonical.format(place=place)

    @property
    def level(self) -> str:
        """The key of the table for the place; a name without place tells it by its rank."""
        if self.place in _CENTRE or "{place}" not in self.form.canonical:
            return "central"
        return _level(self.place) if self.place else _level_of_rank(self.form.rank)


@lru_cache(maxsize=8192)
def _read(name: str) -> _Reading | None:
    """The name as a known body with its place; the longest ending that is known counts."""
    text = _tidy(name)
    text = text[1:] if _FORMERLY.match(text) else text
    if len(text) > _LONGEST:
        return None
    forms = _forms()
    for start in range(len(text)):
        for form in forms.get(text[start:], ()):
            place = _ORGAN.sub("", text[len(form.head) : start])
            if text.startswith(form.head) and len(form.head) <= start and _is_place(place):
                return _Reading(place, form)
    return None


@lru_cache(maxsize=1024)
def _level(place: str) -> str:
    if _bare(place) in _MUNICIPALITIES:
        return "municipality"
    if place.endswith(("省", "自治区")) or place in provinces():
        return "province"
    return "county" if re.search("(?<!地)区$|[县旗]$", place) else "city"


def _level_of_rank(rank: str) -> str:
    if rank in _CENTRAL_RANKS:
        return "central"
    return {"厅": "province", "局": "city"}.get(rank, "any")


def _successor_by_last_reform(name: str, reading: _Reading) -> Successor | None:
    entry = reading.form.entry
    names = _names_of_successors(reading, entry.get("successor", {}))
    if not names or _region(reading.place) in entry.get("not_in", ()):
        return None
    words = _words(reading)
    certainty: Certainty = "sure" if reading.level == "central" else entry["certainty"]
    today = tuple(n.format_map(words) for n in names)
    return Successor(name, today, entry["since"], entry["basis"], certainty)


def _names_of_successors(reading: _Reading, by_level: dict[str, list[str]]) -> list[str]:
    """The entry for the most particular level that the table has."""
    if reading.level == "central":
        return by_level.get("central", [])
    levels = [reading.level, "local"]
    if _bare(reading.place) in _table()["provincial_seats"]:
        levels.insert(0, "seat")
    if reading.place in _UNNAMED:
        levels.insert(0, "unnamed")
    return next((by_level[level] for level in levels if level in by_level), [])


def _brought_up_to_date(step: Successor) -> Successor:
    """A successor may have ended in its turn: 扶贫办 → 乡村振兴局 → 农业农村厅."""
    later = {name: successor(name) for name in step.today}
    steps = [step, *filter(None, later.values())]
    today = [n for name, then in later.items() for n in (then.today if then else (name,))]
    return Successor(
        printed=step.printed,
        today=tuple(dict.fromkeys(today)),
        since=max(s.since for s in steps),
        basis="；".join(dict.fromkeys(s.basis for s in steps)),
        certainty="sure" if all(s.certainty == "sure" for s in steps) else "likely",
    )


def _words(reading: _Reading) -> dict[str, str]:
    """What stands for the blanks in the names of the table."""
    place, printed = reading.place, reading.form.rank
    return {
        "place": place,
        "bare": _bare(place),
        "full": _full(place),
        "party": _party_committee(_full(place)),
        "province": _full(_region(place) or ""),
        "rank": _RANKS.get(reading.level, "主管部门"),
        "same": _LONG.get(printed, printed),
    }


def _is_place(text: str) -> bool:
    if text in _UNNAMED or text in _CENTRE or _NAMED.fullmatch(text):
        return True
    place = _known(text)
    return place is not None and place.name == text


@lru_cache(maxsize=1024)
def _known(text: str) -> Place | None:
    """The last place that the name of a place mentions. 市 helps names that are words as well."""
    places = places_in(text + "市")
    return places[-1] if places else None


@lru_cache(maxsize=1024)
def _bare(place: str) -> str:
    """辽宁 of 辽宁省, 玉溪 of 玉溪市; of a place that is not in the table, the place itself."""
    known = _known(place)
    is_whole = known and re.fullmatch(re.escape(known.name) + _PLACE_SUFFIX, place)
    return known.name if known and is_whole else place


def _full(place: str) -> str:
    """辽宁省 of 辽宁, 玉溪市 of 玉溪; a place that has its ending already keeps it."""
    known = _known(place)
    if known is None or known.name != place:
        return place
    default = "省" if known.is_province and place not in _MUNICIPALITIES else "市"
    return place + _suffixes().get(place, default)


def _party_committee(place: str) -> str:
    """省委, 辽宁省委; of a 自治区 and where no place is named 党委."""
    return place + ("党委" if not place or place.endswith("自治区") else "委")


def _region(place: str) -> str | None:
    """The province that a place lies in; 盟 and 旗 are found in 内蒙古 alone."""
    known = _known(place)
    return "内蒙古" if place.endswith(("盟", "旗")) else known.province if known else None


def _tidy(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


@cache
def _table() -> Entry:
    return tomllib.loads(
        files("corpus.facts").joinpath("agencies.toml").read_text(encoding="utf-8")
    )


@cache
def _suffixes() -> dict[str, str]:
    return {place: suffix for suffix, names in _table()["suffixes"].items() for place in names}


@cache
def _forms() -> dict[str, tuple[_Form, ...]]:
    """All ways to write the bodies of the table, by their endings."""
    found: dict[str, list[_Form]] = defaultdict(list)
    for entry in _table()["agency"]:
        for written, rank, meant in _spellings(entry):
            head, _, tail = written.rpartition("{place}")
            found[tail].append(_Form(head, meant, rank, entry))
    return {tail: tuple(forms) for tail, forms in found.items()}


def _spellings(entry: Entry) -> list[tuple[str, str, str]]:
    """(as written, rank, the one spelling meant), each a whole name with {place}."""
    full, ranks = entry["full"], entry.get("ranks", ())
    found = []
    for name in (full, *entry.get("aliases", ())):
        if not ranks or "{place}" in name:
            rank = ranks[0] if ranks else ""
            meant = f"{{place}}{full}{_LONG.get(rank, rank)}" if ranks else full
            found.append((name, rank, meant))
            continue
        for rank in ranks:
            meant = f"{{place}}{full}{_LONG.get(rank, rank)}"
            endings = dict.fromkeys((rank, _LONG.get(rank, rank)))
            found += [(f"{{place}}{name}{ending}", rank, meant) for ending in endings]
    return found
