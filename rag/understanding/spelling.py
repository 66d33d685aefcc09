"""Typing errors of a pinyin keyboard: 加计口除 → 加计扣除.

Characters that make no word together are held against the words of the notices by their sound
(pypinyin, without tones), for that is how a keyboard errs. What is a word of its own is never
touched; still a correction is a guess, and is to be used only where the question as it stands finds
no answer.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import rjieba
from pypinyin import lazy_pinyin

from corpus.regions import provinces
from index.tokens import stop_words

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LONGEST = 6


class Speller:
    """Corrects questions by the words of the notices, commonest first.

    `words` gives the words when they are first needed.

    >>> Speller(lambda: ["加计", "扣除"]).corrected("能加计口除吗")
    '能加计扣除吗'
    """

    def __init__(self, words: Callable[[], Iterable[str]]) -> None:
        self._words = words

    def corrected(self, text: str) -> str:
        """The text with what sounds like a word of the notices, and is none itself, written so."""
        return _RUN.sub(lambda m: self._run(m.group()), text)

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], str]:
        """The commonest word of each sound; provinces before all."""
        words = [w for w in self._words() if _RUN.fullmatch(w) and len(w) <= _LONGEST]
        sounds = {_sound(w): w for w in reversed(words)}
        return sounds | {_sound(p): p for p in provinces()}

    def _run(self, run: str) -> str:
        """Each wrong stretch mended, the first one first."""
        mended, rest = "", run
        while found := self._first_wrong(rest):
            start, end, word = found
            mended, rest = mended + rest[:start] + word, rest[end:]
        return mended + rest

    def _first_wrong(self, run: str) -> tuple[int, int, str] | None:
        """Where a stretch stands that sounds like a word of the notices, and that word."""
        for start, end in _windows(run):
            word = self._by_sound.get(_sound(run[start:end]))
            if word and word != run[start:end]:
                return start, end, word
        return None


def _windows(run: str) -> Iterator[tuple[int, int]]:
    """Stretches of whole words and single characters that make no word together, longest first."""
    tokens = list(rjieba.cut(run, False))  # without guessing new words
    edges = [0]
    for token in tokens:
        edges.append(edges[-1] + len(token))
    for i in range(len(tokens)):
        for j in range(min(len(tokens), i + _LONGEST), i, -1):
            if _may_be_wrong(tokens[i:j]) or (i + 1 == j and _place_like(tokens[i])):
                yield edges[i], edges[j]


def _may_be_wrong(tokens: list[str]) -> bool:
    """Whether single characters stand in them, none of which carries the form of a sentence."""
    single = [t for t in tokens if len(t) == 1]
    whole = 2 <= sum(map(len, tokens)) <= _LONGEST
    return bool(single) and whole and not any(t in stop_words() for t in single)


def _place_like(token: str) -> bool:
    """Whether a word names a place or person: 清海 may be meant for 青海."""
    return len(token) == 2 and next(iter(rjieba.tag(token)))[1] in ("ns", "nr")


def _sound(text: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(text))
