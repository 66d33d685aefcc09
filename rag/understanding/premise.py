"""What a question takes for granted, held against the text: figures, roles, must and may.

哪条规定按175%扣除 is no question for the clause on 150 %, and why 省农牧厅牵头 none where 省商务厅
leads. Only assertions count: what people tell of themselves, and what they ask for yes or no, are
no premises.
"""

import re
from collections.abc import Iterable

from corpus.facts.agencies import same_agency
from corpus.model import Agencies
from corpus.numerals import to_int
from index.tokens import fold
from rag.understanding.asking import parts_of

_FIGURE = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?(?:%|(?:万亿|亿|万)元?|千?元)|百分之[一二三四五六七八九十百]+|(?:19|20)\d\d年"
)
_LARGE = re.compile(r"[一二两三四五六七八九十百]{1,4}(?=万(?!一|般|分))")
_UNIT = (
    r"(?:年|个月|天|家|倍|个(?=以上|[^体人别])|个?人|名|级|成|次|项|个?工作日|小时|"
    r"公里|平方米|种|类|届|批)"
)
_COUNT = re.compile(rf"(?<![\d.第哪这那几前后近])\d+(?:\.\d+)?{_UNIT}")
# 七八个 is about as many, and no figure.
_CHINESE_COUNT = re.compile(
    rf"(?<![一二两三四五六七八九])[一二两三四五六七八九十百]+(?<![一二三四五六七八九]{{2}})(?={_UNIT})"
)
_ONE = re.compile(r"1(?!\d)")
_PROVERB = re.compile(
    r"退一赔[一二三四五六七八九十百]+|[一二三四五六七八九十两]证[一二三四五六七八九十两]照"
)

_QUOTED = re.compile(r"[“\"「『【]([^“”\"「」『』【】]{12,})[”\"」』】]")

_MODES = {
    "oblige": re.compile(r"强制|必须|一律(?!取消)|要求.{0,8}都要|非得|务必"),
    "forbid": re.compile(r"禁止|不准|不许|不得|严禁|取缔|封杀|不允许|不让"),
    "permit": re.compile(r"放开|允许|准许|可以随意|自行|不再(?:要求|需要)|取消了"),
}
_PRINTED = {
    "oblige": re.compile(r"必须|应当?|须|不得|严禁|一律|要(?:切实|依法|按)|强制|确保|做到|严格"),
    "forbid": re.compile(r"禁止|不得|严禁|不准|取缔|打击|查处|防止|一律|不能|限制|严厉|防范"),
    "permit": re.compile(
        r"允许|可以?|放开|放宽|取消|不再|鼓励|支持|简化|免|探索|推[进行动]|便利|优先"
    ),
}
_LED = re.compile(
    r"(?:牵头|负责|主管)的(?:单位|部门)?是(?P<d>[^，,。？?谁哪]{2,16}?)(?:吧|[，,。？?]|$)|"
    r"由(?P<a>[^，,。？?]{2,16}?)(?:来)?(?P<r>牵头|配合|负责|主管)|"
    r"(?P<b>[^，,。？?由让是为]{2,16}?)(?:当|作为|是|为|来)?(?P<s>牵头|配合)(?:单位|部门)|"
    r"让(?P<c>[^，,。？?]{2,16}?)(?:来|去)?(?:当|做)?牵头|"
    r"把(?P<e>[^，,。？?]{2,16}?)(?:作为|列为|定为|当作?)牵头"
)


_WHY = re.compile(r"为[什啥]么?|为何|凭[什啥]么?|怎么会|哪一?条|第几条|依据")


def asserted_figures(question: str) -> tuple[str, ...]:
    """The figures that a question puts into the notice's mouth, in comparable form.

    >>> asserted_figures("哪条规定按175%扣除？"), asserted_figures("我们投入了500万元")
    (('175%',), ())
    """
    figures = []
    for part in (p for p in parts_of(question) if p.asserts):
        plain = _comparable(part.text)
        figures += _FIGURE.findall(plain) + _PROVERB.findall(plain)
        if not part.is_open or _WHY.search(part.text):  # 四个“联”指哪些 counts, and claims nothing
            figures += [f for f in _COUNT.findall(plain) if not _ONE.match(f)]
    return tuple(dict.fromkeys(figures))


def holds_figures(text: str, figures: Iterable[str]) -> bool:
    """Whether all `figures` stand in `text`, as whole numbers."""
    plain = _comparable(text)
    return all(re.search(rf"(?<![\d.]){re.escape(figure)}", plain) for figure in figures)


def quoted_passages(question: str) -> tuple[str, ...]:
    """What a question passes off as the text: the passages in quotation marks, from twelve
    characters on, folded.

    >>> quoted_passages("文件写着“网店招用劳动者一律不必签合同”，对吗？")
    ('网店招用劳动者一律不必签合同',)
    """
    return tuple(m.group(1) for m in _QUOTED.finditer(fold(question)))


def mode_asserted(question: str) -> str | None:
    """What a question says is the rule: "oblige", "forbid" or "permit"; None if it says nothing.

    >>> mode_asserted("辽宁禁止住宅登记，哪一条？"), mode_asserted("辽宁禁止住宅登记吗？")
    ('forbid', None)
    """
    for part in parts_of(question):
        if part.asserts and (not part.is_open or _WHY.search(part.text)):
            for mode, pattern in _MODES.items():
                if pattern.search(part.text):
                    return mode
    return None


def holds_mode(text: str, mode: str | None) -> bool:
    """Whether a text can be said to oblige, forbid or permit at all."""
    return mode is None or bool(_PRINTED[mode].search(fold(text)))


def roles_asserted(question: str) -> tuple[tuple[str, str], ...]:
    """The agencies that a question says have a role, as (agency, lead or support).

    >>> roles_asserted("既然由省农牧厅牵头，谁配合？")
    (('省农牧厅', 'lead'),)
    """
    found = []
    for part in parts_of(question):
        if not part.asserts or (part.is_open and not _WHY.search(part.text)):
            continue
        for m in _LED.finditer(part.text):
            body = m["a"] or m["b"] or m["c"] or m["d"] or m["e"]
            role = "support" if "配合" in (m["r"] or m["s"] or "") else "lead"
            if m["r"] not in ("负责", "主管"):
                found.append((body, role))
    return tuple(found)


def holds_roles(
    agencies: Agencies, roles: Iterable[tuple[str, str]], known: Iterable[str], text: str = ""
) -> bool:
    """Whether each agency that is `known` to the notices has the role that a question gives it, by
    its bracket or by the words of the text (省商务厅牵头负责电子商务发展工作).
    """
    bodies = list(known)
    for named, role in roles:
        meant = [b for b in bodies if named.endswith(fold(b)) or same_agency(named, b)]
        holders = getattr(agencies, role)
        word = "配合" if role == "support" else "牵头"
        if any(f"{b}{word}" in text for b in meant):
            continue
        if meant and not any(same_agency(b, h) for b in meant for h in holders):
            return False
    return True


def _comparable(text: str) -> str:
    """Folded, without blanks, counts in Arabic digits: 三年 and 3 年 become 3年."""
    plain = re.sub(r"(?<=\d)\s+|\s+(?=\d)", "", fold(text))
    plain = re.sub(r"(?<=[\d一二两三四五六七八九十])日(?!起|前|内)", "天", plain)
    plain = _LARGE.sub(lambda m: str(to_int(m.group())), plain)
    return _CHINESE_COUNT.sub(lambda m: str(to_int(m.group())), plain)
