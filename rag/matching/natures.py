"""What a provision is: a claim, a permission, encouragement, a duty, or a task of the state.

General goals and slogans are told apart from what one can file: a claim gives something (可享受,
给予, 按…补贴), a permission lets something be done (允许, 可以, 放宽), encouragement furthers it
(支持, 鼓励). Duties and what the administration does among itself offer nothing.
"""

import re
from typing import Literal

Nature = Literal["claim", "permission", "encouragement", "duty", "administration"]

_CLAIM = re.compile(
    r"享受|给予|予以(?!公布|打击|查处|公示|处罚|通报)|奖励|补助|补贴|补偿|贴息|资助|减免|免征|减征|减按|免收|"
    r"减收|免除|免缴|免费|减半|扣除|扣减|抵减|抵扣|承担[^，。；]{0,10}(?:保费|费用|手续费)|摊销|退还|返还|退税|可申[领请报]|缓缴|最高(?:不超过)?\d|一次性|"
    r"纳入(?=[^，。；]{0,16}(?:范围|保障|体系|目录|名单|计划|统计|培育|支持|参保))|"
    r"可?列为|优先|倾斜|视同|视为|一视同仁|认定为|可参照|可按|降低[^，。；]{0,12}(?:费|成本|税|率)"
)
# What can be asked for; information, infrastructure and the like are there for all.
_PROVIDED = re.compile(
    r"提供[^，。；]{0,16}(?:场地|资金|贷款|融资|补[贴助]|担保|孵化|资助|住房|公寓|免费|优惠|奖励|贴息)"
)
# The same for services, where they are the sentence itself and not what a task is for.
_SERVED = re.compile(r"[^，。；]{0,30}[为向]甲[^，。；]{0,20}提供[^，。；]{0,12}免费")
_PERMISSION = re.compile(
    r"允许|可以|(?<![认许])可(?![持靠控行视信再能用回])|放宽|放开|取消|不再(?!重复)|无需|免于|不受|"
    r"简化|精简|压缩|缩短|优化[^，。；]{0,10}(?:流程|手续|程序)|"
    r"推行[^，。；]{0,8}(?:承诺|备案|照)|实行[^，。；]{0,8}(?:备案|承诺)|备案制"
)
_ENCOURAGEMENT = re.compile(
    r"支持|鼓励|引导|扶持|帮助|帮扶|指导|培育|引进|吸引|推荐|推动|助力|促进|组织|加[强大]对"
)
_DUTY = re.compile(
    r"(?<![相适对反响供])应(?![用急收对届付税])|应当|必须|须(?!知)|不得|严禁|禁止|切实履行|"
    r"要(?=切实|严格|按|加强|建立|依法)"
)
_ADMINISTRATION = re.compile(
    r"^(?:各(?:地|市|级|有关|部门|州|县|区|相关)|[^，。]{0,12}(?:政府|部门)(?:要|应|根据|结合|可)|"
    r"有条件的(?:城市|地区))|"
    r"(?:扶持|支持|促进|推动)[^，。；]{0,4}(?:加快)?(?:电子商务|经济|产业|行业|事业)[^，。；]{0,6}发展"
    r"[，。；]?$|"
    r"打击|违法|犯罪|侵权|假冒|秩序|监督检查|执法|查处|垄断|监测系统|宣传力度|社会监督|资格审查|"
    r"统计(?:工作|制度|调查|监测|指标|体系)"
)
_BUT_FOR = re.compile("鼓励|支持(?!力度)|引导")
# 指导企业按照国家规范建设…: help to comply.
_COMPLIANCE = re.compile(
    r"(?:引导|指导|督促|推动)[^，。；]{2,20}(?:按照|依照|遵守)[^，。；]{0,20}"
    r"(?:规定|规范|标准|法律|法规)|(?:企业|单位|主体)(?:加强)?自律|遵纪守法"
)
# How far an offer goes, not an offer: 同一项目不重复享受.
_LIMIT = re.compile(
    r"不(?:再|得)?重复|从高不|不在[^，。]{0,10}范围|不予(?:支持|补|奖)|"
    r"同一(?:企业|主体|事项|项目|单位)|不计入|按差额|[^，。]{2,20}除外。?$"
)
_RELIEF = re.compile("简化|精简|压缩|缩短|优化|拓宽")


def plain_nature(words: str) -> Nature:
    """What some words give, by their verbs alone; a duty in front of a claim is the greater.

    >>> plain_nature("对参展企业给予补贴"), plain_nature("支持企业参展")
    ('claim', 'encouragement')
    """
    favour, duty = _ENCOURAGEMENT.search(words), _DUTY.search(words)
    provided = _PROVIDED.search(words) or _SERVED.match(words)
    if provided and favour and favour.start() < provided.start():
        provided = None  # 鼓励便利店提供快件派送服务: they are to provide it
    claim = _CLAIM.search(words) or provided
    if claim and not (duty and duty.start() < claim.start() and "享受" not in words):
        return "claim"
    if duty:
        return "duty"
    permission = _PERMISSION.search(words)
    if permission and not (favour and favour.start() < permission.start()):
        return "permission"
    return "encouragement" if favour else "administration"


def nature_of(words: str, without_parties: str, is_addressed: bool) -> Nature:
    """What a provision is. Its parties are taken out of the words in which the verbs are looked
    for, since their names hold verbs as well; `is_addressed` tells whether it has any.

    >>> nature_of("同一项目不重复享受。", "同一项目不重复享受。", False)
    'administration'
    """
    nature = plain_nature(without_parties)
    if _LIMIT.match(words) or (_LIMIT.search(words) and not is_addressed):
        return "administration"
    if nature != "duty" and _is_administration(words):
        return "administration"
    if nature == "encouragement" and _COMPLIANCE.search(words):
        return "duty"
    return nature


def eases(words: str) -> bool:
    """Whether a procedure is made easier: then the procedure is what one must want."""
    return bool(_RELIEF.search(words))


def _is_administration(words: str) -> bool:
    m = _ADMINISTRATION.search(words)
    return bool(m and not _BUT_FOR.search(words[: m.start()]))
