"""What a provision requires of a business, read from the words for its parties and conditions.

An atom is one thing that can be held against a profile: a trade, a size, a headcount, a title. A
requirement is a list of alternatives, of which one must hold; an alternative is a list of atoms,
all of which must. What no rule reads stays a free text, which a business must answer itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import rjieba

from corpus.model import Span
from corpus.numerals import to_int
from corpus.regions import places_in
from index.tokens import fold
from rag.matching.offers import Offer
from rag.matching.vocabulary import doings, is_organisation, people, qualifications, sectors, sizes

Field = Literal[
    "sectors", "size", "registered", "employees", "qualifications", "people", "foreign_owned",
    "firm", "doing", "one_of", "zone", "city", "figure", "trade", "act", "told", "free",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing required: which field of a profile tells it, and the values that meet it.

    `low` and `high` bound a headcount or a figure, both inclusive; `excludes` turns it round.
    """

    field: Field
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    excludes: bool = False


Alternative = tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """The alternatives that some words of a notice stand for, and where the words are."""

    alternatives: tuple[Alternative, ...]
    span: Span


_TELLING_TRADE = {"sectors", "one_of", "trade", "doing", "foreign_owned"}
_BRACKET = re.compile(r"（[^（）]*）|\([^()]*\)")
_JOIN = re.compile(r"以及|或者|[、和及与或]")
_HERE = re.compile(
    r"(?:在)?(?:我|本|全)?(?:省|市|自治区|区|县|州)(?:内|域内|范围内)?(?:的|登记|依法)?|境内|省内|市内|区内|全国|国内外?|各类|各级|"
    r"相关|有关|从事|开展|属于|对于?|其|上述|以上|经依法|依法|广大|更多|一批|等"
)
_CONDITIONAL = re.compile(
    r"符合[^，的]{0,12}条件|有条件|具备[^，的]{0,8}条件|条件成熟|重点|龙头|骨干|优质|优秀|知名|诚信|初创|成长型|"
    r"规范|困难(?!人员)|特殊|专业化|有需[求要]|信誉良好|运营良好"
)
_HEADS = re.compile(
    r"企业|公司|单位|机构|主体|市场主体|经营|领域|行业|活动|现代服务业|服务业|服务|人员|个人|从业|创业|者|活|"
    r"商户|商家|合作|组织|店|户|人"
)
_FIRM = re.compile("企业|公司")
_NO_FIRM = re.compile("个体|商户|人员|创业者|个人|合作社|组织|平台|机构|院校|农户|家庭农场")
_LEAD = re.compile(r"^(?:对于?|凡是?|如|若|在(?=[^，]{0,12}(?:登记|注册)))")
# Where one condition ends and the next begins; a 、 parts them only before a verb or a figure.
_AND = re.compile(
    r"[，；]|且(?!不)|并(?=[^行]{2})|同时|"
    r"、(?=已|经|首次|年|成立|稳定|依法|取得|获得|具有|符合|新|信誉|参加|缴纳|签订|从事|服务|仓储|入驻|实际|上年|增速|投入|\d)"
)
_TRADE = re.compile(r"(?:从事|属于|经营|利用互联网)(?P<what>[^，。；]+)|(?P<own>[^，。；]+(?:行业|领域)$)")
_INSIDE = re.compile(r"(?P<where>[^，。；、]{2,16}(?:区|集群|园|县域|县))(?:范围)?内(?=\w)")
_ZONE = re.compile(
    r"[^，。；、]{2,16}(?:高新区|新区|保税区|自贸区|开发区|试验区|示范区|产业集群|园区|集聚区|县域|县|片区)(?=内|范围内|登记|从事|建设|设立|的|$)"
)
_BUSINESS = re.compile(r"(?:开展|从事|经营|办理)[^，。；]{2,24}")
_OR = re.compile("以及|或者?|和|及|与")
_MEANS = re.compile(r"(?:利用|通过|依托|借助|运用)[^，。；]{0,8}平台")
_PARTY_END = re.compile("企业|公司|商户|工商户|机构|合作社|人员|[售送]员|主体|单位")
_ACTING = re.compile("招用|吸纳|实施|建设|开展|参加|投资|投入|转为|购买|购置|租用|承租|新增|首次|引进|取得|获得|通过|设立|签订|缴纳|为|因|变更|销售|从事|发生|适用|申请|转型")
_UNREGISTERED = re.compile(r"未(?:进行|办理|经)?(?:过)?工?商?(?:登记|注册)|未(?:取得|办理)[^，]{0,4}执照")
_REGISTERED = re.compile(
    r"(?:经过?|已|依法|完成|办理)[^，、未]{0,6}(?:登记|注册)|取得[^，]{0,4}营业执照|登记注册|工商注册|注册(?:登记|地)"
)
_HEADCOUNT = re.compile(
    r"(?:雇用|雇佣|聘用|用工|职工|员工|从业人员|在职人数|人数)[^，。；\d]{0,8}?"
    r"(?P<below>不足|少于|低于|不超过|未?满?不满)?(?P<n>\d+|[一二三四五六七八九十百]+)\s?(?:人|名)"
    r"(?P<edge>及以上|（含）以上|\(含\)以上|含?以上|及以下|含?以下|以内)?|"
    r"(?P<over>超过|达到?|不少于|不低于)(?P<k>\d+)(?:人|名)(?=员工|职工)"
)
_FOREIGN = re.compile(r"外资|外商投?资?|外方|境外投资者|外国投资者|中外合资")
_DOMESTIC = re.compile(r"内资")
_TITLE = re.compile(
    r"(?:认定|评定|评为|授予|入选|获评|获批|列为|列入)[为了]?(?P<a>[^，。；、的]{3,24}?)(?:的|企业|$)|"
    r"(?:取得|获得|通过|持有|办理)(?P<b>[^，。；、的]{2,24}?(?:证书?|认证|牌照|许可|称号|资质|资格|认定))"
)
_EXCLUDED = re.compile(r"除外|不包括|不含|不适用|不得享受|不再|不予")
_MONEY_FIGURE = re.compile(
    r"(?P<name>[^\W\d_]{0,8}(?:销售额|零售额|交易额|营业额|营业收入|主营业务收入|营收|收入|产值|进出口额|出口额|投资额?|投入|贷款|资本|利润|纳税额?|费用))"
    r"[^，。；\d]{0,8}?(?P<rel>超过|达到?|不低于|不少于|不超过|低于|少于|不足|在)?\s?(?P<n>\d+(?:\.\d+)?)\s?(?P<u>万亿|亿|万|千万|百万)?(?:美)?元"
    r"(?P<edge>（含）以上|及以上|含?以上|（含）以下|及以下|含?以下|以内)?"
)
_QUANTITY_FIGURE = re.compile(
    r"(?P<name>[^\W\d_]{2,12}?)(?P<rel>超过|达到?|不低于|不少于|不高于|不超过|低于|少于|不足)?\s?"
    r"(?P<n>\d+(?:\.\d+)?)\s?(?P<u>万|亿)?(?P<unit>%|平方米|家|件|人|个|户|台|辆|吨|亩|间)"
    r"(?P<edge>（含）以上|及以上|含?以上|（含）以下|及以下|含?以下|以内)?"
)
_AGE = re.compile(
    r"成立(?:时间)?[^，。；\d]{0,4}(?P<rel>不满|不足|未满|不超过|满|超过)?(?P<n>\d+|[一二三四五六七八九十]+)年(?P<edge>以上|以内|以下)?"
)
_SCALE = {None: 1.0, "": 1.0, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_BELOW = ("不超过", "不高于", "低于", "少于", "不足", "不满", "未满")


def requirements(text: str, offer: Offer, subject: str = "") -> tuple[Requirement, ...]:
    """All that must hold for an offer: one of its parties, each condition, and what it is for.

    `subject` is the trade that the whole notice is about: who is named without a trade is of it.

    >>> text = "支持小微企业建设海外仓。"
    >>> offer = Offer("encouragement", Span(0, 12), Span(0, 12), (Span(2, 6),), (), Span(6, 11))
    >>> [a.field for r in requirements(text, offer) for alt in r.alternatives for a in alt]
    ['size', 'act']
    """
    found = tuple(_required(text, offer, subject))
    told = {a.field for r in found for alt in r.alternatives for a in alt}
    if subject and not told & _TELLING_TRADE and not sectors().found(offer.span.of(text)):
        found += (Requirement(((Atom("doing", (subject,)),),), offer.span),)
    return found


def _required(text: str, offer: Offer, subject: str) -> Iterator[Requirement]:
    if offer.parties:
        alternatives = [a for p in offer.parties for a in party(p.of(text))]
        if trades := _trades_of_condition(alternatives, offer, text):
            yield Requirement(((Atom("doing", trades),),), _around(offer.parties))
        for group in _groups(text, offer.parties):
            named = (a for p in group for a in party(p.of(text)))
            yield Requirement(tuple(named), _around(group))
    for span in offer.conditions:
        atoms = tuple(condition(span.of(text)))
        if atoms:
            yield Requirement((atoms,), span)
    if offer.act:
        act = offer.act.of(text).strip("，。；：、 \n")
        if trades := _trades_of_act(offer, text, act):
            yield Requirement(((Atom("doing", trades),),), offer.act)
        yield Requirement(((Atom("act", (act,)),),), offer.act)
    if offer.thing:
        thing = offer.thing.of(text)
        named = (t for t in doings().found(_MEANS.sub("", thing)) if t != subject)
        if trades := tuple(named):
            yield Requirement(((Atom("doing", trades),),), offer.thing)
        else:
            yield Requirement(((Atom("told", (thing,)),),), offer.thing)
        if trades and not thing.startswith(("落实", "简化")):
            yield Requirement(((Atom("act", (thing,)),),), offer.thing)


def _groups(text: str, parties: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """Parties any of whom may be meant; one right behind a comma narrows the one before it:
    从事电子商务的企业，小微企业….
    """
    groups: list[tuple[Span, ...]] = [parties[:1]]
    for before, party in pairwise(parties):
        narrows = text[before.end : party.start] == "，" and not _OR.match(party.of(text))
        if narrows:
            groups.append((party,))
        else:
            groups[-1] = (*groups[-1], party)
    return groups


def _trades_of_condition(
    alternatives: list[Alternative], offer: Offer, text: str
) -> tuple[str, ...]:
    """对出口额超过…的企业: where any business is addressed, the condition tells the trade."""
    if any(a.field in ("sectors", "trade", "people") for alt in alternatives for a in alt):
        return ()
    words = "".join(s.of(text) for s in (*offer.parties, *offer.conditions))
    if offer.nature == "permission":
        words += "".join(_BUSINESS.findall(text[offer.parties[-1].end : offer.span.end]))
    return tuple(n for n in sectors().found(words) if not is_organisation(n))[:1]


def _trades_of_act(offer: Offer, text: str, act: str) -> tuple[str, ...]:
    """鼓励企业利用跨境电商平台…: where any business is addressed, the act tells the trade."""
    named = [a for p in offer.parties for alt in party(p.of(text)) for a in alt]
    if any(a.field != "firm" for a in named):
        return ()
    return sectors().found(act)[:1]


def party(phrase: str) -> tuple[Alternative, ...]:
    """Who a phrase names, as alternatives: what stands before the last 的 holds for all of them.

    >>> [[(a.field, a.values) for a in alternative] for alternative in party("小微企业和快递企业")]
    [[('size', ('微型', '小型'))], [('sectors', ('快递',))]]
    """
    phrase, doing = _subject(phrase)
    modifiers, _, nucleus = phrase.rpartition("的")
    modifiers = f"{modifiers}，{doing}" if modifiers and doing else modifiers or doing
    shared = tuple(a for m in _AND.split(modifiers) if m for a in _piece(_LEAD.sub("", m)))
    if zone := _INSIDE.match(nucleus):
        shared, nucleus = (*shared, Atom("zone", (zone["where"],))), nucleus[zone.end() :]
    items = [i for i in _JOIN.split(_BRACKET.sub("", nucleus)) if i.strip()]
    named = [tuple(_named(item)) for item in items]
    trade = next((a for atoms in named for a in atoms if a.field == "sectors"), None)
    first = Atom("sectors", trade.values[:1]) if trade else None
    completed = [
        (first, *atoms) if first and [a.field for a in atoms] in (["size"], ["free"]) else atoms
        for atoms in named
    ]
    if _FIRM.search(nucleus) and not any(_NO_FIRM.search(i) for i in items):
        shared = (*shared, Atom("firm", ("yes",)))
    if items and not any(completed):
        is_known = shared or not _left_over(fold(nucleus))
        return (shared if is_known else (Atom("free", (phrase,)),),)
    return tuple(dict.fromkeys((*shared, *atoms) for atoms in completed if atoms))


def _subject(phrase: str) -> tuple[str, str]:
    """中小企业招用毕业生 → 中小企业, 招用毕业生: a subject and what it does."""
    for m in _PARTY_END.finditer(phrase):
        rest = phrase[m.end() :]
        if len(rest) >= 3 and "的" not in rest and _ACTING.match(rest):
            return phrase[: m.end()], rest
    return phrase, ""


def condition(words: str) -> Iterator[Atom]:
    """What a condition asks, as atoms that must all hold.

    >>> [(a.field, a.values) for a in condition("经认定为高新技术企业的")]
    [('qualifications', ('高新技术企业',))]
    """
    modifiers, _, nucleus = words.strip("，。；").removesuffix("的").rpartition("的")
    if not modifiers:
        modifiers, nucleus = nucleus, ""
    for piece in _AND.split(modifiers):
        yield from _piece(_LEAD.sub("", piece))
    if nucleus:
        yield from (a for a in _named(nucleus) if a.field != "trade")


def _piece(words: str) -> Iterator[Atom]:
    """The atoms of one piece of a condition; a free text where no rule reads it."""
    plain = fold(words)
    found = [*_registration(plain), *_headcount(plain), *_figures(plain), *_titles(plain)]
    rest = qualifications().without(plain)
    found += _ownership(rest)
    if names := people().found(rest):
        found.append(Atom("people", names))
    if classes := sizes().found(rest):
        found.append(Atom("size", classes))
    if (m := _TRADE.search(rest)) and (names := sectors().found(m.group())):
        found.append(Atom("one_of" if "、" in m.group() else "sectors", names))
    if m := _ZONE.search(words):
        found.append(Atom("zone", (m.group(),)))
    else:
        found += (Atom("city", (p.name,)) for p in places_in(rest) if not p.is_province)
    if found and not _CONDITIONAL.search(plain):
        yield from found
    elif len(words) >= 2:
        yield Atom("free", (words,))


def _named(item: str) -> Iterator[Atom]:
    """The atoms of one party's name: 电子商务领域小微企业 is a trade and a size."""
    plain = fold(item)
    titles = qualifications().found(plain)
    yield from (Atom("qualifications", (t,)) for t in titles)
    rest = qualifications().without(plain)
    yield from _registration(rest)
    yield from _headcount(rest)
    yield from _ownership(rest)
    if names := people().found(rest):
        yield Atom("people", names)
    rest = people().without(rest)
    if classes := sizes().found(rest):
        yield Atom("size", classes)
    rest = sizes().pattern.sub(" ", rest)
    names = sectors().found(rest)
    if names:
        yield Atom("sectors", names)
    yield from (Atom("city", (p.name,)) for p in places_in(rest) if not p.is_province)
    if _CONDITIONAL.search(rest):
        yield Atom("free", (item,))
    elif not names and not titles and not _FOREIGN.search(rest) and (trade := _unknown_trade(rest)):
        yield Atom("trade", (trade,))


def _unknown_trade(rest: str) -> str:
    """A trade that the vocabulary does not hold: 盲盒 of 盲盒企业; what somebody does is none."""
    for place in places_in(rest):
        rest = rest.replace(place.name, " ")
    left = _HEADS.sub(" ", _HERE.sub(" ", rest))
    tagged = [(w, tag) for w, tag in rjieba.tag(left) if len(w) >= 2]
    is_name = bool(tagged) and (tagged[0][1][0] in "nbjl" or tagged[0][1] in ("vn", "an"))
    return "".join(w for w, _ in tagged) if is_name else ""


def _registration(plain: str) -> Iterator[Atom]:
    if _UNREGISTERED.search(plain):
        yield Atom("registered", ("no",))
    elif _REGISTERED.search(plain):
        yield Atom("registered", ("yes",))


def _headcount(plain: str) -> Iterator[Atom]:
    for m in _HEADCOUNT.finditer(plain):
        n = float(_int(m["n"] or m["k"]))
        is_upper = (m["below"] or "") != "" or (m["edge"] or "").endswith(("以下", "以内"))
        yield Atom("employees", low=None if is_upper else n, high=n if is_upper else None)


def _figures(plain: str) -> Iterator[Atom]:
    for m in _MONEY_FIGURE.finditer(plain):
        yield _bounded(m, m["name"], float(m["n"]) * _SCALE[m["u"]], "元")
    for m in _QUANTITY_FIGURE.finditer(plain):
        if (m["rel"] or m["edge"]) and not _HEADCOUNT.search(plain):
            yield _bounded(m, m["name"], float(m["n"]) * _SCALE[m["u"]], m["unit"])
    for m in _AGE.finditer(plain):
        yield _bounded(m, "成立时间", float(_int(m["n"])), "年")


def _bounded(m: re.Match[str], name: str, value: float, unit: str) -> Atom:
    is_upper = m["rel"] in _BELOW or (m["edge"] or "").endswith(("以下", "以内"))
    low, high = (None, value) if is_upper else (value, None)
    return Atom("figure", (name, unit), low=low, high=high)


def _titles(plain: str) -> Iterator[Atom]:
    known = qualifications().found(plain)
    yield from (Atom("qualifications", (t,)) for t in known)
    if not known and (m := _TITLE.search(plain)):
        yield Atom("qualifications", (m["a"] or m["b"],))


def _ownership(plain: str) -> Iterator[Atom]:
    if _FOREIGN.search(plain):
        yield Atom("foreign_owned", ("yes",))
    elif _DOMESTIC.search(plain):
        yield Atom("foreign_owned", ("no",))


def _left_over(plain: str) -> str:
    left = _HEADS.sub("", _HERE.sub("", plain))
    return "".join(re.findall(r"[\u4e00-\u9fff]+", left))


def _int(digits: str) -> int:
    return int(digits) if digits.isascii() else to_int(digits)


def _around(spans: tuple[Span, ...]) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))
