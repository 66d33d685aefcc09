"""Who a measure is for, and what must hold for them: read from the words around the benefit."""

import re
from itertools import chain

from corpus.model import Span

_BREAK = r"，,；;：:。！？\n"
_NO_BREAK = rf"[^{_BREAK}]"
_SEGMENT = re.compile(rf"{_NO_BREAK}+")

# Without a benefit or a duty that follows, 对…的 only describes.
_MAY = r"可(?![持靠控行视信再能])|应当|应(?![急用收对届付税])|须|不得"
_CONSEQUENCE = (
    rf"(?:{_MAY}|给予|奖励|补助|补贴|补偿|贴息|资助|享受|减免|免征|减征|减按|免收|免除|免予|免于|"
    r"扣除|退还|返还|退税|减半|优先|优惠|不予|予以|一律|允许|实行|实施|实现|支持|纳入|认定|视为|视同|"
    r"取消|暂停|依法|依规|安排|提供|无需|不再|免费|适用|延长|延续|简化|推行|降低|加大|推荐|"
    r"一次性|分别|进行|按(?!时|期|需|照要求))"
)
# 对…的给予奖励, but not 对企业的奖励: behind a bare 的 only a verb shows a condition.
_GRANTS = rf"(?:{_MAY}|给予|予以|不予|提供|实行|依法|按|一律|免|优先|分别|纳入|一次性)"
_FOLLOWS = re.compile(_CONSEQUENCE)
# 逾期未报的，由…: what follows a nominal 的 may be any duty.
_FOLLOWS_NOMINAL = re.compile(rf"{_CONSEQUENCE}|[要报不由给]")

# Whoever can be given something. Offices and those who act for them are kept out.
_HEADS = (
    r"企业|公司|商户|经营户|个体户|合作社|联合体|家庭农场|农户|机构|园区(?!建)|平台(?![建经])|基地(?!建)|高校|院校|学校|"
    r"组织(?<=[会济业际]组织)(?!实施|开展|领导)|单位(?<![各关属直员头任管门办成级购]单位)|"
    r"人员(?!密集|流动|聚集)(?<!主管人员)(?<!责任人员)(?<!工作人员)(?<!执法人员)|"
    r"人才(?![引培评流政服发工队计公市])|主体(?<!责任主体)(?!责任|地位|功能)|个人(?!信息|所得)|"
    r"毕业生|学生|团队|创业者|经营者|投资者|劳动者|消费者|纳税人|缴费人|申请人|残疾人|军人|农民工?|"
    r"职工|员工|青年|妇女|科学家|企业家|专家|人士|商会|协会|大户|客商|居民|群众|从业者|带头人|"
    r"负责人|贫困户|脱贫户|工匠|教师"
)
# What ends a noun phrase to the left of its head.
_NO_PART = (
    r"建设|打造|搭建|开展|推进|推动|建立|设立|加强|完善|培育|实施|创建|给予|提供|支持|鼓励|引导|帮助|"
    r"促进|提升|壮大|优化|加大|扩大|落实|提高|开发|运用|利用|通过|成立|引进|吸引|符合|参与|政府|行政|"
    r"机关|指导|组织|营造|做好|抓好|发展(?!中)|协调|解决|满足|保障|强化|围绕|聚焦|需要|集聚|聚集|"
    r"督促|监督|要求|涉及|依托|依法|享受|获得|加快|降低|减轻|要(?<![主重]要)|在(?![孵校职园])|的|对|为|向|和|与|及|或|将|让|使|由|把|等"
)


def _starts(words: str) -> str:
    """The characters that some words begin with: a cheap test before the words themselves."""
    return "".join(sorted({w[0] for w in words.split("|")}))


_HEAD = rf"(?=[{_starts(_HEADS)}])(?:{_HEADS})"
_OBJECT = rf"(?:{_HEAD}|项目|产品|事项|行为|货物|业务|贷款|场所|地区|材料|情形|部分)"
_OBJECTS = (
    rf"(?:(?!{_CONSEQUENCE})[^{_BREAK}的、]){{0,14}}?{_OBJECT}{{1,2}}"
    rf"(?:[或和及与、]{_OBJECT}{{1,2}})?(?:[（(][^（）()]{{1,30}}[）)])?"
)
_PREMISE = re.compile(r"(?:前提|条件|情况|情形)下")
_SET = "[先线校册建岗职编]"  # 在先, 在线: words that no condition begins with
# One character is read first, so that the scan can skip whatever begins no condition.
_CONDITION = re.compile(
    r"[对凡针符满具属经在](?:"
    r"(?:(?<=针)对|(?<=[对凡])(?<![面比核应]对)[于是]?)(?![外口接标照于])"
    rf"[^{_BREAK}、]{{1,2}}{_NO_BREAK}{{0,50}}?的"
    rf"(?:{_OBJECTS}(?:、[^{_BREAK}、]{{1,30}}的{_OBJECTS}){{0,4}}(?=[{_BREAK}]|{_CONSEQUENCE}|$)|"
    rf"(?=[{_BREAK}]|{_GRANTS}|$))|"
    r"(?:(?<=符)(?<!不符)合|(?<=满)足|(?<=具)备|(?<=属)于|"
    rf"(?<=经)(?={_NO_BREAK}{{0,12}}?(?:认定|评定|评估|批准|备案|审核|确认|核准)))"
    rf"{_NO_BREAK}{{1,40}}?的{_OBJECTS}|"
    rf"(?<=在)(?!{_SET})(?:[^{_BREAK}、在]|在(?={_SET})){{2,30}}?{_PREMISE.pattern})"
)
# 年销售额超过1亿元的企业，…: a threshold in front of the party is a condition without 对, too.
_THRESHOLD = re.compile(
    r"[超达不以首新](?:(?<=超)过|(?<=达)到|(?<=不)[低少高]于|(?<=以)上|(?<=首)[次获]|"
    rf"(?<=新)(?:认定|引进|设立|入|建)){_NO_BREAK}{{0,30}}?的{_OBJECTS}"
    rf"(?=[{_BREAK}]|{_CONSEQUENCE}|$)"
)
# 其中参加省外展会的按…: of those before, some.
_AMONG = re.compile(rf"其中(?:，|对)?(?P<some>{_NO_BREAK}{{3,40}}?的)(?={_GRANTS})")
_HAN = "一二三四五六七八九十百零"
_LABEL = rf"第[{_HAN}\d]{{1,6}}条|[（(][{_HAN}\d]{{1,3}}[）)]|\d{{1,3}}[.．]"
_LEAD = re.compile(rf"\s?(?:{_LABEL})?\s?(?:支持|鼓励|引导|推动|给予|将|为|向|其中)?")

_NAME_CHARACTER = rf"(?:[^\W\d_{_starts(_NO_PART)}]|(?!{_NO_PART})[{_starts(_NO_PART)}])"
_PARTY = (
    rf"{_NAME_CHARACTER}{{0,16}}?{_HEAD}(?:{_HEAD})?"
    r"(?!信[用息]|名[称单录]|登记|[资债]产|债务|开办|注销|技术中心)"
)
_PARTIES = (
    rf"(?P<list>{_PARTY}(?:(?:以及|或者|[、和及与或])(?:[^{_BREAK}、]{{1,20}}的)?{_PARTY}){{0,9}})"
)
_FAVOURS = (
    r"支持|鼓励|引导|帮助|对(?![接外口比标照应象])于?|为|给予|向|推动|协助|扶持|助力|允许|"
    r"促进(?!机构|会|中心)|指导|面向|针对|组织|培育|吸引|引进|壮大|帮扶|发展(?![局改])"
)
_TARGET = re.compile(
    # A cited title is read as a whole and names nobody; else a party must follow.
    rf"(?:《[^《》\n]{{1,80}}》(?P<title>)|{_FAVOURS})(?(title)|(?:和?(?:{_FAVOURS}))?"
    rf"(?:{_NO_BREAK}{{1,50}}?的|一批|更多|若干|\d{{1,5}}\s?[家个名户]?(?:以上)?)?{_PARTIES})"
)
_MEMBER = re.compile(_PARTY)
_ACTS = re.compile(rf"(?:{_HEADS})(?=，?[均都也]?(?:{_MAY}|依法享受|享受|按规定))")
_SUBJECT = re.compile(rf"(?<![^\W\d_的]){_PARTIES}$")


def conditions(text: str, sentence: Span) -> tuple[Span, ...]:
    """What must hold for a benefit or a duty that the same sentence states after it.

    >>> text = "经认定为高新技术企业的，给予奖励；对首次参展的企业给予补贴。"
    >>> [c.of(text) for c in conditions(text, Span(0, len(text)))]
    ['经认定为高新技术企业的', '对首次参展的企业']
    """
    if text.find("的", sentence.start, sentence.end) < 0 and not _PREMISE.search(
        text, sentence.start, sentence.end
    ):
        return ()
    found = []
    for m in _SEGMENT.finditer(text, sentence.start, sentence.end):
        words = m.group()
        if "的" in words or "下" in words:
            found.append(_stated(text, Span(m.start(), m.end()), sentence.end))
    return tuple(filter(None, found))


def beneficiaries(text: str, span: Span) -> tuple[Span, ...]:
    """Who gets or is addressed: the parties a measure is for (支持…), or that may or must act.

    >>> text = "支持小微企业、个体工商户发展，高校毕业生可申领补贴。"
    >>> [b.of(text) for b in beneficiaries(text, Span(0, len(text)))]
    ['小微企业', '个体工商户', '高校毕业生']
    """
    targets = _TARGET.finditer(text, span.start, span.end)
    acting = _ACTS.finditer(text, span.start, span.end)
    subjects = (_SUBJECT.search(text, max(span.start, m.end() - 40), m.end()) for m in acting)
    found = {
        Span(*party.span())
        for listed in chain(targets, filter(None, subjects))
        if listed["list"]
        for party in _MEMBER.finditer(text, *listed.span("list"))
    }
    return tuple(sorted(found))


def _stated(text: str, segment: Span, end: int) -> Span | None:
    """The condition in a segment: all of it where it ends in 的, else 对…的企业 and the like."""
    lead = _LEAD.match(text, segment.start, segment.end)
    start = lead.end() if lead else segment.start
    if text[segment.end - 1] == "的":
        nominal = segment.end - start > 4 and _FOLLOWS_NOMINAL.search(text, segment.end, end)
        return Span(start, segment.end) if nominal else None
    if m := _AMONG.match(text, segment.start, segment.end):
        return Span(*m.span("some"))
    if m := _CONDITION.search(text, segment.start, segment.end):
        start = m.start()
    else:
        m = _THRESHOLD.search(text, start, segment.end)
    return Span(start, m.end()) if m and _FOLLOWS.search(text, m.end(), end) else None
