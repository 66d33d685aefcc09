"""Whether the words of a sentence stand in the text: what it is about, and the words that widen or
narrow whom and what it is for.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

import rjieba

from index.tokens import stop_words, word_list
from rag.claims.figures import figures
from rag.claims.phrases import Phrase, nearest, pairs, phrases
from rag.evidence import synonyms

# By part of speech (tags of jieba): things and what tells them apart 1, the rest half.
_WEIGHTS = {"n": 1.0, "j": 1.0, "l": 1.0, "i": 1.0, "b": 1.0} | dict.fromkeys("vast", 0.5)
_LEAST = 0.55  # share of a sentence's words that must stand in the text
_LEAST_OF_PART = 0.34  # of a part of it
_PART_WEIGHT = 1.5  # weight from which a part is looked at by itself
_NEARLY = 0.5  # share of a word's pairs of characters that must stand in the text
_SAME = 0.75  # share of the pairs of a name that must stand where the text speaks of the same
_BY = re.compile(
    r"由(?P<who>[^，,。；]{2,10}?)(?:给予|承担|负担|安排|补贴|补助|奖励|出资|代缴|支付)"
)
_JOINED = re.compile("[和与及、委局厅]")  # 委和 is cut as a place
_LATIN = re.compile(r"[a-z][a-z0-9]*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[，,；;。：:!！?？\n、]|(?<![总共平温缓])和(?![谐平解])|以及|及(?!时)|与(?![会否])|"
    r"(?<![合兼])并(?![购网轨])|且|由(?=[省市县区州国])"
)
_TABLE = tomllib.loads(files("rag.claims").joinpath("words.toml").read_text(encoding="utf-8"))
_DECIDING = [[re.compile(side) for side in pair] for pair in _TABLE["deciding"]]
_EACH_KIND = [re.compile(group) for group in _TABLE["kinds"]]
_KINDS = re.compile("|".join(_TABLE["kinds"]))


def unborne(sentence: str, text: str) -> tuple[str, ...]:
    """What of a sentence the text does not bear out, both folded; empty where it does.

    >>> unborne("小微企业可以享受补贴", "对小微企业给予补贴")
    ()
    >>> unborne("大型企业可以享受补贴", "对小微企业给予补贴")
    ('大型', '大型企业可以享受补贴')
    """
    return (
        *_deciding(sentence, text),
        *_foreign(sentence, text),
        *_by_others(sentence, text),
        *_elsewhere(sentence, text),
    )


def _deciding(sentence: str, text: str) -> Iterator[str]:
    for said, borne_out_by in _DECIDING:
        if (m := said.search(sentence)) and not borne_out_by.search(text):
            yield m.group()
    for m in _KINDS.finditer(sentence):
        if m.group() not in text:
            yield m.group()
    for part in phrases(sentence):
        yield from _other_kinds(part, text)


def _other_kinds(part: Phrase, text: str) -> Iterator[str]:
    """Kinds for which the text, where it speaks of the same, has another: 民营 for 外资."""
    said = [(kinds, set(kinds.findall(part.text))) for kinds in _EACH_KIND]
    if not any(own for _, own in said):
        return
    near = nearest(part, phrases(text))
    runs = [r.text for r in phrases(text, is_long=True) if any(p.text in r.text for p in near)]
    for kinds, own in said:
        told = {k for run in runs for k in kinds.findall(run)}
        yield from (k for k in own if told and k not in told and k in text)


def _foreign(sentence: str, text: str) -> Iterator[str]:
    """Latin words and names of places that the text does not have."""
    yield from (w for w in _LATIN.findall(sentence) if w.lower() not in text)
    named = (
        w.rstrip("省市县区州")
        for w, tag in _tagged(sentence)
        if tag == "ns" and not _JOINED.search(w)
    )
    yield from (w for w in named if w not in text)


def _by_others(sentence: str, text: str) -> Iterator[str]:
    """Who is said to pay where the text, speaking of the same, names another: 由省级财政给予."""
    for part in phrases(sentence):
        if m := _BY.search(part.text):
            own, told = pairs(m["who"]), _of_same(part, text)
            if told and not any(len(own & p.pairs) >= _SAME * len(own) for p in told):
                yield m["who"]


def _of_same(part: Phrase, text: str) -> Sequence[Phrase]:
    """What of the text holds a figure of a part, or else is nearest to it."""
    values = {f.value for f in figures(part.text)}
    source = phrases(text, is_long=True)
    holding = [p for p in source if values & {f.value for f in figures(p.text)}]
    return holding or nearest(part, source)


def _elsewhere(sentence: str, text: str) -> Iterator[str]:
    """The parts that are about something else, or the whole."""
    parts = [p for p in _BETWEEN.split(sentence) if p]
    told = [(part, *_found(part, text)) for part in parts]
    yield from (p for p, w, found in told if w >= _PART_WEIGHT and found < _LEAST_OF_PART * w)
    weight, found = sum(w for _, w, _ in told), sum(f for *_, f in told)
    if found < _LEAST * weight or not (weight or figures(sentence)):
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
    if len(word) < 2 or figures(word):
        return 0.0
    return _WEIGHTS.get(tag[0], 0.0)


def _share(word: str, text: str) -> float:
    if word in text or any(s in text for s in synonyms(word)):
        return 1.0
    own = [word[i : i + 2] for i in range(len(word) - 1)]
    found = sum(p in text for p in own) / len(own)
    return found if found >= _NEARLY else 0.0
