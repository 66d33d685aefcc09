"""A measure → the offers in it: who is addressed, on what conditions, for doing what.

A sentence of a notice may hold several provisions, each with addressees and conditions of its own
(经…注册的…，享受…；未…的，享受…). An offer is a provision that gives a nameable party something to
use: a claim (可享受, 给予, 补贴), a permission (允许, 可以, 放宽), or encouragement to do something
(支持, 鼓励). What lays down duties, or directs the administration alone, is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.facts.conditions import beneficiaries, conditions
from corpus.model import Measure, Span

Nature = Literal["claim", "permission", "encouragement", "duty", "administration"]

_SEGMENT = re.compile(r"[^，,；;：:。！？\n]+[，,；;：:。！？\n]*")
_CLAIM = re.compile(
    r"享受|给予|予以(?!公布|打击|查处|公示|处罚|通报)|奖励|补助|补贴|补偿|贴息|资助|减免|免征|减征|减按|免收|减收|免除|免缴|减半|"
    r"扣除|摊销|退还|返还|退税|可申[领请报]|"
    r"纳入(?=[^，。；]{0,16}(?:范围|保障|体系|目录|名单|计划|统计|培育|支持|参保))|可?列为|优先|倾斜|视同|视为|一视同仁|认定为|可参照|可按|缓缴|降低[^，。；]{0,12}(?:费|成本|税|率)|"
    r"最高(?:不超过)?\d|一次性"
)
# What can be asked for; information, infrastructure and the like are there for all.
_PROVIDED = re.compile(
    r"提供[^，。；]{0,16}(?:场地|资金|贷款|融资|补[贴助]|担保|孵化|资助|住房|公寓|免费|优惠|奖励|贴息)"
)
# The same for services, where they are the sentence itself and not what a task is for.
_SERVED = re.compile(r"[^，。；]{0,30}[为向]甲[^，。；]{0,20}提供[^，。；]{0,12}免费")
_PERMISSION = re.compile(
    r"允许|可以|(?<![认许])可(?![持靠控行视信再能用回])|放宽|放开|取消|不再(?!重复)|无需|免于|不受|简化|精简|压缩|缩短|优化[^，。；]{0,10}(?:流程|手续|程序)|"
    r"推行[^，。；]{0,8}(?:承诺|备案|照)|实行[^，。；]{0,8}(?:备案|承诺)|备案制"
)
_ENCOURAGEMENT = re.compile(
    r"支持|鼓励|引导|扶持|帮助|帮扶|指导|培育|引进|吸引|推荐|推动|助力|促进|组织|重点支持|加[强大]对"
)
_DUTY = re.compile(
    r"(?<![相适对反响供])应(?![用急收对届付税])|应当|必须|须(?!知)|不得|严禁|禁止|切实履行|要(?=切实|严格|按|加强|建立|依法)"
)
# Whoever gives, orders or is fought is no party to an offer.
_NO_PARTY = re.compile(
    r"^各地|各地区|^有条件的地|消费者|居民(?!服务)|[^、和]地区|城市|部门|政府|群众|被监管|公众|用户|旅客|患者|劳动者$|专家|(?:公共服务|综合服务|信息|管理|监管|检测|电子口岸|“单一窗口”)平台|基础平台|重要平台|"
    r"老工业基地|工作人员|机关|失信|违法|不良|执法"
)
# Whoever can be given something: organisations and people, at the end of the words for them.
_HEAD = (
    r"(?:企业|公司|商户|商家|经营户|个体户|合作社|组织|联合体|农场|[农养种]殖?[户]|机构|(?:园区|基地|孵化器|平台|市场)(?!建设|作用)|个体(?!工商|户|经营)|院校|高校|学校|院所|单位|银行(?!业)|券商|"
    r"保理商|运营商|供应商|集成商|服务商|物业|便利店|超市|[门书药饭酒餐分网][店馆]|咖啡店|民宿|旅行社|饭店|基金|媒体|主体|协会|商会|人员|人才|个人|"
    r"(?:[售送理护]|保育)员|[纳技]师|骑手|主播|毕业生|大学生|学生|团队|创业者|经营者|投资者|劳动者|就业者|纳税人|缴费人|申请人|残疾人|军人|农民工?|牧民|职工|员工|青年|妇女|户)"
    r"(?!经营者|信[用息]|名[称录单]|资[质格产]|债|税|负担|法人|管理|户|监管|执法|技术中心|文化|形象|主体责任)"
)
_LIST = rf"(?:[^，。；：]{{0,40}}?{_HEAD}(?:（[^）]{{1,20}}）)?)(?=[^、和及与或的等]|$)"
_LISTED = rf"(?:[^，。；：]{{0,60}}?{_HEAD}(?:（[^）]{{1,20}}）)?)(?=[^、和及与或等]|$)"
_LEAD = (
    r"(?:并|同时|积极|大力|着力|进一步|探索|和|稳步|重点|加快|加大|逐步|其中|主动|充分|将|要|全面|继续)*"
)
_ACTS_FIRST = (
    r"(?!解决|维护|降低|减轻|利用|运用|采用|建设|建立|开展|发展|设立|引进|采取|通过|在|以|依托|制定|推广|打造|创建|实施|参与)"
)
_NO_VERB = (
    r"(?!可|建[立设]|落实|探索|完善|加[强快大]|鼓励|支持|推[动进广]|提[升高供]|打造|整合|引[导进]|健全|发挥|贯彻|开展|"
    r"组织|培[育养]|充分|积极|大力|深[入化]|实施|按照?|将|把|为|围绕|依托|利用(?![^，]{1,20}的)|严[格禁]|依法|制定|创新|优化|强化|指导)"
)
_ZONES = (
    # 支持…企业 做: the words between the verb and the last party before the act
    re.compile(
        rf"\s*{_LEAD}(?:(?:支持|鼓励|引导|推动)(?:和|、)?(?:支持|鼓励|引导|推动|探索)?|扶持|帮助|帮扶|指导|允许|推动|吸引|组织|培育|放宽|简化|壮大)"
        rf"{_ACTS_FIRST}(?:一批|各类|更多)?(?P<who>{_LIST})"
    ),
    # …的企业 可, 享受: the subject of what may be done or used
    re.compile(
        rf"\s*(?:其中|对于?|凡)?{_NO_VERB}(?P<who>{_LIST})，?(?=(?:可以?|均可|也可|同等|依法|按规定|享受|，|应|按|给予|一次性|免|不再|优先|[^，。；：]{2,40}(?:的，|，可)))"
    ),
)
_FOR = re.compile(
    rf"(?:对于?(?![接外口])|为(?!了)|向|面向|针对)(?P<who>{_LISTED})(?=的|为|提供|给予|开展|在|实行|实施|予以|，|减|免|按|引入|境外|因)"
)
# Chapters that state aims: what they encourage, later clauses grant.
# What the administration does among itself.
_ADMINISTRATION = re.compile(
    r"^(?:各(?:地|市|级|有关|部门|州|县|区|相关)|[^，。]{0,12}(?:政府|部门)(?:要|应|根据|结合|可)|有条件的(?:城市|地区))|"
    r"(?:扶持|支持|促进|推动)[^，。；]{0,4}(?:加快)?(?:电子商务|经济|产业|行业|事业)[^，。；]{0,6}发展[，。；]?$|"
    r"打击|违法|犯罪|侵权|假冒|秩序|监督检查|执法|查处|垄断|统计(?:工作|制度|调查|监测|指标|体系)|监测系统|宣传力度|社会监督|资格审查"
)
_RELIEF = re.compile("简化|精简|压缩|缩短|优化|拓宽")
_AIMS = re.compile("指导思想|基本原则|总体(?:要求|思路|目标)|(?:发展|主要|工作)?目标|工作原则")
# 指导企业按照国家规范建设…: help to comply.
_COMPLIANCE = re.compile(r"(?:引导|指导|督促|推动)[^，。；]{2,20}(?:按照|依照|遵守)[^，。；]{0,20}(?:规定|规范|标准|法律|法规)|(?:企业|单位|主体)(?:加强)?自律|遵纪守法")
_FOREIGN = re.compile(r"[^，。；：]{0,40}?(?:外资|外商投资|外方|境外投资者)")
# How far an offer goes, not an offer: 同一项目不重复享受.
_LIMIT = re.compile(
    r"不(?:再|得)?重复|从高不|不在[^，。]{0,10}范围|不予(?:支持|补|奖)|同一(?:企业|主体|事项|项目|单位)|不计入|按差额|[^，。]{2,20}除外。?$"
)
_ONLY_RATE = re.compile(r"[^，。；]{2,20}?(?:可|则)?按[^，。；]{1,14}(?:返还|给予|补[贴助]|奖励|执行|减[免征])[，。；]?$")
# Where no form of words names the party, whoever a benefit is said of: 将个体工商户纳入减免范围.
_ANYWHERE = re.compile(
    r"(?:^|[，。；：、将对为向给由以使让]|帮助|方便|便利)(?P<who>(?!进)[^，。；：、将对为向给由]{0,12}?"
    r"(?:个体工商户|小微企业|中小微?企业|市场主体|经营主体|企业|经营者|创业者|毕业生|农民工|退役军人|残疾人|就业困难人员))"
)
# What the party of a benefit does, up to the comma; and benefits that each place grants or not.
_DOES = re.compile(r"(?:的经营者)?(?:将|把|变更|销售|发生|申请|转为|转型|适用)[^，。；]{2,40}")
_ENROLLED = re.compile("^将")
_LOCAL = re.compile(r"鼓励(?:各地|有条件的(?:地区|地方|市|县))")
_AMONG = re.compile(r"^(?:其中|对其中)")
# A sentence that goes on with what the one before began: 其中…, 中小微企业按60%返还。
_GOES_ON = re.compile(rf"其中|对其中|上述|{_ONLY_RATE.pattern}")
_IF_ELIGIBLE = re.compile(r"^(?:对)?符合[^，。；的]{0,12}条件的(?=可|给予|按|优先|纳入|，|享受)")
# 与…开展合作: the partner is not the one addressed.
_PARTNER = re.compile(r"(?<=\w)[与同](?=[^，。；：]{2,40}$)")
_WITH_PARTNER = re.compile(r"(?:积极|加强|开展|进行|共同|联合|深化)*(?:合作|对接|联合|共建|建立|协作|战略合作)")
# What is encouraged without a word on who: the trade that it is for is then the one addressed.
_THING = re.compile(
    r"(?:支持|鼓励|引导|扶持|加大[^，。]{0,10}支持|将(?!落实)|对|(?P<eased>简化(?:与完善|和优化|与优化)?))(?P<what>[^，。；]{4,})"
)
_POLICY = re.compile(r"落实[^，。；]{0,30}(?:优惠|退（免）税|退税|免税|减免|补贴|奖励)(?:税收)?政策")
_OWN_SUBJECT = re.compile(
    r"^(?:并|同时|积极|大力|着力|进一步|探索|和|稳步|重点|加快|加大|逐步)*(?:支持|鼓励|引导|扶持|帮助|指导|允许|推动|吸引|培育|促进|组织|对(?!接|外|口)|凡|为(?!了)|向)"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A provision of a measure. `parties` are the phrases that name who is addressed, any of
    whom may use it; `conditions` all hold; `act` is what is encouraged, None for a plain claim.
    Where nobody is named, `thing` is what is furthered: whoever does that is meant.
    """

    nature: Nature
    span: Span
    sentence: Span
    parties: tuple[Span, ...]
    conditions: tuple[Span, ...]
    act: Span | None = None
    thing: Span | None = None

    @property
    def is_offer(self) -> bool:
        """Whether it gives a nameable party something to use."""
        given = self.nature in ("claim", "permission", "encouragement")
        return given and bool(self.parties or self.conditions or self.thing)


def offers(text: str, measure: Measure, title: str = "") -> tuple[Offer, ...]:
    """The provisions of a measure in the order of the text, with what they offer, if anything.

    A clause whose title says that it states aims offers nothing.

    >>> from corpus.reading import read_text
    >>> notice = read_text("（一）甲。允许快递企业设立末端网点。支持小微企业上网。")
    >>> found = offers(notice.text, notice.clauses[0].measures[0])
    >>> [(o.nature, [p.of(notice.text) for p in o.parties]) for o in found if o.is_offer]
    [('permission', ['快递企业']), ('encouragement', ['小微企业'])]
    """
    if _AIMS.search(title):
        return ()
    found: list[Offer] = []
    for sentence in measure.sentences:
        found += _of_sentence(text, sentence, found[-1] if found else None)
    return tuple(found)


def _of_sentence(text: str, sentence: Span, last: Offer | None) -> Iterator[Offer]:
    named = (p for p in _phrases(text, sentence) if not _NO_PARTY.search(p.of(text)))
    parties = [p for p in named if not p.of(text).startswith("其")]  # 其从业人员: of those before
    stated = conditions(text, sentence)
    before = last if _GOES_ON.match(sentence.of(text)) else None
    for span in _provisions(text, sentence, parties, stated):
        before = _offer(text, sentence, span, parties, stated, before)
        yield before


def _offer(
    text: str,
    sentence: Span,
    span: Span,
    parties: Sequence[Span],
    stated: Sequence[Span],
    before: Offer | None,
) -> Offer:
    """The provision with its own parties and conditions; those before it where it has none."""
    own = tuple(p for p in parties if span.contains(p))
    held = tuple(filter(None, (_beside(text, c, own) for c in stated if span.contains(c))))
    nature = _nature(_without(text, span, own))
    if _IF_ELIGIBLE.match(span.of(text)):
        held = (Span(span.start, span.start + len(_IF_ELIGIBLE.match(span.of(text)).group())), *held)
    if _LIMIT.match(span.of(text)) or (_LIMIT.search(span.of(text)) and not own and not held):
        nature = "administration"
    if nature != "duty" and _is_administration(span.of(text)):
        nature = "administration"
    if nature == "encouragement" and _COMPLIANCE.search(span.of(text)):
        nature = "duty"
    if nature == "permission" and not own:
        own = tuple(Span(*m.span()) for m in (_FOREIGN.search(text, *span),) if m)
    if local := _LOCAL.match(text, *span):
        held = (*held, Span(*local.span()))
    if before and not own and (held or not _OWN_SUBJECT.match(span.of(text))):
        own = before.parties
    if not own and nature in ("claim", "permission"):
        own, doing = _named_anywhere(text, span)
        held = (*held, *(doing or ((span,) if own and not _ENROLLED.search(span.of(text)) else ())))
    if before and (_AMONG.match(span.of(text)) or _ONLY_RATE.match(span.of(text))):
        held = (*before.conditions, *held)
    thing = None if own or held or nature in ("duty", "administration") else _thing(text, span)
    if nature == "administration" and not own and not held and (policy := _POLICY.search(text, *span)):
        nature, thing = "claim", Span(*policy.span())
    act = None if thing else _act(text, span, own, nature)
    return Offer(nature, span, sentence, own, held, act, thing)


def _is_administration(words: str) -> bool:
    m = _ADMINISTRATION.search(words)
    return bool(m and not re.search("鼓励|支持(?!力度)|引导", words[: m.start()]))


def _thing(text: str, span: Span) -> Span | None:
    m = _THING.search(text, *span)
    if m and _NO_PARTY.match(m["what"]):
        return None
    return Span(m.start("eased") if m["eased"] else m.start("what"), m.end()) if m else None


def _named_anywhere(text: str, span: Span) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Whoever a benefit is said of, and what they do for it up to the comma."""
    m = _ANYWHERE.search(span.of(text))
    if m is None or _NO_PARTY.search(m["who"]):
        return (), ()
    who = Span(span.start + m.start("who"), span.start + m.end())
    doing = _DOES.match(text, who.end, span.end)
    return (who,), (Span(*doing.span()),) if doing else ()


def _beside(text: str, condition: Span, parties: Sequence[Span]) -> Span | None:
    """What a condition says besides naming the party: 变更经营者的 of 个体工商户变更经营者的."""
    ends = [p.end for p in parties if condition.contains(p)]
    rest = Span(max(ends), condition.end) if ends else condition
    return rest if len(rest.of(text).strip("的")) >= 2 else None


def _without(text: str, span: Span, parties: Sequence[Span]) -> str:
    """The words of a provision but for those that name its parties."""
    words, at = "", span.start
    for party in parties:
        words += text[at : party.start] + "甲"
        at = party.end
    return words + text[at : span.end]


def _nature(words: str) -> Nature:
    """What a provision is; a duty that lies in the same words as a claim is the lesser."""
    favour = _ENCOURAGEMENT.search(words)
    provided = _PROVIDED.search(words) or _SERVED.match(words)
    if provided and favour and favour.start() < provided.start():
        provided = None  # 鼓励便利店提供快件派送服务: they are to provide it
    claim, duty = _CLAIM.search(words) or provided, _DUTY.search(words)
    if claim and not (duty and duty.start() < claim.start() and "享受" not in words):
        return "claim"
    if duty:
        return "duty"
    permission = _PERMISSION.search(words)
    if permission and not (favour and favour.start() < permission.start()):
        return "permission"
    return "encouragement" if favour else "administration"


def _act(text: str, span: Span, parties: Sequence[Span], nature: Nature) -> Span | None:
    """What the parties are encouraged to do: the words after the last of them."""
    is_relief = nature == "permission" and _RELIEF.search(text, *span)
    if nature != "encouragement" and not is_relief:
        return None
    start = max((p.end for p in parties if span.contains(p)), default=span.start)
    return Span(start, span.end) if re.search(r"\w{2}", text[start : span.end]) else None


def _phrases(text: str, sentence: Span) -> list[Span]:
    """Who is addressed, with all that is said of them: 经登记注册的网络商户从业人员."""
    found: list[Span] = []
    for segment in _segments(text, sentence):
        tried = (zone.match(text, *segment) for zone in _ZONES)
        first = next(filter(None, tried), None)
        start = first.end() if first else segment.start
        matches = ([first] if first else []) + list(_FOR.finditer(text, start, segment.end))
        found += (_without_partner(text, Span(*m.span("who"))) for m in matches)
    return found


def _without_partner(text: str, who: Span) -> Span:
    """商业银行 of 商业银行与电子商务企业, where they are to cooperate."""
    m = _PARTNER.search(text, who.start, who.end)
    if m and _WITH_PARTNER.match(text, who.end):
        return Span(who.start, m.start())
    return who


def _segments(text: str, sentence: Span) -> list[Span]:
    return [Span(*m.span()) for m in _SEGMENT.finditer(text, sentence.start, sentence.end)]


def _provisions(
    text: str, sentence: Span, parties: Sequence[Span], stated: Sequence[Span]
) -> Iterator[Span]:
    """Cuts a sentence where, after something is given, another party or condition begins."""
    starts, has_given = [sentence.start], False
    for segment in _segments(text, sentence):
        words = segment.of(text)
        opens = any(segment.contains(s) or s.start == segment.start for s in (*parties, *stated))
        after_stop = segment.start > sentence.start and text[segment.start - 1] in "；;"
        own = any(p.match(words) for p in (_OWN_SUBJECT, _AMONG, _IF_ELIGIBLE))
        if segment.start > starts[-1] and has_given and (after_stop or own or opens):
            starts.append(segment.start)
            has_given = False
        has_given = has_given or _nature(words) != "administration"
    for start, end in pairwise([*starts, sentence.end]):
        yield Span(start, end).trimmed(text)
