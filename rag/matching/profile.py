"""What is known of a business: the fields of a profile, checked; unknown stays unknown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from corpus.errors import BadInput
from corpus.regions import places_in
from rag.matching.vocabulary import (
    SIZES,
    doings,
    qualifications,
    sizes,
    sizes_by_headcount,
    wider,
)

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
_Texts = Annotated[tuple[_Text, ...], Field(max_length=100)]

# What only a registered enterprise can hold.
_OF_ENTERPRISES = ("企业", "专精特新", "小巨人", "单项冠军")
_FIELDS = {
    "text": "一句话介绍（文字）",
    "region": "省份（文字，例如 辽宁）",
    "city": "城市（文字，例如 大连）",
    "size": "规模（个体工商户、微型、小型、中型、大型、小微企业或中小企业）",
    "registered": "是否已登记注册（true 或 false）",
    "employees": "人数（0 或以上的整数）",
    "sectors": "行业（文字的列表）",
    "qualifications": "资质（文字的列表）",
    "activities": "在做或想做的事（文字的列表）",
    "people": "人员类型（文字的列表）",
    "foreign_owned": "是否有外资（true 或 false）",
    "figures": '数字（名称和数值都是文字，例如 {"年销售额": "1200万元"}）',
    "confirmed": "已确认符合的条件（文字的列表）",
    "denied": "已确认不符合的条件（文字的列表）",
}


_WORDS = {
    "size": "规模",
    "registered": "已登记注册",
    "employees": "人数",
    "sectors": "行业",
    "qualifications": "资质",
    "activities": "在做或想做",
    "people": "人员类型",
    "foreign_owned": "有外资",
    "figures": "数字",
    "confirmed": "已确认符合",
    "denied": "已确认不符合",
}
_LISTS = ("sectors", "qualifications", "activities", "people")


class _Given(BaseModel):
    """A profile as it comes in."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: _Text | None = None
    region: _Text | None = None
    city: _Text | None = None
    size: _Text | None = None
    registered: bool | None = None
    employees: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    sectors: _Texts | None = None
    qualifications: _Texts | None = None
    activities: _Texts | None = None
    people: _Texts | None = None
    foreign_owned: bool | None = None
    figures: Annotated[dict[_Text, _Text], Field(max_length=100)] = {}
    confirmed: _Texts = ()
    denied: _Texts = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A business, or a person who wants to be one. None is unknown; an empty tuple is "none".

    `figures` are quantities by name (年销售额: 1200万元); `confirmed` and `denied` are conditions
    that were answered, in the words in which they were asked.
    """

    text: str | None = None
    region: str | None = None
    city: str | None = None
    size: str | None = None
    registered: bool | None = None
    employees: int | None = None
    sectors: tuple[str, ...] | None = None
    qualifications: tuple[str, ...] | None = None
    activities: tuple[str, ...] | None = None
    people: tuple[str, ...] | None = None
    foreign_owned: bool | None = None
    figures: tuple[tuple[str, str], ...] = ()
    confirmed: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()

    @property
    def trades(self) -> tuple[str, ...] | None:
        """The sectors by the names of business.toml; None where none is known. Who sells retail
        online is an online merchant (网络商户).
        """
        if self.sectors is None:
            return None
        found = dict.fromkeys(n for s in self.sectors for n in doings().without_modifiers(s))
        if "零售" in found and any("电子商务" in wider(n) for n in found):
            found["网络商户"] = None
        return tuple(found)

    @property
    def classes(self) -> frozenset[str]:
        """The classes of size that it can be of: as said, else by its headcount."""
        if self.size:
            return frozenset(sizes().found(self.size)) or frozenset(SIZES)
        possible = frozenset(SIZES)
        if self.employees is not None:
            by_people = sizes_by_headcount(self.employees, self.trades or ())
            possible = by_people | {"个体工商户"}
        return possible

    @property
    def is_firm(self) -> bool | None:
        """Whether it is an enterprise (企业) and not a 个体工商户 or a person; None if unknown."""
        if self.size:
            return "个体工商户" not in self.classes
        return False if self.registered is False else None

    @property
    def province(self) -> str | None:
        """The province that it is in."""
        places = places_in(f"{self.region or ''} {self.city or ''}")
        return places[0].province if places else self.region


def profile_of(record: object) -> Profile:
    """A profile from the fields of the contract.

    Raises BadInput that names the field, what was given and what is expected.

    >>> profile_of({"region": "辽宁", "employees": 30}).employees
    30
    """
    if not isinstance(record, dict):
        raise BadInput('企业情况应当是一个 JSON 对象，例如 {"region": "辽宁", "employees": 30}。')
    lists = {k: tuple(v) if isinstance(v, list) else v for k, v in record.items()}
    try:
        given = _Given.model_validate(lists)
    except ValidationError as e:
        raise BadInput(_fault(e, record)) from e
    profile = Profile(**given.model_dump(exclude={"figures"}), figures=tuple(given.figures.items()))
    for fault in contradictions(profile):
        raise BadInput(f"企业情况前后不一：{fault}。请改正后再试。")
    return profile


def profile_record(profile: Profile) -> dict[str, Any]:
    """The fields that are known, as plain JSON values."""
    record = asdict(profile) | {"figures": dict(profile.figures)}
    return {k: v for k, v in record.items() if v is not None and v not in ((), {})} | {
        k: [] for k in ("sectors", "qualifications", "activities", "people") if record[k] == ()
    }


def profile_in_words(profile: Profile) -> tuple[str, ...]:
    """What is known of a business, a line for each field, in Chinese.

    >>> profile_in_words(Profile(region="辽宁", employees=30))
    ('地区：辽宁', '人数：30')
    """
    places = "".join(dict.fromkeys(p for p in (profile.region, profile.city) if p))
    lines = [f"地区：{places}"] if places else []
    for name, word in _WORDS.items():
        value = getattr(profile, name)
        if value is not None and (value != () or name in _LISTS):
            lines.append(f"{word}：{_said(value)}")
    return tuple(lines)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        told = (v if isinstance(v, str) else "".join(v) for v in value)
        return "、".join(told) or "无"
    return str(value)


def contradictions(profile: Profile) -> tuple[str, ...]:
    """What cannot hold together, in words.

    >>> contradictions(Profile(registered=False, qualifications=("高新技术企业",)))
    ('registered 为 false（没有登记注册），qualifications 却有“高新技术企业”',)
    """
    return tuple(filter(None, (_place(profile), _unregistered(profile), _answered(profile))))


def _place(profile: Profile) -> str | None:
    field, name = ("region", profile.region) if profile.region else ("city", profile.city)
    if name and not places_in(name):
        return f"{field} 写的“{name}”不是认识的省份或城市（例如 辽宁、西宁）"
    places = places_in(profile.city or "")  # a county that no table holds is taken as given
    if profile.region and places and places[0].province not in _provinces(profile.region):
        return f"city 写的“{profile.city}”不在 region 写的“{profile.region}”"
    return None


def _provinces(text: str) -> set[str]:
    return {place.province for place in places_in(text)}


def _unregistered(profile: Profile) -> str | None:
    if profile.registered is not False:
        return None
    for name in profile.qualifications or ():
        known = qualifications().found(name) or (name,)
        if any(word in title for title in known for word in _OF_ENTERPRISES):
            return f"registered 为 false（没有登记注册），qualifications 却有“{name}”"
    return None


def _answered(profile: Profile) -> str | None:
    both = set(profile.confirmed) & set(profile.denied)
    if both:
        return f"“{min(both)}”既在 confirmed 又在 denied"
    return None


def _fault(error: ValidationError, record: Mapping[str, object]) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        return f"企业情况里没有“{name}”这一项。可用的有：{'、'.join(_FIELDS)}。"
    shown = str(record.get(name))[:40]
    return f"企业情况的 {name} 写成了“{shown}”，应为{_FIELDS[name]}。"
