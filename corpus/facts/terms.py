"""The facts of a measure: how much, how long, on what condition, for whom, what kind of support.

Every fact is a span of the text, as printed. A fact that the words do not state is absent.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from corpus.facts.conditions import beneficiaries, conditions
from corpus.facts.kinds import kinds
from corpus.model import Amount, Kind, Span, Terms

_DASH = r"[-—－–~～至到]{1,2}"
_DIGITS = r"\d{1,12}(?:,\d{3}){0,4}(?:[.．]\d{1,6})?"
_HAN_START = "一二三四五六七八九十百千两几半"
_HAN = rf"[{_HAN_START}][{_HAN_START}万亿零〇]{{0,11}}"
# The rest of a number whose first character is read, unless it stands inside 5G, 第3项 or 1.5.
_MORE_DIGITS = r"(?<=\d)(?<![\dA-Za-z第.,〔].)\d{0,11}(?:,\d{3}){0,4}(?:[.．]\d{1,6})?"
_MORE_HAN = rf"(?<=[{_HAN_START}])(?<![第{_HAN_START}万].)[{_HAN_START}万亿零〇]{{0,11}}"
_TITLE = r"(?<=《)[^《》]{1,80}》"  # what a cited document is called says nothing of this measure

_SCALE = r"[余多]?\s?[十百千万亿]{0,3}[余多]?\s?"
_MONEY = r"(?:人民币)?[美欧港日]?元(?![化素旦件]|宇宙|结构)"
_RATE = r"(?:[%％‰]|个\s?百分点|倍|折(?![旧算叠价合])|成(?=[以左的，。；、）]|$))"
_LEVEL = r"(?:平方米|平方公里|立方米|公里|公顷|公斤|千克|千瓦时|[千兆]瓦|吨|亩|米|周?岁|标准?箱)"
# A measure word that begins another word is none: 3 项目, 10 家庭, 2 条件.
_MEASURE_WORD = (
    r"(?:人次|批次|个(?![人体性税]|\s?(?:月|工作日|自然日|小时|季度|年|百分点))|"
    r"家(?![庭政电具居用园])|人(?![才员民工力社大口均身事脸类])|名(?![录称单义牌优师企校品额])|"
    r"户(?![籍口外用型])|项(?!目)|件(?!事)|次(?![数日月年级])|种(?![植子业养质])|类(?![型别])|"
    r"所(?![有属需得在涉])|座(?![谈位])|条(?![件例款码])|台(?![账湾阶])|套(?![餐利])|批(?![准发复量])|"
    r"场(?![所景地馆次])|处(?![理置罚])|间|份(?!额)|支(?![持付撑出行])|位(?![于置列居])|"
    r"[辆艘架栋幢张]|[只头](?![需要能有部]))"
)
_PER = rf"(?:\s?[/／·]\s?(?:{_LEVEL}|{_MEASURE_WORD}|[年月天日度]|小时)){{0,2}}"
_UNIT = rf"\s?{_SCALE}(?:{_MONEY}{_PER}|{_RATE}|{_LEVEL}|{_MEASURE_WORD})"
_HUNDREDTHS = rf"分之(?:{_HAN}|{_DIGITS})"
# One character is read first, so that the scan can skip whatever cannot begin a quantity.
_AMOUNT = re.compile(
    rf"[\d《{_HAN_START}](?:{_TITLE}|(?:"
    rf"{_MORE_DIGITS}(?<!\d[-—－–~～].)(?:(?:{_UNIT})?\s?{_DASH}\s?{_DIGITS})?{_UNIT}|"
    rf"(?<=百){_HUNDREDTHS}(?:{_DASH}百{_HUNDREDTHS})?|"
    rf"{_MORE_HAN}(?:{_DASH}{_HAN})?\s?[余多]?[万亿]?(?:{_MONEY}|{_RATE}))(?P<found>))"
)

_EDGE = (
    r"(?:\s?(?:年?底|年?末|年?初|[上下]半年|第?[一二三四1-4]季度))?"
    r"(?:以?前|之前|以后|之后|以来|起|止)?"
)
_REST_OF_DAY = r"\s?月份?(?:\s?\d{1,2}\s?[日号])?"
_REST_OF_DATE = rf"\s?年度?(?!\s?第\s?\d{{1,4}}\s?号)(?:\s?\d{{1,2}}{_REST_OF_DAY})?{_EDGE}"
_DATE = rf"\d{{4}}{_REST_OF_DATE}"
_UNTIL = rf"(?:\s?{_DASH}\s?(?:{_DATE}|\d{{1,2}}{_REST_OF_DAY}{_EDGE}))?"
_LENGTH_UNIT = (
    r"\s?(?:个?\s?(?:工作日|自然日|小时|季度|学期|星期)|个\s?(?:半\s?)?月|分钟|日(?:以?前|之前)|[天日周]|"
    r"年(?![级度龄轻产货鉴报检]|行动|规划|计划|攻坚|义务|专项))(?:以内|之内|以上|以下|左右|内(?![容部外]))?"
)
_NUMBER = rf"(?:{_DIGITS}|{_HAN})"
_LENGTH = rf"{_NUMBER}(?:\s?{_DASH}\s?{_NUMBER})?{_LENGTH_UNIT}"
_PERIOD = re.compile(
    rf"[\d《自截至到每年月季度即“\"{_HAN_START}](?:{_TITLE}|(?:"
    rf"(?<=自)(?![治主然身动由助贸愿营行筹我觉信])[^，。；：、\n]{{1,30}}?(?:日起|[年月天]起|之时起)"
    rf"(?:计算)?(?:\s?{_LENGTH})?(?:[至到]\s?{_DATE})?|"
    rf"(?<=[至到])\s?{_DATE}|(?<=截)[至止]到?\s?{_DATE}|"
    rf"(?<=\d)(?<!\d.)(?:\d{{3}}\s?{_DASH}\s?\d{{4}}|\d{{3}}){_REST_OF_DATE}{_UNTIL}|"
    rf"(?<=\d)(?<![\d.].)\d?{_REST_OF_DAY}{_EDGE}{_UNTIL}|"
    rf"(?<=[7７七])\s?[×xX*]\s?24\s?小时|"
    rf"(?:{_MORE_DIGITS}|{_MORE_HAN})(?:\s?{_DASH}\s?{_NUMBER})?{_LENGTH_UNIT}|"
    rf"(?<=[“\"])十[一二三四五六七八九][”\"]?\s?五[”\"]?(?:时期|期间|期末|末)|"
    rf"(?<=十)[一二三四五六七八九]五(?:时期|期间|期末|末)|"
    r"(?<=每)(?:一|两|半)?个?(?:年度?|月度?(?:\s?\d{1,2}\s?日(?:以?前)?)?|季度?|周|日(?!均)|天|学期)|"
    r"(?<=[年月])(?<![\d\s].)(?:底前?|内)|(?<=季)度末前?|(?<=即)日起)(?P<found>))"
)

# 最高给予500万元: a strong bound may stand a few words before; a weak one stands right before.
_BOUND_BEFORE = re.compile(
    r"(?P<bound>(?:最[高多低少长大小]|[上下]限)(?:[为是达]|可达)?(?:不得?超过|不低于)?|"
    r"(?:原则上)?不(?:得|应|能|予)?(?:超过|[高低少多大小]于|足|超)|至[少多])"
    r"[^\d，。；、：,;:！？（）“”《》]{0,8}$|"
    r"(?P<weak>超过|[高低少大小]于|突破|达到?|约|近)\s?$"
)
_BOUND_AFTER = re.compile(
    r"\s?(?:[（(]不?含[^）)]{0,4}[）)])?(?P<bound>(?:及|或)?(?:以[上下内]|之内|左右|上下|封顶|"
    r"为上?限)|内(?![部容地资外陆销需控]))"
)
_PER_EACH = re.compile(
    r"(?P<of>(?:每(?![年月日天季周])[^\W\d_]{1,2}?(?:每[年月日天次])?|单[个户家笔项]|[人户亩]均)"
    r"(?:企业|项目|机构|园区|平台|基地|课题|个人|团队|人|家|户)?)[^，。；：、\d]{0,10}$"
)
_BEFORE_NOUN = re.compile(
    r"[\W\d_]|按照?|给予|占|不超过|不[低高少]于|最[高低多少]|达到?|超过|将|对|其|以(?![上下内])|为|由|从|依据|根据|执行|"
    r"提高|降低|实现|享受|补贴|确保|力争|推动|或者?|[且和与]|及(?!时)|的(?!$)"
)
_NOUN = re.compile(
    r"(?P<of>[^\W\d_]{2,14}?)(?:的|(?<=[额费用入积率价金资本款息值量模度例])"
    r"(?:为|按|至|到|在|由|从|统一|下调|上调|分别|均|累计|合计)?)$"
)
_THINGS = re.compile(
    rf"(?:{_BOUND_AFTER.pattern.replace('?P<bound>', '?:')})?\s?的?\s?[（(“\"]?"
    r"(?:[^\W\d_]{1,12}的(?=[^\W\d_]))?(?P<of>(?:(?![的和与及在为以等要将到达]|进行|实现|落实|给予|纳入|完成|"
    r"建设|开展|分别|负责|运营|左右)[^\W\d_]){2,16})"
)
_COUNTED = re.compile(rf"(?!次){_MEASURE_WORD}")


class TermReader:
    """Reads the facts of one text: it is searched once, and each measure takes what lies in it.

    >>> text = "对符合条件的企业，按投资额的10%给予补助，最高500万元。"
    >>> terms = TermReader(text).read((Span(0, len(text)),))
    >>> [(a.span.of(text), a.of.of(text) if a.of else None) for a in terms.amounts]
    [('10%', '投资额'), ('500万元', None)]
    """

    def __init__(self, text: str) -> None:
        whole = Span(0, len(text))
        self._text = text
        self._amounts = _Found(_spans(_AMOUNT, text))
        self._periods = _Found(_spans(_PERIOD, text))
        self._beneficiaries = _Found(beneficiaries(text, whole))
        self._names = {k.span: k.name for k in kinds(text)}
        self._kinds = _Found(list(self._names))

    def read(self, sentences: tuple[Span, ...]) -> Terms:
        """The facts that the sentences of one measure state; each lies inside one of them."""
        text = self._text
        return Terms(
            tuple(_amount(text, s, a) for s in sentences for a in self._amounts.within(s)),
            tuple(p for s in sentences for p in self._periods.within(s)),
            tuple(c for s in sentences for c in conditions(text, s)),
            tuple(b for s in sentences for b in self._beneficiaries.within(s)),
            self._kinds_in(sentences),
        )

    def _kinds_in(self, sentences: tuple[Span, ...]) -> tuple[Kind, ...]:
        """Each kind once, with the first words for it."""
        first: dict[str, Span] = {}
        for sentence in sentences:
            for span in self._kinds.within(sentence):
                first.setdefault(self._names[span], span)
        return tuple(Kind(name, span) for name, span in first.items())


class _Found:
    """Spans in order, to take those that lie in a sentence."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [s.start for s in spans]

    def within(self, sentence: Span) -> Iterator[Span]:
        i = bisect_left(self._starts, sentence.start)
        while i < len(self._spans) and self._starts[i] < sentence.end:
            if self._spans[i].end <= sentence.end:
                yield self._spans[i]
            i += 1


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(*m.span()) for m in pattern.finditer(text) if m.lastgroup]


def _amount(text: str, sentence: Span, span: Span) -> Amount:
    before = _BOUND_BEFORE.search(text, max(sentence.start, span.start - 18), span.start)
    after = _BOUND_AFTER.match(text, span.end, sentence.end)
    stated = before if before and (before["bound"] or not after) else after
    return Amount(
        span,
        Span(*stated.span(stated.lastgroup or 0)) if stated else None,
        _counted(text, sentence, span)
        or _each(text, sentence, span)
        or _noun(text, sentence, span.start)
        or (_noun(text, sentence, before.start()) if before else None),
    )


def _counted(text: str, sentence: Span, span: Span) -> Span | None:
    """The things of a count: 示范园区 of 20个示范园区."""
    if not _COUNTED.match(text, span.end - 1):
        return None
    m = _THINGS.match(text, span.end, sentence.end)
    return Span(*m.span("of")) if m else None


def _each(text: str, sentence: Span, span: Span) -> Span | None:
    """每人 before 800元, also with words between: 每人最高补贴800元."""
    m = _PER_EACH.search(text, max(sentence.start, span.start - 22), span.start)
    return Span(*m.span("of")) if m else None


def _noun(text: str, sentence: Span, end: int) -> Span | None:
    """What stands right before a quantity or its bound: 投资额 of 投资额的, 营业面积."""
    start = max(sentence.start, end - 20)
    for lead in _BEFORE_NOUN.finditer(text, start, end):
        start = lead.end()
    m = _NOUN.match(text, start, end)
    return Span(*m.span("of")) if m else None
