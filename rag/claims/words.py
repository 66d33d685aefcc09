"""Whether the words of a sentence stand in the text: whether it is about the same."""

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from index.tokens import stop_words, word_list
from rag.claims.figures import figures
from rag.claims.phrases import pairs
from rag.evidence import synonyms

# By part of speech (tags of jieba): things and what tells them apart 1, the rest half.
_WEIGHTS = {"n": 1.0, "j": 1.0, "l": 1.0, "i": 1.0, "b": 1.0} | dict.fromkeys("vast", 0.5)
_LEAST = 0.55  # share of a sentence's words that must stand in the text
_LEAST_OF_PART = 0.34  # of a part of it
_PART_WEIGHT = 1.5  # weight from which a part is looked at by itself
_INVENTED = 2.5  # weight of words in a row that the text lacks
_NEARLY = 0.5  # share of a word's pairs of characters that must stand in the text
_SOURCE = re.compile("(?:原文|文|资料|文件|通知)中")
_JOINED = re.compile("[和与及、委局厅]")  # 委和 is cut as a place
_NO_THING = "一二两三四五六七八九十百千万几数未不没"  # with which no name of a thing begins
_LATIN = re.compile(r"[a-z][a-z0-9]*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[，,；;。：:!！?？\n、]|(?<![总共平温缓])和(?![谐平解])|以及|及(?!时)|与(?![会否])|"
    r"(?<![合兼])并(?![购网轨])|且|[由为是有](?=[省市县区州国])"
)


def unborne(sentence: str, text: str) -> tuple[str, ...]:
    """What of a sentence the text does not bear out, both folded; empty where it does.

    >>> unborne("小微企业可以享受补贴", "对小微企业给予补贴")
    ()
    >>> unborne("大型企业可以享受补贴", "对小微企业给予补贴")
    ('大型企业可以享受补贴',)
    """
    return (
        *_foreign(sentence, text),
        *_elsewhere(sentence, text),
    )


def unnamed(sentence: str, text: str) -> tuple[str, ...]:
    """The things that a sentence names and the text does not, both folded.

    >>> unnamed("龙头企业在保税区租用厂房", "在合作区租用厂房的企业")
    ('龙头企业', '保税区')
    """
    parts = (p for p in _BETWEEN.split(sentence) if p)
    return tuple(w for part in parts for w in _things(part) if not _is_hinted_at(w, text))


def _foreign(sentence: str, text: str) -> Iterator[str]:
    """Latin words and names of places that the text does not have."""
    yield from (w for w in _LATIN.findall(sentence) if w.lower() not in text)
    named = (
        w.rstrip("省市县区州")
        for w, tag in _tagged(sentence)
        if tag == "ns" and not _JOINED.search(w)
    )
    yield from (w for w in named if len(w) > 1 and w not in text)


def _elsewhere(sentence: str, text: str) -> Iterator[str]:
    """The parts that are about something else, or the whole."""
    parts = [p for p in _BETWEEN.split(_SOURCE.sub("", sentence)) if p]
    told = [(part, *found(part, text)) for part in parts]
    yield from (p for p, w, b in told if w >= _PART_WEIGHT and b < _LEAST_OF_PART * w)
    yield from (p for p in parts if _longest_unborne(p, text) >= _INVENTED)
    weight, borne = sum(w for _, w, _ in told), sum(b for *_, b in told)
    is_bare = not (weight or figures(sentence)) and not _is_of_its_characters(sentence, text)
    if borne < _LEAST * weight or is_bare:
        yield sentence


def _things(part: str) -> Iterator[str]:
    """What names a thing in a part."""
    tagged = ((w, tag) for w, tag in _tagged(part) if tag[0] in "nj" and w[0] not in _NO_THING)
    return (w for w, tag in tagged if _weight(w, tag))


def _is_hinted_at(word: str, text: str) -> bool:
    """Whether a text has a word, or all its characters: 租期 of 租赁期限."""
    return bool(_share(word, text)) or all(c in text for c in word)


def _longest_unborne(part: str, text: str) -> float:
    """The weight of the content words in a row of which the text has none: 提供在线法律援助."""
    longest = row = 0.0
    for word, tag in _tagged(part):
        weight = _weight(word, tag)
        row = 0.0 if weight and _share(word, text) else row + weight
        longest = max(longest, row)
    return longest


def _is_of_its_characters(sentence: str, text: str) -> bool:
    """Whether a sentence without a content word is made of the text: 由各有关部门负责."""
    own = pairs(sentence)
    return bool(own) and sum(p in text for p in own) >= _LEAST * len(own)


def found(part: str, text: str) -> tuple[float, float]:
    """The weight of the content words of a part, and of those found in the text, both folded.

    >>> found("小微企业", "对小微企业给予补贴")
    (1.0, 1.0)
    """
    weighed = [(w, n) for w, tag in _tagged(part) if (n := _weight(w, tag))]
    return sum(n for _, n in weighed), sum(n * _share(w, text) for w, n in weighed)


@lru_cache(maxsize=1024)
def _tagged(part: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(part))


@lru_cache(maxsize=8192)
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
