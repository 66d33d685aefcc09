"""What a question asks: where, which clause, and what kind of fact."""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.errors import BadInput
from corpus.numerals import NUMERAL, to_int
from corpus.regions import Place, places_in
from index.tokens import fold

MAX_LENGTH = 2000

Kind = Literal["who", "amount", "period", "contact", "procedure"]

# In this order: 联系电话是多少 asks for a telephone number, not for an amount.
_KINDS: dict[Kind, re.Pattern[str]] = {
    "contact": re.compile(r"电话|联系方式|联系人|网址|网站是|官网|邮箱|地址(?:是|在)|传真|二维码"),
    "procedure": re.compile(
        r"(?:什么|哪些|提交|准备|需要|提供|申[请报]|办理)[^，。]{0,3}(?:材料|资料|表格)|材料清单|申[请报]表|"
        r"哪[张份个]表|填.{0,4}表|流程|步骤|什么手续|哪些手续|"
        r"(?:怎么|怎样|如何|在哪里?|到哪里?|去哪里?)(?:去|才能)?(?:申请|申报|办理|领取|报名|提交)"
    ),
    "period": re.compile(
        r"什么时候|何时|哪[天年月]|(?:几|多少)个?[年月天]|多久|多长时间|截止|期限|有效期|到期|时限|起止"
    ),
    "who": re.compile(
        r"谁(?!可以|能|有资格|符合|可|才)|哪(?:些|个|几个|家)?(?:部门|单位|机构|厅|局|委|办|海关)(?!可以|能|可享)|什么(?:部门|单位|机构)|"
        r"(?:牵头|责任|负责|主管|配合|协助)(?:的)?(?:部门|单位|机构)|归.{0,6}管"
    ),
    "amount": re.compile(
        r"多少|几(?:个|家|成|倍|%|元|万|亿)|百分之几|比例是|额度|金额|上限|最高.{0,6}[能可](?:达|到)"
    ),
}
_LIST = re.compile(r"哪些|有什么|有何|都有|所有|全部|列出|列举|哪几")
_REFERENCE = re.compile(rf"第\s*(?P<a>{NUMERAL})\s*(?:条|款|项)|[（(](?P<b>{NUMERAL})[）)]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?:%|(?:万亿|亿|万|千)?元)")
_FIRST_PERSON = re.compile(r"我|咱|本公司|本店|本企业")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    `places` are the regions asked about, `numbers` the clauses referred to, `kind` the kind of
    fact asked for (None where any sentence may answer), `figures` the amounts that the question
    itself asserts.
    """

    text: str
    standalone: str
    places: tuple[Place, ...]
    numbers: tuple[int, ...]
    kind: Kind | None
    wants_list: bool
    figures: tuple[str, ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """The provinces asked about, each once."""
        return tuple(dict.fromkeys(p.province for p in self.places))

    @property
    def subject(self) -> str:
        """The question, folded, without its places and clause references: what to look for."""
        subject = fold(_REFERENCE.sub(" ", self.standalone))
        for place in self.places:
            subject = subject.replace(place.name, " ")
        return subject


def checked(text: object) -> str:
    """The question as text that can be searched, invisible marks removed.

    Raises BadInput where it is not text, empty, too long, or nothing but signs.

    >>> checked(" 加计扣除？ ")
    '加计扣除？'
    """
    if not isinstance(text, str):
        raise BadInput("问题应当是一段文字。请写下要问的内容。")
    if len(text) > MAX_LENGTH:
        raise BadInput(f"问题太长（{len(text)} 字，最多 {MAX_LENGTH} 字）。请只写要问的内容。")
    if re.search(r"[\ud800-\udfff]", text) or _CONTROL.search(text):
        raise BadInput("问题里有不是文字的字符（控制字符或损坏的编码）。请重新输入。")
    text = _INVISIBLE.sub("", text).strip()
    if not text:
        raise BadInput("问题是空的。请写下要问的内容。")
    if not re.search(r"[^\W_]", text):
        raise BadInput("问题里只有标点或符号。请用文字写下要问的内容。")
    return text


def understand(text: str, standalone: str, region: str | None = None) -> Question:
    """Reads a checked question; `region` is the one chosen beside it, if any.

    >>> q = understand("沈阳第五条谁牵头？", "沈阳第五条谁牵头？")
    >>> q.regions, q.numbers, q.kind
    (('辽宁',), (5,), 'who')
    """
    plain = fold(standalone)
    places = places_in(plain) or tuple(places_in(fold(region or "")))
    return Question(
        text=text,
        standalone=standalone,
        places=places,
        numbers=_numbers(standalone),
        kind=kind_of(text) or kind_of(standalone),
        wants_list=bool(_LIST.search(plain)),
        figures=() if _FIRST_PERSON.search(plain) else tuple(_FIGURE.findall(plain)),
    )


def kind_of(text: str) -> Kind | None:
    """The kind of fact that the words of a question ask for.

    >>> kind_of("由哪些部门负责？"), kind_of("最高补贴多少？"), kind_of("有政策吗？")
    ('who', 'amount', None)
    """
    plain = fold(text)
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(plain)), None)


def has_reference(text: str) -> bool:
    """Whether a clause is named by its number."""
    return bool(_REFERENCE.search(text))


def _numbers(text: str) -> tuple[int, ...]:
    found = (m["a"] or m["b"] for m in _REFERENCE.finditer(text))
    return tuple(dict.fromkeys(to_int(n) for n in found))
