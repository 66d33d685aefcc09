"""Kinds of fact: which one a question asks for, and whether a text states it.

A text on the right subject does not answer "how much" unless it holds an amount. The kinds name
forms of wording, never the words of one notice.
"""

import re
from typing import Literal

from index.tokens import fold
from rag.understanding.asking import asking

Kind = Literal[
    "who", "sum", "money", "amount", "date", "period", "contact", "procedure", "person", "document"
]

_MEASURE_WORD = "[个家成倍名人辆项条户种类]"
# In this order: 联系电话是多少 asks for a telephone number, not for an amount.
_KINDS: dict[Kind, re.Pattern[str]] = {
    "contact": re.compile(
        r"(?:电话|联系方式|联系人|热线)(?:号码)?(?:是|多少|[？?]|给|有|在|发|呢)|"
        r"(?:拨|打)(?:哪个|什么)?(?:电话|热线)|电话(?:多少|号码|[。？?]?$)|"
        r"(?:给|要|告诉)[^，。]{0,12}(?:电话|热线|地址|邮箱)|电话和|网址|网站(?:是|地址)|官网|邮箱|地址(?:是|在|呢)|在哪(?:条路|个楼|办公)|传真|二维码|哪个窗口"
    ),
    "person": re.compile(
        r"(?:厅|局|处|科|主|市|省|县|部|所)[长任](?:是谁|叫|姓|的名字)|"
        r"谁签[发署]|负责人(?:是谁|叫)|(?:具体)?经办人|(?:哪位|谁是)[^，。？?]{0,6}(?:领导|[省市县厅局][长任])|姓什么"
    ),
    "document": re.compile(
        r"(?:名单|模板|样本|范本|附件|原件|表格)"
        r"(?:在哪|给|发|有哪些|是什么|公布|怎么|里|呢|[？?]|一份|列)|"
        r"(?:列出|给出|列一下|有)[^，。？?]{0,40}(?:名单|名称|名字|[县市区企园]名)|"
        r"发我一份|给我一份|哪里?(?:能|可以)?(?:去)?下载"
    ),
    "procedure": re.compile(
        r"(?:什么|哪些|提交|准备|需要|提供|申[请报]|办理)[^，。]{0,3}(?:材料|资料|表格|证件)|材料清单|"
        r"[交递要带][哪几][几些]?[份种样]?(?:材料|资料|表|证件|证明)|"
        r"申[请报]表|哪[张份个]表|填.{0,4}表|流程|步骤|什么手续|哪些手续|"
        r"(?:怎么|怎样|如何|在哪里?|到哪里?|去哪里?)(?:去|才能)?(?:申请|申报|办理|领取|报名|提交)"
    ),
    "date": re.compile(
        r"什么时候|啥时候|何时|哪一?[天年月]|几月|几号|截止(?:时间|日期|到)?|(?:开始|结束|起止)时间"
    ),
    "period": re.compile(
        r"(?:几|多少)个?(?:[年月天]|小时|工作日)|多久|多长时间|几天|"
        r"(?:期限|时限|有效期)(?:是|有|多|为|呢|[？?])"
    ),
    "who": re.compile(
        r"(?:由|归|是|让|找)?谁(?:来)?(?:牵头|负责|主管|管|配合)?(?!可以|能|有资格|符合|可|才|.{0,6}更)|"
        r"哪(?:一?[些个几家]|几个|几家|两家)?(?:政府|行政|主管|牵头|配合|责任)?"
        r"(?:部门|单位|机构|机关|厅局|厅|局|委|办|海关|衙门|处室)(?!可以|能|可享)|"
        r"哪(?:一?家|几家|两家|些|个|里)[^，。？?]{0,6}(?:牵头|配合|负责|主管|来管|管(?!理)|在抓)|"
        r"(?:什么|啥)(?:部门|单位|机构|机关)|归[^，。]{0,6}管|"
        r"(?:牵头|责任|负责|主管|配合|协助|主办|协办)(?:的)?(?:部门|单位|机构|机关|方)|"
        r"(?:牵头|配合|负责|主管|经办)的?(?:是|有)?(?:谁|哪[些个几一]?(?:部门|单位|厅局|家)?)|找(?:谁|哪)"
    ),
    "sum": re.compile(
        r"多少钱|多少(?:块|[万亿]?元)|几[毛块]|什么价|(?:几|好)(?:万|千|百|十)?(?:块|元)|几[万千百](?!年|家|人)|工资|年薪|房租"
    ),
    "money": re.compile(
        r"几个点|多少(?:万|亿)|(?:金额|额度|收费|租金|[补奖罚贷贴]|补贴|补助|奖励|报销|减免|费用)"
        r"(?:标准)?(?:是|为|能|要|按|到|拿)?(?:多少|几|什么标准)|"
        r"(?:补贴|补助|奖励|奖金|贴息|罚款|津贴|年薪|保费|押金)[^，。？?几多]{0,10}"
        r"(?:发|给|拿|领|交|缴|收|补|奖|贴)[^，。？?几]{0,2}(?:多少|几)(?!家|个|人|次|年|天)|"
        r"(?:按|是)什么比例|多大比例"
    ),
    "amount": re.compile(
        rf"多少|多大(?!的?区别)|(?<![哪第好那这开再请雇招被两上有写])几{_MEASURE_WORD}(?!领域|方面)|"
        r"百分之几|几折|比例(?:是|有)|上限(?:是|为|多)|最高.{0,6}[能可](?:达|到)"
    ),
}
# 想开几个点，行吗: a few, not how many.
_VAGUE = re.compile(
    rf"几{_MEASURE_WORD}.*(?:吗|还是|什么|哪|怎么|如何|可行|是否|能否|(?P<v>[\u4e00-\u9fff])不(?P=v))"
)
_STATED: dict[Kind, re.Pattern[str]] = {
    "sum": re.compile(r"\d\s*(?:万亿|亿|万|千|百)?\s*元|全额|等额|免费|无偿"),
    "money": re.compile(
        r"\d\s*(?:[%‰]|万亿|亿|万|千|百)?\s*(?:元|[%‰])|百分之|全额|等额|免费|无偿|倍"
    ),
    "amount": re.compile(
        r"\d+(?:\.\d+)?\s*(?:%|万|亿|元|个|家|人|名|户|项|件|次|倍|成|平方米|公里|吨|亩|辆|条|种|类)|"
        r"百分之|[一二三四五六七八九十]+(?:个|家|倍|成|项|类|种)|全部|全额|全覆盖|\d+\s*以[上内下]"
    ),
    "date": re.compile(
        r"(?:19|20)\d\d\s*年|\d+\s*月(?:\d+\s*日|底|前|起)|年底|年内|本年|当年|今年|"
        r"\d+\s*年(?:左右)?(?:内|时间|前)|长期有效|期间"
    ),
    "period": re.compile(
        r"\d+\s*(?:年|个?月|日|天|小时|个?工作日|分钟)|[一二三四五六七八九十两]+(?:年|个月|日|天)|"
        r"年底|年内|长期有效|每[年季月周日天]|[按逐][年季月]|季度|定期|即时|实时|当[日天场]"
    ),
    "contact": re.compile(
        r"\d{3,4}-\d{7,8}|1\d{10}|https?://|www\.|@|(?<!\d)\d{7,8}(?!\d)|热线|(?<!\d)123\d{2}(?!\d)"
    ),
    "procedure": re.compile(
        r"提交|材料|流程|手续|程序|(?:凭|持|出具|填[写报]).{0,15}(?:证|表|书)|证明|网上(?:申请|申报|办理)|"
        r"(?:向|到|在|通过).{2,20}(?:申请|申报|办理|提出|登记)"
    ),
    "document": re.compile(r"名单[：:]|附件[：:\d]|模板|样本"),
    "person": re.compile(r"(?:组长|主任|厅长|局长|联系人)[：:]"),
}


_NAME = re.compile(r"[\d七]+[天日]无理由")  # a figure that is part of a name
_MEASURED = ("sum", "money", "amount", "period")
# The unit that a question names → what a text with such a figure looks like.
_UNITS = (
    (
        re.compile(r"[利费税]率|百分之几|几个点|几[成折]|比例|占比|百分之多少"),
        re.compile(r"[%‰]|百分之|[\d一二三四五六七八九]成|倍"),
    ),
    (
        re.compile(r"多少[万亿]?元|多少[万亿]|几[百千万](?!家|个|人|户)|封顶|多少块"),
        re.compile(r"\d\s*(?:万亿|亿|万|千|百)?\s*元|全额"),
    ),
    (
        re.compile(r"几个?工作日|多少个?工作日|几天|多少天|哪一?天"),
        re.compile(
            r"\d\s*个?(?:工作)?[天日]|[一二三四五六七八九十]+个?(?:工作)?[天日]|当[天日场]|即时"
        ),
    ),
    (
        re.compile(r"几个月|多少个?月"),
        re.compile(r"\d\s*个?月|[一二三四五六七八九十]+个月|[半\d]年|季度"),
    ),
    (re.compile(r"几年|多少年"), re.compile(r"\d\s*年|[一二三四五六七八九十]年|长期")),
)
_GRANT = re.compile(r"[补奖贴]|资助|给予|减免")


def kind_of(text: str) -> Kind | None:
    """The kind of fact that the words of a question ask for.

    >>> kind_of("由哪些部门负责？"), kind_of("最高补贴多少？"), kind_of("有政策吗？")
    ('who', 'money', None)
    """
    plain = asking(text)
    kind = next((kind for kind, pattern in _KINDS.items() if pattern.search(plain)), None)
    return None if kind in ("amount", "money") and _VAGUE.search(plain) else kind


def without_who(text: str) -> str:
    """A folded question with the words that ask for agencies blanked: 经办的是哪些厅局 names none.

    >>> without_who("配送车辆归哪个部门管?")
    '配送车辆      ?'
    """
    return _KINDS["who"].sub(lambda m: " " * len(m.group()), text)


def states(text: str, kind: Kind, question: str = "") -> bool:
    """Whether a text holds that kind of fact; who is responsible is not read from the text.

    Where the question asks how much is granted, the text must speak of a grant too, and where it
    names the unit of the figure, the text must have a figure of that unit.

    >>> states("按研究开发费的50%加计扣除", "money"), states("给予补贴", "money")
    (True, False)
    >>> states("贷款额度20万元", "amount", "年利率是多少")
    False
    """
    plain = fold(text) if "无理由" in question else _NAME.sub("", fold(text))
    granted = kind not in ("sum", "money") or not _GRANT.search(question) or _GRANT.search(plain)
    units = (stated for asked, stated in _UNITS if asked.search(question))
    unit = next(units, _STATED[kind]) if kind in _MEASURED else _STATED[kind]
    return bool(granted and unit.search(plain))
