"""Lists of bodies: 市发改委、住建局和各县（市、区）人民政府 → the bodies one by one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.regions import places_in

OPEN, CLOSE = "（(【〔[［", "）)】〕]］"
_NESTS, _UNNESTS = OPEN + "“《", CLOSE + "”》"
MAX_LENGTH = 40  # characters; no body has a longer name

# How the names of bodies end. Ordinary words that end alike (试行, 布局, 部署) are kept out.
_ENDING = re.compile(
    r"(?:厅|(?<![布格结全大])局|(?<!常)委|(?<![举试创主协承兴开申代通快联好易])办|(?<!部)署|(?<![全内外大局细干])部|"
    r"银行|分行|支行|中支|委员会|管委会|协会|联合会|工会|商会|学会|妇联|残联|团委|工商联|联席会议|供销社|联社|"
    r"合作社|法院|检察院|医院|学院|研究院|科学院|国务院|(?<![场处住])所|办事处|管理处|(?<![好到妥])处|"
    r"中心|总队|支队|大队|专班|小组|专项组|工作组|指挥部|政府|海关|部门|单位|公司|集团|企业|机构|办公室|"
    r"学校|大学|院校|高校|党校|[研督法文]\w{0,3}室|科协|文联|侨联|贸促会|红十字会|(?:边检|检疫|监测|服务|管理|工作)站|"
    r"[农社林医]科院|设计院|气象台|电视台|车务段|武装部|供电局|成员|行政公署)$"
)
_LOOSE_ENDING = re.compile(r"(?:县|区|市|州|旗|盟|乡|镇|街道|各地|(?<![社机大集])会|[联协])$")
_PLACE_ENDING = re.compile(r"(?:县|区|市|州|旗|盟|乡|镇|街道|各地)$")
_SEAT = re.compile(r"(?:人民政府|政府|管委会)$")
_CITY_SEAT = re.compile(r"[市州县区](?:人民政府|政府)$")
_PLACE = re.compile(r"[\u4e00-\u9fff（）]{2,12}(?:区|县|市|州|旗|新城|园|港|湾|岛)")
_GROUP = re.compile(r"^(?:各|有关|相关|所有|其他|市直|省直|区直|县直|州直)")
_OF_A_LEVEL = re.compile("(?:局|委|办|厅|办公室|委员会|中心|法院|检察院|总队|支队|会|联|社)$")
# Bodies that belong to no province or city: never completed with 省 or 市.
_OF_THEIR_OWN = re.compile(
    r"^(?:[省市州县区旗盟团](?!场监)|自治|各|有关|相关|所有|其他|国家|国网|中国|中央|全国|人民银行|人行|驻|高新|经开|综保"
    r"|[\u4e00-\u9fff]{2,8}(?:[省市县区州旗盟]|自治区))"
    r"|(?:管委会|海关|银行|公司|集团|协会|学会|商会|大学|学院|学校|医院|企业|单位|部门|政府|园区|开发区|分局"
    r"|[银保证]监局|电力|联通|移动|电信|铁塔)"
)
_LEVEL = re.compile(
    r"^(?:省|市|州|县|区|旗|盟|自治区|自治州|自治县)(?!场监|政公|政管|政工|容|域|块)"
)
_REST = re.compile(r"等(?:\d{1,2}个|有关|相关|各)*(?:部门|单位|地区|地方|机构)?$")
# 市工信局等市政府有关部门: a body and the group that it is one of.
_AND_GROUP = re.compile(
    r"等(?:和|及|以及|与)?"
    r"(?=(?:各|省|市|州|县|区|中央)[\u4e00-\u9fff]{0,24}(?:部门|单位|机构|企业|政府)$)"
)
_KINDS_OF_PLACE = "(?:省|市|州|县|区|旗|盟|地|县市|乡镇|镇|乡|街道|自治州|自治县)"
_OPEN_GROUP = re.compile(
    "[中省市县区州旗]"
    f"|各(?:地级以上|设区的?|有关|相关)?{_KINDS_OF_PLACE}(?:[、，,]{_KINDS_OF_PLACE})*"
)
_TAILS = ("单位", "部门", "企业", "机构")  # 市直有关部门、单位 is one party
_LEAD_WORDS = re.compile(r"^(?:以下(?:各项)?由|由|请|其中[:：，]?|其余|以及|并|会同|[*＊★☆△▲※]+)+")
_MARKS = re.compile(r"[*＊★☆△▲※]+$")
_CUTS = re.compile(rf"[{re.escape(_NESTS + _UNNESTS)}、，,；;。]")
_LAST_BRACKET = re.compile(r"[（(〔【\[][^）)〕】\]]*[）)〕】\]]$")
_INNER_BRACKET = re.compile(r"[（(〔【][^）)〕】]*[）)〕】]")
_OPEN_GROUP_ENDS = "中省市县区州旗盟地镇乡道）)〕】"
_JOINT = re.compile("和|及|会同|与|以及|联合|并商|商")


def split_bodies(listing: str) -> tuple[str, ...]:
    """The bodies of a list, nested brackets kept whole; 各市、自治州人民政府 is one party.

    >>> split_bodies("省司法厅，省财政厅、各市、自治州人民政府")
    ('省司法厅', '省财政厅', '各市、自治州人民政府')
    """
    bodies: list[str] = []
    for token, separator in _tokens(listing):
        if bodies and (_is_open_group(bodies[-1]) or token in _TAILS):
            bodies[-1] += separator + token
        else:
            bodies.extend(_apart(token))
    return tuple(dict.fromkeys(b for b in map(_bare, bodies) if b))


def completed(bodies: tuple[str, ...], before: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Shortened names in full: behind 市发改委, 住建局 is 市住建局. `before` stands in front.

    >>> completed(("市发改委", "住建局", "各县（区）政府"))
    ('市发改委', '市住建局', '各县（区）政府')
    """
    level = _level_of(before)
    full = []
    for body in bodies:
        own = _LEVEL.match(body)
        level = own.group() if own else level
        full.append(level + body if level and not own and _is_short(body) else body)
    for i in range(len(full) - 2, -1, -1):
        full[i] += _seat(full[i], full[i + 1])
    return tuple(full)


def _seat(body: str, after: str) -> str:
    """What 官渡区 shares with 嵩明县人民政府, and 广州 with 深圳市政府, listed behind it."""
    if _is_place_name(body):
        m = _CITY_SEAT.search(after)
        return m.group() if m else ""
    m = _SEAT.search(after)
    return m.group() if m and _PLACE.fullmatch(body) and not _GROUP.match(body) else ""


@lru_cache(maxsize=4096)
def _is_place_name(name: str) -> bool:
    return len(name) <= 5 and any(place.name == name for place in places_in(name))


@lru_cache(maxsize=8192)
def is_body(name: str) -> bool:
    """Whether a name ends as bodies do, or is a group of them.

    >>> is_body("省商务厅"), is_body("各县（市、区）"), is_body("试行")
    (True, True, False)
    """
    bare = _LAST_BRACKET.sub("", name)
    if not 2 <= len(name) <= MAX_LENGTH:
        return False
    return bool(_ENDING.search(bare) or (_GROUP.match(name) and _PLACE_ENDING.search(bare)))


def may_be_body(name: str) -> bool:
    """Whether a name can be one where a verb (牵头, 负责) says that bodies are listed: 市贸促会,
    白银高新区.

    >>> may_be_body("市贸促会"), may_be_body("企业自行")
    (True, False)
    """
    if is_body(name) or (_LEVEL.match(name) and 3 <= len(name) <= 15):
        return True
    loose = _LOOSE_ENDING.search(name) or _is_place_name(name)
    return 2 <= len(name) <= MAX_LENGTH and bool(loose)


def _level_of(bodies: tuple[str, ...]) -> str:
    found = [m.group() for b in bodies if (m := _LEVEL.match(b))]
    return found[-1] if found else ""


@lru_cache(maxsize=4096)
def _is_short(body: str) -> bool:
    """Whether a name lacks the 省 or 市 it belongs to: it has no place or house of its own."""
    if any(body.startswith(place.name) for place in places_in(body[:8])):
        return False
    bare = _INNER_BRACKET.sub("", body)
    short = len(bare) <= 14 and _OF_A_LEVEL.search(bare)
    return bool(short and not _OF_THEIR_OWN.search(bare))


def _tokens(listing: str) -> Iterator[tuple[str, str]]:
    """(token, the separator before it), split at 、，；and their half-width forms at depth 0."""
    depth, start, separator = 0, 0, ""
    for m in _CUTS.finditer(listing):
        c = m.group()
        if c in _NESTS:
            depth += 1
        elif c in _UNNESTS:
            depth = max(0, depth - 1)
        elif not depth:
            yield listing[start : m.start()].strip(" 。\n\u3000"), separator
            start, separator = m.end(), c
    yield listing[start:].strip(" 。\n\u3000"), separator


@lru_cache(maxsize=8192)  # the same few hundred names come again and again
def _apart(token: str) -> tuple[str, ...]:
    """甲局等市有关部门及各县 is three parties: a body, the group it is of, and another."""
    return tuple(body for part in _joint(token) for body in _AND_GROUP.split(part))


def _joint(token: str) -> Iterator[str]:
    """甲局和乙局 is two bodies, 文化和旅游局 one: what stands before 和 must be a body itself."""
    start = 0
    for m in _JOINT.finditer(token):
        left, right = token[start : m.start()], token[m.end() :]
        if is_body(left) and len(right) > 1 and not _inside_brackets(token, m.start()):
            yield left
            start = m.end()
    yield token[start:]


def _inside_brackets(token: str, position: int) -> bool:
    before = token[:position]
    return sum(before.count(c) for c in OPEN) > sum(before.count(c) for c in CLOSE)


def _is_open_group(body: str) -> bool:
    """各市 of 各市、自治州人民政府: begins a group whose kind of body is still to come."""
    if body[-1:] not in _OPEN_GROUP_ENDS:
        return False
    bare = _INNER_BRACKET.sub("", body)
    return bool(_OPEN_GROUP.fullmatch(bare))


def _bare(body: str) -> str:
    """The name without 由 before it and 等部门 behind it."""
    body = _MARKS.sub("", _LEAD_WORDS.sub("", body.strip()))
    return _REST.sub("", body) if "等" in body else body
