"""What a question asks: where, which clause, and what kind of fact."""

import re
from dataclasses import dataclass

from corpus.errors import BadInput
from corpus.numerals import NUMERAL, to_int
from corpus.regions import Place, places_in
from index.tokens import fold
from rag.facts import Kind, asserted_figures, kind_of

MAX_LENGTH = 2000

_LIST = re.compile(r"哪些|有什么|有何|都有|所有|全部|列出|列举|哪几")
_REFERENCE = re.compile(rf"第\s*(?P<a>{NUMERAL})\s*(?:条|款|项)|[（(](?P<b>{NUMERAL})[）)]")
_NOTICE_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}[〔\[【（(]\d{4}[〕\]】）)]\s*\d+\s*号")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    `places` are the regions asked about, `numbers` the clauses referred to, `kind` the kind of
    fact asked for (None where any sentence may answer), `figures` what the question itself
    says of amounts and times.
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
    def is_chinese(self) -> bool:
        """Whether there is any Chinese in it; nothing else can be held against the notices yet."""
        return bool(re.search(r"[\u3400-\u9fff]", self.standalone))

    @property
    def notice_numbers(self) -> tuple[str, ...]:
        """The numbers of notices (文号) in the question, such as 辽政发〔2015〕77号."""
        return tuple(m.group() for m in _NOTICE_NUMBER.finditer(self.standalone))

    @property
    def subject(self) -> str:
        """The question, folded, without its places and clause references: what to look for."""
        subject = fold(_REFERENCE.sub(" ", _NOTICE_NUMBER.sub(" ", self.standalone)))
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
        figures=asserted_figures(standalone),
    )


def has_reference(text: str) -> bool:
    """Whether a clause is named by its number."""
    return bool(_REFERENCE.search(text))


def _numbers(text: str) -> tuple[int, ...]:
    text = _NOTICE_NUMBER.sub(" ", text)
    found = (m["a"] or m["b"] for m in _REFERENCE.finditer(text))
    return tuple(dict.fromkeys(to_int(n) for n in found))
