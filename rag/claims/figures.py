"""The figures of a text: values with their units and bounds, however they are written.

五十万元 and 50 万元 are one figure; 不超过50万元 is another than 50万元, since a bound that is
dropped makes a promise of a ceiling.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

import rjieba

from corpus.numerals import to_int
from rag.claims.dates import without_dates
from rag.claims.phrases import phrases

_HAN = "〇零一二两三四五六七八九十百千"
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_PLACE = 18  # characters before a figure in which its bound stands
_CLASSIFIERS = "个|家|户|所|项|种|类|条|件|座|处|场|批|只|台|套|辆|份|间|款|幢|张|支|档|栋|艘|头"
# What is written in several ways → one; all measure words count things alike.
_UNITS = {
    "元": r"(?:元人民币|人民币|元|块钱)",
    "美元": "美元",
    "%": r"[%％]",
    "‰": "‰",
    "pp": "个?百分点",
    "倍": "倍",
    "年": r"(?:周?年(?![级龄轻货检报])|个年度|年度)",
    "月": r"个月",
    "季": r"个?季度",
    "周": r"周(?!边|期|围|年|岁)|个?星期",
    "工作日": r"个?工作日",
    "日": r"[天日](?!前|起|常|用|均|益)|[天日](?=前|起)|个?自然日",
    "时": r"个?小时",
    "分钟": "分钟",
    "人": r"(?:人次|人(?!才|员|民|工|力|社|均)|名(?!录|称|单|牌|优)|位(?!于|置))",
    "亩": "亩",
    "平方米": r"(?:平方米|平米|㎡|m2)",
    "立方米": "立方米",
    "公里": "公里|千米",
    "米": "米(?![粉饭面酒线])",
    "公顷": "公顷",
    "吨": "吨",
    "千瓦": "千瓦(?!时)",
    "千瓦时": "千瓦时|度电",
    "兆瓦": "兆瓦",
    "千伏": "千伏(?!安)",
    "千伏安": "千伏安",
    "公斤": "公斤|千克",
    "升": "升(?![级至到高为规格])",
    "标箱": "个?标准?箱",
    "学时": "个?[学课]时",
    "株": "[株枝](?!洲)",
    "岁": "周?岁",
    "次": "次(?!数|日|月|年)",
    "成": "成(?![都立为员本果品功交年长分绩])",
    "折": "折(?!旧|算|叠|价)",
    "级": "级",
    "届": "届",
    "个": rf"(?:{_CLASSIFIERS})(?!人信|体|性|税)",
}
_UNIT = "|".join(f"(?P<u{i}>{pattern})" for i, pattern in enumerate(_UNITS.values()))
_NUMBER = (
    r"\d+(?:\.\d+)?(?:[十百]|千(?![瓦克米伏]))?[万亿]{0,2}|"
    rf"[{_HAN}][{_HAN}万亿]*(?:点[{_HAN}]+)?[万亿]{{0,2}}"
)
_ANY = re.compile(rf"[\d半{_HAN}]")
_HAN_NUMERAL = re.compile(f"[{_HAN}]")
_RANGE = rf"(?P<range>[-—－–~～至到]{{1,2}}(?=[\d{_HAN}]))"
_FIGURE = re.compile(rf"(?P<part>[百千]分之)?(?P<n>{_NUMBER})[余多]?(?:{_RANGE}|(?:{_UNIT})?)")
_COUNT = re.compile(rf"[近前后每满约上下首这]?(?:{_FIGURE.pattern})[内及]?")
_REPEATED = re.compile(r"[(（]不?含$")  # 3次以上（含3次）
_THIS_YEAR = re.compile(r"[上下同当每本]$")
_A_YEAR = re.compile(r"年度|每年|逐年|当年|全年|(?<=[对的，,。、；;])年(?=[\u4e00-\u9fff])")
_ITEM = re.compile("[、和与及]")
_LATIN = re.compile(r"[a-z]\d|\d[a-z]", re.IGNORECASE)
_ORDINAL = re.compile(r"第$")
_HALVES = (
    (re.compile(r"减半|一半|半数|折半"), Decimal(50), "%"),
    (re.compile(r"(?<![上下一二两三四五六七八九十每])半年"), Decimal(6), "月"),
    (re.compile(r"半个?工作日"), Decimal("0.5"), "工作日"),
    (re.compile(r"半个?小时"), Decimal("0.5"), "时"),
    (re.compile(r"半[天日]"), Decimal("0.5"), "日"),
)
_ITEM_NUMBER = re.compile(r"(?:^|[。；;:：\n\s])\Z")  # before 3.奖励资金
_SAME = {"成": (10, "%"), "年": (12, "月")}
_MOST = re.compile(
    r"(?:最[高多长大]|不[得能可]?(?:超过|高于|多于|大于)|(?:未|没有?)超过|不得?超|至多|不到|可以?[至达到]|上限|封顶|(?<![不得])(?:低于|少于|小于)|不足|[未不]满|限额)"
    r"[^\d，。；、：,;:]{0,10}$"
)
_LEAST = re.compile(
    r"(?:最[低少短小]|不得?(?:低于|少于|小于|短于)|至少|下限|(?<![不得未没有])(?:超过|超出|高于|多于|大于)|(?<![不未])满|突破|(?<![不得])超(?!过))"
    r"[^\d，。；、：,;:]{0,10}$"
)
# 达到 is a target, or a threshold: both may be said of it.
_REACHED = re.compile(r"达到?[^\d，。；、：,;:]{0,4}$")
_ROUGHLY = re.compile(r"(?:大?约|近|将近)$")
_MOST_AFTER = re.compile(
    r"(?:[（(]?含[^）)]{0,4}[）)])?(?:及|或)?(?:以[下内]|之[内下]|内(?![容部地资外陆需])|封顶|为?上?限)"
)
_LEAST_AFTER = re.compile(r"(?:[（(]?含[^）)]{0,4}[）)])?(?:及|或)?(?:以上|起(?!草|步|点)|之上)")
_OF_WHAT = re.compile(r"^[\u4e00-\u9fff]{1,3}(?=以[上下内])")  # 30%负载率以上
_ROUGHLY_AFTER = re.compile("左右|上下")
_AND = ("、", "或", "和")
_AT_LEAST = {"reached", "least", ""}
_TERMS = ("工作日", "时", "分钟")  # 期限是10个工作日 says what 10个工作日内 does


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, its unit ("" where none is said) and its bound: "most", "least", "reached" (达到),
    "about" or "".
    """

    value: Decimal
    unit: str
    bound: str
    printed: str

    def is_borne_out_by(self, other: "Figure") -> bool:
        """Whether `other`, a figure of the text, says this. A unit that the sentence leaves out may
        be any; a bound must be the same.
        """
        same_unit = self.unit == other.unit or not self.unit
        bounds = {self.bound, other.bound}
        same_bound = len(bounds) == 1 or ("reached" in bounds and bounds <= _AT_LEAST)
        same_bound |= self.unit in _TERMS and (self.bound, other.bound) == ("", "most")
        return self.value == other.value and same_unit and same_bound


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in comparable form (folded), dates left out.

    >>> [(str(f.value), f.unit, f.bound) for f in figures("最高给予五十万元，按50%计，3年以内")]
    [('500000', '元', 'most'), ('50', '%', ''), ('36', '月', 'most')]
    """
    return tuple(_figures(without_dates(text))) if _ANY.search(text) else ()


@lru_cache(maxsize=4096)
def values_in(text: str) -> frozenset[Decimal]:
    """The values of the figures of a folded text.

    >>> values_in("补贴50万元") == {500000}
    True
    """
    return frozenset(f.value for f in figures(text))


def counts_what_is_listed(figure: Figure, sentence: str) -> bool:
    """Whether a figure only counts what its own sentence lists: 甲厅和乙厅，两部门都要….

    >>> counts_what_is_listed(figures("做到三点：甲、乙、丙")[0], "做到三点：甲、乙、丙")
    True
    """
    if figure.unit not in ("", "个", "级") or figure.printed[0] not in _HAN:
        return False
    listed = [len(_ITEM.split(p.text)) for p in phrases(sentence)]
    _, _, behind = sentence.partition("：" if "：" in sentence else ":")
    return figure.value in (*listed, len(phrases(behind, is_long=True)))


def borne_out(text: str) -> tuple[Figure, ...]:
    """The figures that may be said of a text: its own; a year, where it speaks of each year."""
    yearly = (Figure(Decimal(12), "月", "", m.group()) for m in _A_YEAR.finditer(text))
    return (*figures(text), *yearly)


def _figures(plain: str) -> Iterator[Figure]:
    numerals = _numeral_places(plain)
    shared, end = "", 0
    found = [m for m in _FIGURE.finditer(plain) if _is_number(m, plain, numerals)]
    for m, unit in zip(found, _units(found, plain), strict=True):
        before, after = _around(m, plain)
        goes_on = plain[end : m.start()] in ("", *_AND)
        if unit == "%":
            after = _OF_WHAT.sub("", after)
        bound = _bound(before, after) or (shared if goes_on else "")
        shared, end = bound, m.end()
        factor, unit = _SAME.get(unit, (1, unit))
        yield Figure(_number(m["n"]) * factor, unit, bound, m.group())
    for pattern, value, unit in _HALVES if "半" in plain else ():
        for m in pattern.finditer(plain):
            yield Figure(value, unit, _bound(*_around(m, plain)), m.group())


def _around(m: re.Match[str], plain: str) -> tuple[str, str]:
    """What stands before and behind a figure and may bound it."""
    return plain[max(0, m.start() - _PLACE) : m.start()], plain[m.end() : m.end() + 6]


def _units(found: Sequence[re.Match[str]], plain: str) -> list[str]:
    """The unit of each, where it shares it with the next that one's."""
    units: list[str] = []
    for m, after in reversed([*zip_longest(found, found[1:])]):
        is_rank = plain[max(0, m.start() - 1) : m.start()] == "前"  # 前15名
        unit = units[-1] if after and _shares_unit(m, after, units[-1], plain) else _unit(m)
        units.append("" if is_rank and unit in ("人", "个") else unit)
    return units[::-1]


def _shares_unit(m: re.Match[str], after: re.Match[str], unit: str, plain: str) -> bool:
    """2 of 2-3年, and 1个 of 1个、1.5个和20个工作日."""
    is_listed = plain[m.end() : after.start()] in _AND and _unit(m) in ("", "个")
    return bool(m["range"]) or (is_listed and unit != "")


def _is_number(m: re.Match[str], plain: str, numerals: set[int]) -> bool:
    """Whether it counts something: the 一 of 统一 and of 一家 does not, nor does the 2 of O2O."""
    around = plain[max(0, m.start("n") - 1) : m.end("n") + 1]
    before = plain[: m.start()]
    if _REPEATED.search(before) or _is_item_number(m, plain):
        return False
    if m["n"][0].isdigit():
        return not _LATIN.search(around)
    if m["part"]:
        return True
    if m.start("n") not in numerals or _ORDINAL.search(before):
        return False
    if m["n"] == "一" and _THIS_YEAR.search(before):
        return False
    return m["n"] not in ("一", "百", "千", "万", "十") or _unit(m) not in ("个", "人", "次", "")


def _is_item_number(m: re.Match[str], plain: str) -> bool:
    """The 3 of 3.奖励资金, and the 二 of (二)."""
    around = plain[max(0, m.start() - 1) : m.end() + 1]
    if around[:1] in ("(", "（") and around[-1:] in (")", "）"):
        return True
    is_before_a_stop = re.match(r"[.．、][\u4e00-\u9fff]", plain[m.end() : m.end() + 2])
    return bool(is_before_a_stop and _ITEM_NUMBER.search(plain[: m.start()]))


def _numeral_places(plain: str) -> set[int]:
    """Where characters stand that are numerals in their word, and no part of 统一 or 十分."""
    places, at = set[int](), 0
    if not _HAN_NUMERAL.search(plain):
        return places
    for word, tag in rjieba.tag(plain):
        if tag == "m" or _COUNT.fullmatch(word):
            places |= set(range(at, at + len(word)))
        at += len(word)
    return places


def _number(printed: str) -> Decimal:
    """1.5亿, 一千五百万, 二点五."""
    for scale in ("亿", "万"):
        head, mark, rest = printed.partition(scale)
        if mark:
            above = _number(head) if head else Decimal(1)
            return above * _SCALES[scale] * (_SCALES["亿"] if rest == "亿" else 1) + (
                _number(rest) if rest and rest != "亿" else 0
            )
    if printed[0].isdigit():
        digits = printed.rstrip("十百千")
        factor = _SCALES[printed[-1]] if digits != printed else 1
        return Decimal(digits) * factor
    whole, _, after = printed.partition("点")
    decimals = "".join(str(to_int(c)) for c in after)
    return Decimal(f"{to_int(whole)}.{decimals}") if decimals else Decimal(to_int(whole))


def _unit(m: re.Match[str]) -> str:
    if m["part"]:
        return "%" if m["part"] == "百分之" else "‰"
    names = list(_UNITS)
    return next((names[int(g[1:])] for g, v in m.groupdict().items() if g[0] == "u" and v), "")


def _bound(before: str, after: str) -> str:
    if _ROUGHLY.search(before) or _ROUGHLY_AFTER.match(after):
        return "about"
    if _MOST_AFTER.match(after):
        return "most"
    if _LEAST_AFTER.match(after):
        return "least"
    if _MOST.search(before):
        return "most"
    if _LEAST.search(before):
        return "least"
    return "reached" if _REACHED.search(before) else ""
