"""The words for parties and conditions → atoms. What no rule reads stays a free text, which a
business must answer itself.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import rjieba

from corpus.regions import places_in
from index.tokens import fold
from rag.matching.atoms import Alternative, Atom
from rag.matching.figures import figures, headcounts
from rag.matching.vocabulary import people, qualifications, sectors, sizes

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
_TRADE = re.compile(
    r"(?:从事|属于|经营|利用互联网)(?P<what>[^，。；]+)|(?P<own>[^，。；]+(?:行业|领域)$)"
)
_INSIDE = re.compile(r"(?P<where>[^，。；、]{2,16}(?:区|集群|园|县域|县))(?:范围)?内(?=\w)")
_ZONE = re.compile(
    r"(?:[^，。；、]{2,10}、)*[^，。；、]{2,16}(?:高新区|新区|保税区|自贸区|开发区|试验区|示范区|产业集群|园区|集聚区|县域|县|片区)(?=内|范围内|登记|从事|建设|设立|的|$)"
)
_PARTY_END = re.compile("企业|公司|商户|工商户|机构|合作社|人员|[售送]员|主体|单位")
_ACTING = re.compile(
    "招用|吸纳|实施|建设|开展|参加|投资|投入|转为|购买|购置|租用|承租|新增|首次|引进|取得|获得|通过|设立|签订|缴纳|为|因|变更|销售|从事|发生|适用|申请|转型"
)
_UNREGISTERED = re.compile(
    r"未(?:进行|办理|经)?(?:过)?工?商?(?:登记|注册)|未(?:取得|办理)[^，]{0,4}执照"
)
_REGISTERED = re.compile(
    r"(?:经过?|已|依法|完成|办理)[^，、未]{0,6}(?:登记|注册)|取得[^，]{0,4}营业执照|登记注册|工商注册|注册(?:登记|地)"
)
_FOREIGN = re.compile(
    r"外资|外商投?资?|外方|境外投资者|外国投资者|中外合资|香港|澳门|港澳|台湾服务"
)
_DOMESTIC = re.compile(r"内资")
_TITLE = re.compile(
    r"(?:认定|评定|评为|授予|入选|获评|获批|列为|列入)[为了]?(?P<a>[^，。；、的]{3,24}?)(?:的|企业|$)|"
    r"(?:取得|获得|通过|持有|办理)(?P<b>[^，。；、的]{2,24}?(?:证书?|认证|牌照|许可|称号|资质|资格|认定))"
)


@lru_cache(maxsize=16384)
def party(phrase: str) -> tuple[Alternative, ...]:
    """Who a phrase names, as alternatives: what stands before the last 的 holds for all of them.

    >>> [[a.field for a in alternative] for alternative in party("小微企业和快递企业")]
    [['firm', 'size'], ['firm', 'sectors']]
    """
    phrase, doing = _subject(phrase)
    modifiers, _, nucleus = phrase.rpartition("的")
    modifiers = f"{modifiers}，{doing}" if modifiers and doing else modifiers or doing
    shared = tuple(a for m in _AND.split(modifiers) if m for a in _piece(_LEAD.sub("", m)))
    if zone := _INSIDE.match(nucleus):
        shared, nucleus = (*shared, Atom("zone", (zone["where"],))), nucleus[zone.end() :]
    items = [i for i in _JOIN.split(_BRACKET.sub("", nucleus)) if i.strip()]
    named = [tuple(_named(item)) for item in items]
    completed = list(_completed(named))
    if _FIRM.search(nucleus) and not any(_NO_FIRM.search(i) for i in items):
        shared = (*shared, Atom("firm", ("yes",)))
    if items and not any(completed):
        is_known = shared or not _left_over(fold(nucleus))
        return (shared if is_known else (Atom("free", (phrase,)),),)
    return tuple(dict.fromkeys((*shared, *atoms) for atoms in completed if atoms))


def _completed(named: Sequence[Alternative]) -> Iterator[Alternative]:
    """Sizes alone are of the trade named before them: 电商小微企业和个体工商户."""
    trade: Atom | None = None
    for atoms in named:
        alone = [a.field for a in atoms] in (["size"], ["free"])
        yield (trade, *atoms) if trade and alone else atoms
        own = next((a for a in atoms if a.field == "sectors"), None)
        trade = trade or (Atom("sectors", own.values[:1]) if own else None)


def _subject(phrase: str) -> tuple[str, str]:
    """中小企业招用毕业生 → 中小企业, 招用毕业生: a subject and what it does."""
    for m in _PARTY_END.finditer(phrase):
        rest = phrase[m.end() :]
        if len(rest) >= 3 and "的" not in rest and _ACTING.match(rest):
            return phrase[: m.end()], rest
    return phrase, ""


@lru_cache(maxsize=16384)
def condition(words: str) -> Alternative:
    """What a condition asks, as atoms that must all hold.

    >>> [(a.field, a.values) for a in condition("经认定为高新技术企业的")]
    [('qualifications', ('高新技术企业',))]
    """
    modifiers, _, nucleus = words.strip("，。；").removesuffix("的").rpartition("的")
    if not modifiers:
        modifiers, nucleus = nucleus, ""
    pieces = [a for piece in _AND.split(modifiers) for a in _piece(_LEAD.sub("", piece))]
    named = _named(nucleus) if nucleus else ()
    return (*pieces, *(a for a in named if a.field != "trade"))


def _piece(words: str) -> Iterator[Atom]:
    """The atoms of one piece of a condition; a free text where no rule reads it."""
    plain = fold(words)
    found = [*_registration(plain), *headcounts(plain), *figures(plain), *_titles(plain)]
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
    yield from headcounts(rest)
    yield from _ownership(rest)
    if names := people().found(rest):
        yield Atom("people", names)
    rest = people().without(rest)
    if classes := sizes().found(people().without(plain)):  # 小型微利企业 is a title and a size
        yield Atom("size", classes)
    rest = sizes().pattern.sub(" ", rest)
    names = sectors().found(rest)
    if names:
        yield Atom("sectors", names)
    yield from (Atom("city", (p.name,)) for p in places_in(rest) if not p.is_province)
    if _CONDITIONAL.search(rest):
        yield Atom("free", (item,))
    elif not names and not titles and not _FOREIGN.search(rest) and (trade := _unknown_trade(rest)):
        yield Atom("free", (item,)) if people().found(plain) else Atom("trade", (trade,))


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
