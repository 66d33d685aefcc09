"""Who a provision addresses: the phrases that name organisations and people, as spans."""

import re
from collections.abc import Iterator

from corpus.model import Span

_SEGMENT = re.compile(r"[^，,；;：:。！？\n]+[，,；;：:。！？\n]*")
# Whoever gives, orders or is fought is no party to an offer.
_NO_PARTY = re.compile(
    r"^各地|各地区|^有条件的地|消费者|居民(?!服务)|[^、和]地区|城市|部门|政府|群众|被监管|公众|用户|旅客|患者|"
    r"劳动者$|专家|(?:公共服务|综合服务|信息|管理|监管|检测|电子口岸|“单一窗口”|基础|重要)平台|"
    r"老工业基地|工作人员|机关|失信|违法|不良|执法"
)
_THEIRS = re.compile("其(?![他它余])")
# Whoever can be given something: organisations and people, at the end of the words for them.
_HEAD = (
    r"(?:企业|公司|商户|商家|经营户|个体户|合作社|示范社|组织|联合体|农场|[农养种]殖?户|机构|"
    r"(?:园区|基地|孵化器|平台|市场)(?!建设|作用)|个体(?!工商|户|经营)|院校|高校|学校|院所|单位|"
    r"银行(?!业)|券商|保理商|运营商|供应商|集成商|服务商|物业|便利店|超市|[门书药饭酒餐分网][店馆]|"
    r"咖啡店|民宿|旅行社|饭店|基金|媒体|主体|协会|商会|人员|人才|个人|(?:[售送理护]|保育)员|[纳技]师|"
    r"骑手|主播|提供者|外商|客商|(?:研发|技术|设计|结算|采购)中心|大户|车间|站点|劳动力|研究生|边民|子女|法人|毕业生|大学生|学生|团队|创业者|经营者|投资者|劳动者|就业者|纳税人|缴费人|申请人|"
    r"残疾人|军人|农民工?|牧民|职工|员工|青年|妇女|户)"
    r"(?!经营者|信[用息]|名[称录单]|资[质格产]|债|税|负担|法人|管理|户|监管|执法|技术中心|文化|形象|"
    r"主体责任)"
)
_BRACKET = r"(?:（[^）]{1,20}）)?"
_PARTY = rf"{_HEAD}(?:{_HEAD})?{_BRACKET}"  # 平台企业
_LIST = rf"(?:[^，。；：]{{0,40}}?{_PARTY})(?=[^、和及与或的等]|$)"
_LISTED = rf"(?:[^，。；：]{{0,60}}?{_PARTY})(?=[^、和及与或等]|$)"
_LEAD = (
    r"(?:并|同时|积极|大力|着力|进一步|探索|和|稳步|重点|加快|加大|逐步|其中|主动|充分|将|要|全面|"
    r"继续)*"
)
_FAVOURED = (
    r"(?:(?:支持|鼓励|引导|推动)(?:和|、)?(?:支持|鼓励|引导|推动|探索)?|"
    r"扶持|帮助|帮扶|指导|允许|推动|吸引|组织|培育|放宽|简化|壮大)"
)
_NO_ACT = (
    r"(?!解决|维护|降低|减轻|利用|运用|采用|建设|建立|开展|发展|设立|引进|采取|通过|在|以|依托|制定|推广|"
    r"打造|创建|实施|参与)"
)
_NO_VERB = (
    r"(?!可|建[立设]|落实|探索|完善|加[强快大]|鼓励|支持|推[动进广]|提[升高供]|打造|整合|引[导进]|健全|"
    r"发挥|贯彻|开展|组织|培[育养]|充分|积极|大力|深[入化]|实施|按照?|将|把|为|围绕|依托|"
    r"利用(?![^，]{1,20}的)|严[格禁]|依法|制定|创新|优化|强化|指导)"
)
_USES = (
    r"(?:可以?|均可|也可|同等|依法|按规定|享受|，|应|按|给予|一次性|免|不再|优先|"
    r"(?:招用|吸纳|实施|参加|购置|租用|承租|新增|引进|取得|变更|转为)[^，。；：]{1,36}(?:的，|，可))"
)
_ZONES = (
    # 支持…企业 做: the words between the verb and the last party before the act
    re.compile(rf"\s*{_LEAD}{_FAVOURED}{_NO_ACT}(?:一批|各类|更多)?(?P<who>{_LIST})"),
    # …的企业 可, 享受: the subject of what may be done or used
    re.compile(rf"\s*(?:其中|对于?|凡)?{_NO_VERB}(?P<who>{_LIST})，?(?={_USES})"),
)
_FOR = re.compile(
    rf"(?:对于?(?![接外口])|(?<![定作列成视评获授入])为(?!了)|向|面向|针对)(?P<who>{_LISTED})"
    r"(?=的|为|提供|给予|开展|在|实行|实施|予以|，|减|免|按|引入|境外|因)"
)
# 快递企业购置车辆的: the subject of a condition, and what it does.
_SUBJECT = re.compile(
    rf"(?:对于?)?(?!在不|未|属于|经认定)(?P<who>[^，。；：]{{0,40}}?{_PARTY})(?=[^、和及与或的等])"
    r"(?P<rest>[^，。；：]{2,}的)"
)
_FOREIGN = re.compile(r"[^，。；：]{0,40}?(?:外资|外商投资|外方|境外投资者)")
# Where no form of words names the party, whoever a benefit is said of: 将个体工商户纳入减免范围.
_ANYWHERE = re.compile(
    r"(?:^|[，。；：、将对为向由以使让]|给(?!予)|帮助|方便|便利)"
    rf"(?P<who>(?!进)(?:[^，。；：、将对为向给由]{{1,12}}、)*[^，。；：、将对为向给由]{{0,12}}?{_PARTY})"
)
# What the party of a benefit does, up to the comma.
_DOES = re.compile(
    r"(?:的经营者)?(?:将|把|变更|销售|发生|申请|转为|转型|适用|实施|招用|吸纳|"
    r"购置|购买|租用|承租|引进|开展|投资|首次|投保|委托|收购|提供|组织|取得|获得|通过|以|创办|用于)[^，。；]{2,40}"
)
# 从业人员不超过20人: how many there are, not who is addressed.
_COUNTED = re.compile(r"(?:总?数|人数)?(?:不?超过|不?少于|不?低于|不足|达到?)\s?\d+\s?[人名家户个]")
# 与…开展合作: the partner is not the one addressed.
_PARTNER = re.compile(r"(?<=\w)[与同](?=[^，。；：]{2,40}$)")
_WITH_PARTNER = re.compile(
    r"(?:积极|加强|开展|进行|共同|联合|深化)*(?:合作|对接|联合|共建|建立|协作|战略合作)"
)


def parties_in(text: str, sentence: Span) -> list[Span]:
    """Who a sentence addresses, each with all that is said before it, in order.

    >>> text = "支持已登记的网络商户开店，允许快递企业设点。"
    >>> [p.of(text) for p in parties_in(text, Span(0, len(text)))]
    ['已登记的网络商户', '快递企业']
    """
    return [p for p in _phrases(text, sentence) if _is_addressed(text, p)]


def is_party(words: str) -> bool:
    """Whether words name somebody who can use an offer; 其从业人员 are those named before."""
    return not (_NO_PARTY.search(words) or _THEIRS.match(words))


def _is_addressed(text: str, who: Span) -> bool:
    return is_party(who.of(text)) and not _COUNTED.match(text, who.end)


def segments(text: str, sentence: Span) -> list[Span]:
    """A sentence cut at its commas."""
    return [Span(*m.span()) for m in _SEGMENT.finditer(text, sentence.start, sentence.end)]


def foreign_party(text: str, span: Span) -> tuple[Span, ...]:
    """The foreign investors that a permission speaks of without naming a party: 放开…外资股比."""
    m = _FOREIGN.search(text, *span)
    return (Span(*m.span()),) if m else ()


def subject_of(text: str, condition: Span) -> tuple[Span, Span] | None:
    """The party that a condition is said of, and the rest of it.

    >>> text = "快递企业购置新能源车辆的"
    >>> [s.of(text) for s in subject_of(text, Span(0, len(text))) or ()]
    ['快递企业', '购置新能源车辆的']
    """
    m = _SUBJECT.fullmatch(text, *condition)
    if m is None or not _is_addressed(text, who := Span(*m.span("who"))):
        return None
    return who, Span(*m.span("rest"))


def named_anywhere(text: str, span: Span) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Whoever a benefit is said of, and what they do for it up to the comma."""
    m = _ANYWHERE.search(span.of(text))
    if m is None or _NO_PARTY.search(m["who"]):
        return (), ()
    who = Span(span.start + m.start("who"), span.start + m.end())
    doing = _DOES.match(text, who.end, span.end)
    return (who,), (Span(*doing.span()),) if doing else ()


def _phrases(text: str, sentence: Span) -> Iterator[Span]:
    for segment in segments(text, sentence):
        tried = (zone.match(text, segment.start, sentence.end) for zone in _ZONES)
        first = next(filter(None, tried), None)
        start = first.end() if first else segment.start
        for m in ([first] if first else []) + list(_FOR.finditer(text, start, segment.end)):
            yield _without_partner(text, Span(*m.span("who")))


def _without_partner(text: str, who: Span) -> Span:
    """商业银行 of 商业银行与电子商务企业, where they are to cooperate."""
    m = _PARTNER.search(text, who.start, who.end)
    if m and _WITH_PARTNER.match(text, who.end):
        return Span(who.start, m.start())
    return who
