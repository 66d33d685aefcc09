"""A sentence in which a business describes itself → its profile, by rules.

Each rule names a form of wording: a headcount is a number with 人 or 员工 that is not hired or
served, a want begins with 想, 打算 or 准备, what is denied (不是高新技术企业) is known not to be.
What no rule reads stays unknown. The sentence itself is kept in `text`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.errors import BadInput
from corpus.numerals import to_int
from corpus.regions import Place, cities_in, places_in, provinces
from index.tokens import fold
from rag.matching.profile import Profile
from rag.matching.vocabulary import (
    Words,
    is_organisation,
    people,
    qualifications,
    sectors,
    sizes,
    without_customers,
)

_PART = re.compile(r"[^，,。；;！!？?\n]+")
_NUMBER = (
    r"(?<![\d.])(?<!\d[-—~～至])(?P<n>\d{1,7}(?:\.\d{1,4})?万?|[一二两三四五六七八九十百千万]{1,9})"
)
_STAFF = re.compile(
    rf"{_NUMBER}(?:来|多|余)?(?:个|名|位|号)?(?P<who>员工|职工|雇员|人(?![次均才民口]))"
    rf"|(?:员工|职工|雇员|雇[了着佣用]?|团队|用工)[^，。\d一二两三四五六七八九十]{{0,6}}(?P<m>\d{{1,7}}|[一二两三四五六七八九十百]{{1,5}})(?:个|名|位|号)?(?:人|$|，|员工)?"
)
_NOT_STAFF = re.compile(
    r"(?:招|新增|带动|吸纳|服务|培训|安置|帮助|计划|打算|再|游客|学员|会员)[^，。]{0,6}$"
)
_ALONE = re.compile(r"一个人(?:干|做|开|经营|打理)|就我(?:自己|一个)|独自|自己一个人")
_UNREGISTERED = re.compile(
    r"(?:未|没有?|还没|尚未|没去)(?:有|进行|去|来得及|办理?过?|做|拿到?|领)?(?:工商)?(?:登记|注册|营业?执照|执照|办照|领照)|"
    r"(?:没|无)(?:有)?(?:营业)?执照|(?:执照|登记|注册)[^，。]{0,4}[没未]"
)
_REGISTERED = re.compile(
    r"公司|企业|有限|集团|工厂|个体工商户|个体户|合作社|银行|学院|学校|(?:已|有|办|领|拿)[^，。没未]{0,6}(?:执照|登记|注册)|注册(?:在|于|地|了|过)|登记在册"
)
_FOREIGN = re.compile(
    r"外资|外商(?:独资|投资|控股)|中外合资|合资企业|外方|外国(?:公司|企业|投资|老板)|境外(?:母公司|投资者|股东)|台资|港资|日资|韩资|美资|德资|"
    r"(?:香港|澳门|台湾|外国|境外|国外|海外|港澳台?)[^，。]{0,6}(?:投资|股东|资本|控股|持股|占股)"
)
_NOT = re.compile(
    r"(?:不(?:在|做|打算|想|准备|搞|卖)|从没|不是|不属于|没有?|并非|尚?未|还没|无|非|不含|不算|暂无)[^，。；]{0,6}$"
)
_WANT = re.compile(
    r"(?:想要?|打算|准备|计划|希望|正?考虑|拟|要(?=去|做|建|开|办|上|搞|申)|有意|需要|能不能|能否|可以)(?P<what>[^，。；？?！!]+)"
)
_DOING = re.compile(
    "做|搞|从事|经营|开展|进行|投入|组织|参加|承担|运营|研发|开发|生产|销售|卖|建|引进|培训|招[了聘收用]|带动|回收|"
    "配送|缺|需要|让|下单|提供|出口|进口|租|办|上[了线]|改造|考|找|承接|代|合作|通过|开[店设通]|使用|用"
)
_FACTORY = re.compile(r"[\u4e00-\u9fff]厂(?![房里子商区])")
_IN_BUSINESS = re.compile(
    r"公司|企业|工厂|个体户|有执照|已(?:经)?(?:登记|注册)|注册的|登记的|银行|学校|合作社"
)
_ONLINE = ("电子商务平台",)  # an organisation that many describe by what they do
# 我们是…公司: what somebody is, not what they do.
_NAMING = re.compile(
    r"(?:企业|公司|集团|商行|[店厂]|合作社|银行|学校|学院|协会|个体户|个体工商户)$"
)
_DENIAL = re.compile(r"(?:没有?|不|未|无|从没|并非)(?!断|少|同|错|仅|只|锈|动产|止)")
_FIGURE = re.compile(
    r"(?P<name>[^\W\d_]{2,12}?)(?:大?约|有|为|了|达到?|超过?|近|是|涨|增长)?"
    r"(?P<value>\d+(?:\.\d+)?(?:多|余)?[万亿]?(?:美?元|平方米|件|家|台|%))(?P<of>[^\W\d_]{2,4})?"
)
_AGE = re.compile(
    r"(?:成立|开业|注册|创办|开办)(?:才|了|刚|不到|已)*(?P<value>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<unit>年|个月)"
)
_FOUNDED = re.compile(
    r"(?P<year>(?:19|20)\d{2})年[^，。；\d]{0,4}\d{0,2}月?[^，。；\d]{0,4}(?:成立|开业|注册|创办|开办|创立)|"
    r"(?:成立|开业|注册|创办|开办|创立)(?:于|时间)?[：:]?(?P<in>(?:19|20)\d{2})年"
)


def described(text: str) -> Profile:
    """The profile that a sentence tells.

    Raises BadInput for an empty sentence, and one that tells nothing of a business.

    >>> described("大连的跨境电商零售出口企业，30人，高新技术企业，想建海外仓").activities
    ('建海外仓',)
    """
    text = text.strip()
    if not text:
        raise BadInput("介绍是空的。请用一句话写明地区、行业、人数和想做的事。")
    places = _places(text)
    profile = Profile(
        text=text,
        region=places[0].province if places else None,
        city=next((p.name for p in places if not p.is_province), None),
        size=_size(text),
        registered=_registered(text),
        employees=_employees(text),
        sectors=_sectors(text) or None,
        qualifications=_held(qualifications(), text) or None,
        activities=tuple(dict.fromkeys(_activities(text))) or None,
        people=_held(people(), text) or None,
        foreign_owned=_foreign(text),
        figures=tuple(_figures(text)),
        denied=_denied(text),
    )
    if profile == Profile(text=text):
        raise BadInput(
            "这句话里没有读出企业的情况。请写明地区、行业、人数、资质或想做的事，"
            "例如：大连的跨境电商企业，30人，想建海外仓。"
        )
    return profile


def understood(given: Profile, text: str | None) -> Profile:
    """The fields given, and where they are silent what the sentence tells."""
    if not text:
        return given
    told = described(text)
    gaps = {
        name: getattr(told, name)
        for name in Profile.__dataclass_fields__
        if getattr(given, name) in (None, ())
    }
    return replace(given, **gaps)


def told_parts(profile: Profile) -> tuple[str, ...]:
    """All that a business says of itself, part by part, but for what it denies."""
    own = (p for p in _parts(profile.text or "") if not _DENIAL.search(p))
    return tuple(
        dict.fromkeys((*(profile.activities or ()), *(profile.qualifications or ()), *own))
    )


def _places(text: str) -> tuple[Place, ...]:
    """Where the business is: a place said with 在 or 的 first, and never where somebody is from."""
    named = [p for p in places_in(text) or _home(text) if not _born(p.name, text)]
    seated = [p for p in named if re.search(rf"(?:在|位于|注册于|落户|到){p.name}", text)]
    first = (seated or named)[:1]
    return tuple(p for p in named if first and p.province == first[0].province)


def _born(name: str, text: str) -> bool:
    return bool(re.search(rf"(?:是|来自|为){name}(?:省|市|籍|本地)?(?:人|居民|籍|姑娘|小伙)", text))


def _home(text: str) -> tuple[Place, ...]:
    """A city whose name is an ordinary word as well, where somebody says to be of it."""
    found = (p for province in provinces() for p in cities_in(text, province))
    return tuple(p for p in found if re.search(rf"(?:是|在|来自|位于|^){p.name}", text))


def _parts(text: str) -> list[str]:
    return [m.group() for m in _PART.finditer(text)]


def _size(text: str) -> str | None:
    """The word for a size as said, unless it is denied."""
    folded = fold(text)
    is_body = any(map(is_organisation, _sectors(text)))  # a bank is no 个体户, its customers may be
    for m in sizes().pattern.finditer(folded):
        small = sizes().names[m.group()] == ("个体工商户",)
        if not _NOT.search(folded[: m.start()]) and not (small and is_body):
            return m.group()
    return None


def _registered(text: str) -> bool | None:
    if _UNREGISTERED.search(text):
        return False
    told = "，".join(p for p in _parts(text) if not _WANT.search(p))
    return True if _REGISTERED.search(told) else None


def _employees(text: str) -> int | None:
    for m in _STAFF.finditer(text):
        if not _NOT_STAFF.search(text[: m.start()]):
            digits = m["n"] or m["m"]
            return _count(digits)
    return 1 if _ALONE.search(text) else None


def _count(digits: str) -> int | None:
    """30, 三十, 1.2万, 一万二千; None where it is no one number (三五个, 七八十)."""
    if m := re.fullmatch(r"(\d+(?:\.\d+)?)(万?)", digits):
        count = float(m[1]) * (10_000 if m[2] else 1)
        return round(count) if count == round(count) else None
    if re.search("[一二两三四五六七八九]{2}", digits):
        return None
    try:
        tens, _, rest = digits.replace("两", "二").rpartition("万")
        return (to_int(tens) * 10_000 if tens else 0) + (to_int(rest) if rest else 0)
    except ValueError:
        return None


def _foreign(text: str) -> bool | None:
    m = _FOREIGN.search(text)
    if m is None:
        return False if re.search("内资|纯中资|国有企业|国企", text) else None
    return not _NOT.search(text[: m.start()])


def _sectors(text: str) -> tuple[str, ...]:
    """The trades that it has, and those that it plans."""
    return tuple(dict.fromkeys((*_trades_of(text), *planned_trades(text))))


def _trades_of(text: str) -> tuple[str, ...]:
    """The trades named where it tells what it is and does. A kind of organisation (银行) named
    first is what it is.
    """
    plain = people().without(fold(_FIGURE.sub(" ", text)))  # 高校毕业生 are no 高校
    parts = [without_customers(part) for part in _parts(plain)]
    told = [_trades(_WANT.sub("", part)) for part in parts]
    if told and any(map(is_organisation, told[0])):
        return told[0]
    found = [n for names in told for n in names if not is_organisation(n) or n in _ONLINE]
    if _FACTORY.search(text) and "制造业" not in found:
        found.insert(0, "制造业")
    return tuple(found)


def planned_trades(text: str) -> tuple[str, ...]:
    """The trades that somebody who is not in business yet wants to take up.

    >>> planned_trades("我在青海读大四，毕业后想做电商，执照还没办")
    ('电子商务',)
    """
    if _IN_BUSINESS.search(text):
        return ()
    parts = (without_customers(part) for part in _parts(people().without(fold(text))))
    wanted = (m for part in parts for m in _WANT.finditer(part))
    named = (
        name
        for m in wanted
        if not _DENIAL.search(m.string[: m.start()])
        for name in _trades(m["what"])
    )
    has = _trades_of(text)
    return tuple(dict.fromkeys(name for name in named if name not in has))


def _trades(part: str) -> tuple[str, ...]:
    """The names in one part, but for those that it denies."""
    return sectors().without_modifiers(part, lambda before: bool(_NOT.search(before)))


def _held(words: Words, text: str) -> tuple[str, ...]:
    """The names found that are not denied."""
    named = list(_named(words, text))
    denied = {name for name, is_denied in named if is_denied}
    return tuple(dict.fromkeys(name for name, _ in named if name not in denied))


def _denied(text: str) -> tuple[str, ...]:
    found = [name for name, denied in _named(qualifications(), text) if denied]
    found += [name for name, denied in _named(people(), text) if denied]
    return tuple(dict.fromkeys(found))


def _named(words: Words, text: str) -> Iterator[tuple[str, bool]]:
    for part in _parts(fold(text)):
        for m in words.pattern.finditer(part):
            denied = bool(_NOT.search(part[: m.start()]))
            yield from ((name, denied) for name in words.names[m.group()])


def _activities(text: str) -> Iterator[str]:
    """What it does or wants to do, in its own words: every part that is not denied."""
    for part in _parts(text):
        wanted = _WANT.search(part)
        what = wanted["what"] if wanted else part
        what = re.sub(r"^[了着过]|[吗呢吧的了]+$", "", what.strip())
        is_name = not wanted and _NAMING.search(part)
        if (
            len(what) >= 3
            and not is_name
            and not _FIGURE.fullmatch(what)
            and not _DENIAL.search(part)
            and (wanted or _DOING.search(part))
        ):
            yield what


def _figures(text: str) -> Iterator[tuple[str, str]]:
    for m in _FIGURE.finditer(text):
        counted = m["value"][-1] in "件家台"
        yield m["name"] + (m["of"] or "" if counted else ""), m["value"]
    for m in _AGE.finditer(text):
        yield "成立时间", f"{_count(m['value'])}{m['unit']}"
    for m in _FOUNDED.finditer(text):
        yield "成立时间", f"{m['year'] or m['in']}年"
