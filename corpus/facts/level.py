"""Which region and which level of government a notice is of, by its issuer and its number."""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.regions import Place, places_in, region_of

Level = Literal["国家", "省", "市", "县"]

# Cities of the table of regions that are counties by rank, or answer to the province directly.
_NO_PREFECTURES = ("义乌", "济源", "仙桃", "潜江", "天门", "神农架", "雄安", "恩施")
# How the number (文号) of a provincial government begins: 辽政发, 渝府办发, 粤办函.
_PROVINCE_OF = {
    "京": "北京",
    "津": "天津",
    "沪": "上海",
    "渝": "重庆",
    "冀": "河北",
    "晋": "山西",
    "蒙": "内蒙古",
    "辽": "辽宁",
    "吉": "吉林",
    "黑": "黑龙江",
    "苏": "江苏",
    "浙": "浙江",
    "皖": "安徽",
    "闽": "福建",
    "赣": "江西",
    "鲁": "山东",
    "豫": "河南",
    "鄂": "湖北",
    "湘": "湖南",
    "粤": "广东",
    "桂": "广西",
    "琼": "海南",
    "川": "四川",
    "黔": "贵州",
    "云": "云南",
    "滇": "云南",
    "藏": "西藏",
    "陕": "陕西",
    "甘": "甘肃",
    "青": "青海",
    "宁": "宁夏",
    "新": "新疆",
}
# The same characters begin the numbers of cities too: 宁政发 (南京), 青政发 (青岛), 新政 (新乡),
# 云府 (云浮), 吉府 (吉安), 甘府 (甘孜), 苏府 (苏州), 鄂府 (鄂尔多斯), 晋政 (晋江), 蒙政 (蒙自).
_SHARED = re.compile(r"[宁青新蒙]|[云吉甘苏鄂](?!政)|赣(?!府)|晋(?!政[发办])")
_GOVERNMENT = re.compile(r"(?:内|.)(?:[政府][发办函字规令通]{0,4}|办[发函规]{1,2})")
_STATE = re.compile(
    r"国务院|^(?:国家|中国人民银行|最高人民|海关总署|税务总局|审计署|中共中央)|^[^省市县区州]{1,8}部$"
)
_STATE_NUMBER = re.compile(r"国(?:发|办发|办函|函|令)$")
_COUNTY = re.compile(r"县|旗|(?<![治新发园作特地范片理技景林流矿港验])区")
_BELOW = re.compile(r"(?:镇|乡|街道)(?:人民政府|政府|办事处)")
_PREFECTURE = re.compile(r"自治州|地区行政公署|盟行政公署|^(?:中共)?州(?:人民政府|政府|委)")
_PROVINCE = re.compile(r"^(?:国家[^省]{2,6}局|中共|中国[^省]{2,6}会)?.{0,3}省|自治区")
_ABOUT = re.compile(r"(?:关于|印发).*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The province a notice belongs to and the level of its issuer; None is unsure.

    A national notice has the level 国家 and no region.
    """

    region: str | None = None
    level: Level | None = None


def jurisdiction_of(issuer: str | None, number: str | None, text: str) -> Jurisdiction:
    """Region and level, by the issuer first, then the number; the text only tells the region.

    `issuer` may be the issuer or the title that begins with it.

    >>> jurisdiction_of("辽宁省人民政府", None, "")
    Jurisdiction(region='辽宁', level='省')
    >>> jurisdiction_of(None, "国办发〔2020〕1号", "")
    Jurisdiction(region=None, level='国家')
    """
    name = re.sub(r"\s", "", _ABOUT.sub("", issuer or ""))
    prefix = re.split(r"[〔\[［（(【\d]", re.sub(r"\s", "", number or ""))[0]
    level = _level_of(name) if name else _level_of_number(prefix, text)
    return Jurisdiction(None if level == "国家" else _region(places_in(name), prefix, text), level)


def _region(places: tuple[Place, ...], prefix: str, text: str) -> str | None:
    named = {place.province for place in places}
    if named:
        return named.pop() if len(named) == 1 else None
    by_number, by_text = _region_of_number(prefix), region_of(text)
    if by_number and by_text and by_number != by_text:
        return None
    return by_number or by_text


def _region_of_number(prefix: str) -> str | None:
    if prefix.startswith(("内政", "内蒙")):
        return "内蒙古"
    return None if _SHARED.match(prefix) else _PROVINCE_OF.get(prefix[:1])


def _level_of_number(prefix: str, text: str) -> Level | None:
    if _STATE_NUMBER.match(prefix):
        return "国家"
    region = _region_of_number(prefix)
    is_own = region and region == _region((), prefix, text)
    return "省" if is_own and _GOVERNMENT.fullmatch(prefix) else None


def _level_of(name: str) -> Level | None:
    """The level that the words of an issuer give: that of the smallest place it names."""
    places = places_in(name)
    if not places and _STATE.search(name):
        return "国家"
    rest = re.sub("自治区|" + "|".join(f"{p.name}[省市州盟]?" for p in places), "", name)
    if _BELOW.search(rest):
        return None
    if _COUNTY.search(rest):
        return "县"
    if "区" in rest or "市" in rest:  # a zone, or a city whose rank is not known
        return None
    if any(_is_prefecture(place, name) for place in places) or _PREFECTURE.search(name):
        return "市"
    return "省" if _is_provincial(name, places) else None


def _is_prefecture(place: Place, name: str) -> bool:
    ranked = re.search(rf"{place.name}(?:市|州|盟|地区|.{{1,8}}自治州)", name)
    return not place.is_province and place.name not in _NO_PREFECTURES and bool(ranked)


def _is_provincial(name: str, places: tuple[Place, ...]) -> bool:
    cities = [p.name for p in places if not p.is_province]
    municipal = any(f"{m}市" in name for m in ("北京", "天津", "上海", "重庆"))
    return not cities and (municipal or bool(_PROVINCE.search(name)))
