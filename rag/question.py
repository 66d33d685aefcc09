"""What a question asks: where, which clause, and what kind of fact."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import BadInput
from corpus.numerals import NUMERAL, to_int
from corpus.regions import Place, cities_in, places_in
from index.tokens import fold
from rag.understanding.asking import asking, parts_of
from rag.understanding.facts import Kind, kind_of
from rag.understanding.premise import asserted_figures, mode_asserted, roles_asserted

MAX_LENGTH = 2000
_SAME = 4  # characters at the end by which a question is known within a longer one

_LIST = re.compile(r"哪[些几两二三四五六七八九十]|有什么|有何|都有|所有|全部|列出|列举|哪几")
_REFERENCE = re.compile(rf"第\s*(?P<a>{NUMERAL})\s*(?:条|款|项)|[（(](?P<b>{NUMERAL})[）)]")
_CHAPTER = re.compile(rf"第\s*(?P<a>{NUMERAL})\s*(?:章|部分|大[条项点])")
_ALL_REGIONS = re.compile(
    r"(?:[两各几]个?|哪一?个?|另一?个?|那一?个?)省(?!人|政府|市|级|税|里)|两[地边份]|哪[一个]?[边地]"
)
_SEVERAL = re.compile(
    r"分别|各(?:是|有|能|怎|要|由|应)|还有|另外|以及|同时|一是|二是|[一二]想|这[几两]|;|列[出举一]|、|又"
)
_TEXT = re.compile(
    r"原文|全文|完整|[说讲写规][了定的]*(?:什么|啥|些什么)|什么内容|哪些内容|(?:念|贴|发)(?:一下|出来|给?我)"
)
_CLAUSES = re.compile(
    r"[哪几有分多].{0,3}[几些少]条|(?:包含|包括|含|分成|分为|下面有|里有|都有).{0,4}(?:条|什么|哪些|内容)|列.{0,4}条"
)
_WHICH_CLAUSE = re.compile(r"第几条|哪一?条(?!件|款项)|哪几条|哪[一个]?条款|出自哪|原文在哪|写在哪")
# “退一赔三”写在哪条: words given to be found as they stand.
_QUOTED = re.compile(r"[“\"「『‘']([^”\"」』’']{2,30})[”\"」』’']")
_FIND = re.compile(r"哪一?[条款里处个]|第几条|提[到及过]|写[到着过在]|[出说讲]到|出现|有没有")
_NOTICE_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}[〔\[【（(]\d{4}[〕\]】）)]\s*\d+\s*号")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    `places` are the regions asked about, `numbers` the clauses referred to, `kind` the kind of
    fact asked for (None where any sentence may answer), `figures` what the question itself
    says of amounts and times, `before` how many characters of `standalone` are of earlier
    questions.
    """

    text: str
    standalone: str
    places: tuple[Place, ...]
    numbers: tuple[int, ...]
    kind: Kind | None
    wants_list: bool
    figures: tuple[str, ...]
    chapters: tuple[int, ...] = ()
    before: int = 0
    mode: str | None = None
    roles: tuple[tuple[str, str], ...] = ()

    @property
    def compares_all(self) -> bool:
        """Whether all regions are meant: 两省, 两地, 各省."""
        return bool(_ALL_REGIONS.search(fold(self.standalone)))

    @property
    def is_several(self) -> bool:
        """Whether more than one thing is asked, so that more than one measure may answer."""
        plain = fold(self.standalone)
        return bool(_SEVERAL.search(plain)) or sum(p.asks for p in parts_of(plain)) > 1

    @property
    def wants_text(self) -> bool:
        """Whether it asks to see what a clause says, and not for something in it."""
        return bool(_TEXT.search(fold(self.standalone)))

    @property
    def lists_clauses(self) -> bool:
        """Whether it asks which clauses a chapter has."""
        return bool(_CLAUSES.search(fold(self.standalone)))

    @property
    def speaks_of_a_chapter(self) -> bool:
        """Whether it speaks of a chapter, by number or name."""
        return bool(
            self.chapters or re.search("[一这那本]个?章|章[里下包有都]|部分", self.standalone)
        )

    @property
    def is_closed(self) -> bool:
        """Whether it asks for yes or no."""
        return any(p.is_closed for p in parts_of(self.standalone))

    @property
    def wants_clause(self) -> bool:
        """Whether it asks which clause says something."""
        return bool(_WHICH_CLAUSE.search(fold(self.standalone)))

    @property
    def words_to_find(self) -> tuple[str, ...]:
        """The words in quotation marks, folded, where it asks where they stand."""
        plain = self.standalone
        return tuple(map(fold, _QUOTED.findall(plain))) if _FIND.search(plain) else ()

    @property
    def regions(self) -> tuple[str, ...]:
        """The provinces asked about, each once."""
        return tuple(dict.fromkeys(p.province for p in self.places))

    @property
    def notice_numbers(self) -> tuple[str, ...]:
        """The numbers of notices (文号) in the question, such as 辽政发〔2015〕77号."""
        return tuple(m.group() for m in _NOTICE_NUMBER.finditer(self.standalone))

    @property
    def subject(self) -> str:
        """The question, folded, without its places and clause references: what to look for."""
        subject = fold(_without_references(self.standalone))
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


def understand(
    text: str, standalone: str, region: str | None = None, held: Sequence[str] = ()
) -> Question:
    """Reads a checked question; `standalone` is the same with what the conversation supplied,
    `region` the one chosen beside it, if any. Of the regions `held` here, cities are known even by
    names that are ordinary words elsewhere (白银).

    >>> q = understand("沈阳第五条谁牵头？", "沈阳第五条谁牵头？")
    >>> q.regions, q.numbers, q.kind
    (('辽宁',), (5,), 'who')
    """
    plain = fold(standalone)
    places = _places(asking(plain), held) or _places(plain, held) or places_in(fold(region or ""))
    return Question(
        text=text,
        standalone=standalone,
        places=places,
        numbers=_numbers(standalone),
        kind=kind_of(text) or kind_of(standalone),
        wants_list=bool(_LIST.search(plain)),
        figures=asserted_figures(_without_references(standalone)),
        before=_before(text, standalone),
        chapters=tuple(dict.fromkeys(to_int(m["a"]) for m in _CHAPTER.finditer(standalone))),
        mode=mode_asserted(standalone),
        roles=roles_asserted(standalone),
    )


def with_reference_of(other: str, text: str) -> str:
    """A text with the clause that another names in place of its own.

    >>> with_reference_of("第十九条呢？", "辽宁第十七条说的什么？")
    '辽宁第十九条说的什么？'
    """
    found = _REFERENCE.search(other)
    return _REFERENCE.sub(found.group(), text, count=1) if found else text


def _places(text: str, held: Sequence[str]) -> tuple[Place, ...]:
    """The places named; cities by ambiguous names only where their province is not named."""
    named = places_in(text)
    provinces = {p.province for p in named}
    more = (p for region in held if region not in provinces for p in cities_in(text, region))
    return (*named, *more)


def _before(text: str, standalone: str) -> int:
    """How much of earlier questions stands before the question itself."""
    own = text.strip()[-_SAME:]
    return max(0, len(standalone) - len(text)) if standalone.strip().endswith(own) else 0


def _without_references(text: str) -> str:
    return _CHAPTER.sub(" ", _REFERENCE.sub(" ", _NOTICE_NUMBER.sub(" ", text)))


def has_reference(text: str) -> bool:
    """Whether a clause is named by its number."""
    return bool(_REFERENCE.search(text) or _CHAPTER.search(text))


def _numbers(text: str) -> tuple[int, ...]:
    text = _NOTICE_NUMBER.sub(" ", text)
    found = (m["a"] or m["b"] for m in _REFERENCE.finditer(text))
    return tuple(dict.fromkeys(to_int(n) for n in found))
