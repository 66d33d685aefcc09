"""Kinds of fact: which one a question asks for, and whether a text states it.

A text on the right subject does not answer "how much" unless it holds an amount. The kinds name
forms of wording, never the words of one notice.
"""

import re
from collections.abc import Iterable
from typing import Literal

from corpus.numerals import to_int
from index.tokens import fold

Kind = Literal["who", "money", "amount", "period", "contact", "procedure", "person", "document"]

# In this order: 联系电话是多少 asks for a telephone number, not for an amount.
_KINDS: dict[Kind, re.Pattern[str]] = {
    "contact": re.compile(
        r"电话|联系方式|联系人|网址|网站是|官网|邮箱|地址(?:是|在)|传真|二维码|哪个窗口"
    ),
    "person": re.compile(
        r"(?:厅|局|处|科|主|市|省|县|部|所)[长任](?:是谁|叫|姓|的名字)|(?:叫|姓)什么|谁签发|负责人(?:是谁|叫)"
    ),
    "document": re.compile(r"名单|模板|样本|范本|附件|原件|发我一份|给我一份|哪里(?:能|可以)?下载"),
    "procedure": re.compile(
        r"(?:什么|哪些|提交|准备|需要|提供|申[请报]|办理)[^，。]{0,3}(?:材料|资料|表格|证件)|材料清单|申[请报]表|"
        r"哪[张份个]表|填.{0,4}表|流程|步骤|什么手续|哪些手续|"
        r"(?:怎么|怎样|如何|在哪里?|到哪里?|去哪里?)(?:去|才能)?(?:申请|申报|办理|领取|报名|提交)"
    ),
    "period": re.compile(
        r"什么时候|啥时候|何时|哪[天年月]|(?:几|多少)个?[年月天号]|多久|多长时间|截止|期限|有效期|到期|时限|起止"
    ),
    "who": re.compile(
        r"谁(?!可以|能|有资格|符合|可|才)|"
        r"哪(?:些|个|几个|家|几家|两家)?(?:部门|单位|机构|厅|局|委|办|海关|衙门)(?!可以|能|可享)|"
        r"哪(?:家|几家|两家|些)[^，。？?]{0,6}(?:牵头|配合|负责|管)|什么(?:部门|单位|机构)|归[^，。]{0,6}管|"
        r"(?:牵头|责任|负责|主管|配合|协助)(?:的)?(?:部门|单位|机构)|(?:牵头|配合|负责)的?是?[谁哪]"
    ),
    "money": re.compile(
        r"多少钱|几[毛块]|几个点|什么(?:标准|价)|多少(?:块|万|亿|元)|几(?:万|千|百|十)|金额|额度|收费|房租|租金|工资|年薪|"
        r"(?:[补奖罚贷贴]|补贴|补助|奖励|报销|减免|免|费用|标准)(?:是|为|能|要|按)?(?:多少|几)"
    ),
    "amount": re.compile(
        r"多少|多大|几(?:个|家|成|倍|名|人|辆|项|条)|百分之几|多大比例|比例是|上限|最高.{0,6}[能可](?:达|到)"
    ),
}
_STATED: dict[Kind, re.Pattern[str]] = {
    "money": re.compile(
        r"\d\s*(?:[%‰]|万亿|亿|万|千|百)?\s*(?:元|[%‰])|百分之|全额|等额|免费|无偿|倍"
    ),
    "amount": re.compile(
        r"\d+(?:\.\d+)?\s*(?:%|万|亿|元|个|家|人|名|户|项|件|次|倍|成|平方米|公里|吨|亩|辆|条)|百分之|[一二三四五六七八九十]+(?:个|家|倍|成)"
    ),
    "period": re.compile(
        r"\d+\s*(?:年|个?月|日|天|小时|个?工作日|分钟)|[一二三四五六七八九十两]+(?:年|个月|日|天)|年底|年内|长期有效"
    ),
    "contact": re.compile(r"\d{3,4}-\d{7,8}|1\d{10}|https?://|www\.|@|(?<!\d)\d{7,8}(?!\d)"),
    "procedure": re.compile(r"申请|申报|提交|材料|流程|手续|程序|登记|备案|办理|审批|审核|证件"),
    "document": re.compile(r"名单|附件|模板|样本"),
    "person": re.compile(r"(?:组长|主任|厅长|局长|联系人)[：:]"),
}
_FIGURE = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?(?:%|(?:万亿|亿|万)元?|千?元)|百分之[一二三四五六七八九十百]+|(?:19|20)\d\d年"
)
_CLAIMED = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?(?:年|个月|天|家|倍|个?人|名)|[一二两三四五六七八九十]+(?:年|个月|成|倍)"
)
_CLAIM = re.compile(r"规定|要求|文件|意见[里中]|通知[里中]|定的|说要|至少|不少于|必须")
_FIRST_PERSON = re.compile(r"我|咱|本公司|本店|本企业")
_CHINESE_COUNT = re.compile(r"[一二两三四五六七八九十百]+(?=年|个月|天|家|倍|个?人|名)")


def kind_of(text: str) -> Kind | None:
    """The kind of fact that the words of a question ask for.

    >>> kind_of("由哪些部门负责？"), kind_of("最高补贴多少？"), kind_of("有政策吗？")
    ('who', 'money', None)
    """
    plain = fold(text)
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(plain)), None)


def states(text: str, kind: Kind) -> bool:
    """Whether a text holds that kind of fact; who is responsible is not read from the text.

    >>> states("按研究开发费的50%加计扣除", "money"), states("给予补贴", "money")
    (True, False)
    """
    return bool(_STATED[kind].search(fold(text)))


def asserted_figures(question: str) -> tuple[str, ...]:
    """The figures that a question puts into the notice's mouth, in comparable form.

    Percentages, sums and calendar years count always, lengths of time and numbers of people only
    where the question says that they are prescribed; what people say of themselves is no claim.

    >>> asserted_figures("哪条规定按175%扣除？"), asserted_figures("我们投入了500万元")
    (('175%',), ())
    """
    plain = _comparable(question)
    if _FIRST_PERSON.search(plain):
        return ()
    figures = _FIGURE.findall(plain)
    if _CLAIM.search(plain):
        figures += _CLAIMED.findall(plain)
    return tuple(dict.fromkeys(figures))


def holds_figures(text: str, figures: Iterable[str]) -> bool:
    """Whether all `figures` stand in `text`, as whole numbers."""
    plain = _comparable(text)
    return all(re.search(rf"(?<![\d.]){re.escape(figure)}", plain) for figure in figures)


def _comparable(text: str) -> str:
    """Folded, without blanks, counts in Arabic digits: 三年 and 3 年 become 3年."""
    plain = re.sub(r"(?<=\d)\s+|\s+(?=\d)", "", fold(text))
    return _CHINESE_COUNT.sub(lambda m: str(to_int(m.group())), plain)
