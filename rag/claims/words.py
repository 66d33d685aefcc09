"""Whether the words of a sentence stand in the text: what it is about, and the words that widen or
narrow whom and what it is for.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from index.tokens import stop_words, word_list
from rag.evidence import synonyms

_WEIGHTS = {"n": 1.0, "j": 1.0, "l": 1.0, "i": 1.0, "v": 0.5, "a": 0.5, "b": 1.0, "s": 0.5, "t": 0.5}
_LEAST = 0.55  # share of a sentence's words that must stand in the text
_LEAST_OF_PART = 0.34  # of a part of it
_PART_WEIGHT = 1.5  # weight from which a part is looked at by itself
_NEARLY = 0.5  # share of a word's pairs of characters that must stand in the text
_LATIN = re.compile(r"[a-z][a-z0-9]*", re.IGNORECASE)
_PART = re.compile(r"(?:[^，,；;。：:!！?？\n、和与及]|(?<=[总共平温缓])和|和(?=谐|平|解)|与(?=会|否))+")
# A word that widens or narrows, and the words of the text that bear it out.
_DECIDING = tuple(
    (re.compile(said), re.compile(borne_out_by))
    for said, borne_out_by in (
        (r"所有|一切|任何|全部|全体|凡是", r"所有|一切|任何|全部|全体|凡|一律"),
        (r"全额", r"全额|全部|100%"),
        (r"(?<!不)仅限?(?!供)|只有|只能|唯一|限于", r"仅|只有|只能|唯一|只(?=对|限|面向|适用)|限于"),
        (r"一次性", r"一次"),
        (r"每年|逐年|按年", r"每年|逐年|按年|/年"),
        (r"每月|按月|逐月", r"每月|按月|逐月|/月"),
        (r"每个?季度?", r"每个?季"),
        (r"每半年", r"每半年"),
        (r"每周|每个?星期", r"每周|每个?星期"),
        (r"每[日天]", r"每[日天]"),
        (r"连续|累计", r"连续|累计"),
        (r"永久|长期|永远|终身|无限期", r"永久|长期|永远|终身|无限期"),
        (r"立即|立刻|马上", r"立即|立刻|马上|即时|当日"),
        (r"自动|无条件", r"自动|无条件"),
        (r"优先", r"优先"),
        (r"免费|无偿", r"免费|无偿|免收"),
        (r"每人|每户", r"人均|每人|/人|户均|每户|/户"),
    )
)
# What tells one kind of firm or person from another must be the text's own.
_SIZES = re.compile(
    r"小微|大型|中型|小型|微型|中小|外资|外商|内资|民营|国有|私营|集体|个体|合资|独资|上市|高新技术|规模以上|"
    r"省级|市级|县级|国家级|区级|高校|毕业生|残疾人|退役|退休|农民|失业|贫困|留学|女性|男性|老年|青年|学生|军人|在职(?!工)"
)


def unborne(sentence: str, text: str) -> tuple[str, ...]:
    """What of a sentence the text does not bear out, both folded; empty where it does.

    >>> unborne("小微企业可以享受补贴", "对小微企业给予补贴"), unborne("大型企业可以享受补贴", "对小微企业给予补贴")
    ((), ('大型',))
    """
    return (*_deciding(sentence, text), *_foreign(sentence, text), *_elsewhere(sentence, text))


def _deciding(sentence: str, text: str) -> Iterator[str]:
    for said, borne_out_by in _DECIDING:
        if (m := said.search(sentence)) and not borne_out_by.search(text):
            yield m.group()
    for m in _SIZES.finditer(sentence):
        if m.group() not in text:
            yield m.group()


def _foreign(sentence: str, text: str) -> Iterator[str]:
    """Latin words and names of places that the text does not have."""
    yield from (w for w in _LATIN.findall(sentence) if w.lower() not in text)
    named = (w.rstrip("省市县区州") for w, tag in _tagged(sentence) if tag == "ns")
    yield from (w for w in named if w not in text)


def _elsewhere(sentence: str, text: str) -> Iterator[str]:
    """The parts that are about something else, or the whole."""
    parts = [m.group() for m in _PART.finditer(sentence)]
    told = [(part, *_found(part, text)) for part in parts]
    yield from (p for p, w, found in told if w >= _PART_WEIGHT and found < _LEAST_OF_PART * w)
    weight, found = sum(w for _, w, _ in told), sum(f for *_, f in told)
    if found < _LEAST * weight or not weight:
        yield sentence


def _found(part: str, text: str) -> tuple[float, float]:
    """The weight of the content words of a part, and of those found in the text."""
    weighed = [(w, n) for w, tag in _tagged(part) if (n := _weight(w, tag))]
    return sum(n for _, n in weighed), sum(n * _share(w, text) for w, n in weighed)


@lru_cache(maxsize=1024)
def _tagged(part: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(part))


def _weight(word: str, tag: str) -> float:
    if word in stop_words() or word in word_list("rag.claims", "frame_words.txt"):
        return 0.0
    return _WEIGHTS.get(tag[0], 0.0) if len(word) > 1 else 0.0


def _share(word: str, text: str) -> float:
    if word in text or any(s in text for s in synonyms(word)):
        return 1.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    found = sum(p in text for p in pairs) / len(pairs)
    return found if found >= _NEARLY else 0.0
