"""How well a sentence supports a question: the share of what is asked that stands in it.

A similarity score alone does not tell an unanswerable question. What does is whether the things
named in the question are named in the text: each content word weighs by its rarity and its part
of speech (a noun names the thing, a verb or adjective mostly does not), and counts as found
where it, a synonym (thesaurus.toml) or most of its characters stand in the sentence, its clause
heading, or, at a discount, in the rest of the measure.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import rjieba

from index.tokens import fold, stop_words, word_list
from rag.understanding.asking import parts_of
from rag.understanding.facts import Kind, kind_of, without_who

_CONTEXT_DISCOUNT = 0.7
_BEFORE_DISCOUNT = 0.5  # what an earlier question asked need not be asked again
_TOLD_DISCOUNT = 0.6  # what people tell of themselves need not stand in a notice
_SYNONYM_DISCOUNT = 0.9
_SINGLE_CHARACTER = 0.5  # one character is easily found inside another word
_RUN = 4
# A negation before a word, with a few characters between: 未|进行工商|登记, 没|办|登记.
_DENIED = re.compile(
    r"(?:未|没有?|无(?!论|形|理由|偿)|尚未|不(?!断|少于|低于|超过|仅|得))[^，,。；;！？? ]{0,5}$"
)
_OTHER_CASE, _OTHER_CASE_PERHAPS = 0.3, 0.7

# Weight by part of speech (tags of jieba): things 1, actions less, qualities and adverbs little.
_POS_WEIGHT = {"n": 1.0, "j": 1.0, "l": 1.0, "e": 1.0, "m": 0.0, "s": 0.6, "b": 0.6, "i": 1.0}
_POS_WEIGHT |= {"v": 0.5, "a": 0.3, "t": 0.6, "z": 0.3, "d": 0.15, "q": 0.3, "f": 0.2}
_POS_EXACT = {"vn": 0.8, "an": 0.6, "nr": 0.8}

_HOW_MUCH = re.compile(r"多少(?!个|家|人|名|项|条)|百分之几|几[成倍毛块]|多大|多高|什么标准|什么价")
_WHICH = re.compile(r"哪些|哪种|哪类|(?<!没)什么(?!标准|价)|怎么(?!个|回事|样)|怎样|如何")
_DIGIT = re.compile(r"\d")
_PERCENTAGE = re.compile(r"\d+(?:\.\d+)?%|\d{4}")
_QUESTION_WORDS = re.compile(
    r"能不能|可不可以|可否|能否|是不是|是否|有没有|要不要|会不会|让不让|算不算|行不行|百分之几|多少|多久|多长时间|"
    r"什么时候|什么|哪[些个家里年天条]?|怎么样|怎么办|怎么|怎样|如何|为什么|谁|几(?=[个家年天月种])|"
    r"(?<![智功职节性效可动机技产万])能(?=[办开做建拿申享用贷补领报退扣减免到买卖注登去在不])|"
    r"(?<![思理设联])想(?=[办开做建拿申享用贷补领报买卖注登去在要])|"
    r"请问|吗|呢|吧|啊|[？?！!，,。；;：:“”\"'、（）()《》]"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of a question, folded: where it stands there, its part of speech (a tag of
    jieba), how much it weighs, and whether it is denied there (没办登记).
    """

    text: str
    start: int
    tag: str
    weight: float
    is_denied: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for: its text, folded and without question words, the content words
    in it, those that its question words are about, the kind of fact asked for, and whether several
    things, a yes or no, or a list are asked for.
    """

    text: str
    terms: tuple[Term, ...]
    focus: frozenset[Term]
    kind: Kind | None = None
    is_several: bool = False
    is_closed: bool = False
    is_list: bool = False

    @property
    def weight(self) -> float:
        """How much is asked: the weights of all terms together."""
        return sum(t.weight for t in self.terms)


NOTHING = Asked("", (), frozenset())


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much of a question was found: `coverage` as a share of what is asked (0 to 1), `weight`
    in all, where a word that stands in no notice weighs 1. `on_focus` tells whether the sentence
    itself speaks of what the question words are about; `inside` are the terms that stand in it.
    """

    coverage: float
    weight: float
    on_focus: bool
    inside: frozenset[Term] = frozenset()


def asked(question: str, rarity: Callable[[str], float], before: int = 0) -> Asked:
    """The content words of a question with their weights, rarity × part of speech.

    `rarity` gives how rare a word is in the corpus, 1 for a word that stands nowhere in it. The
    first `before` characters are of earlier questions, and weigh less.

    >>> [t.text for t in asked("研发费用能加计扣除多少？", lambda word: 1.0).terms]
    ['研究', '开发', '费用', '加计', '扣除']
    """
    folded = fold(question)
    text = _QUESTION_WORDS.sub(_blank, without_who(folded))
    told = _told(folded)
    terms, at = [], 0
    for word, tag in rjieba.tag(text):
        if weight := _weight(word, tag):
            share = _TOLD_DISCOUNT if any(a <= at < b for a, b in told) else 1.0
            share *= _BEFORE_DISCOUNT if at < before else 1.0
            denied = bool(_DENIED.search(text[:at]))
            terms.append(Term(word, at, tag, weight * rarity(word) * share, denied))
        at += len(word)
    return Asked(text, tuple(terms), _focus(folded, terms), kind_of(folded))


def evidence(question: Asked, sentence: str, context: str) -> Evidence:
    """How much of a question stands in `sentence` (fully) and in `context` (at a discount).

    Both texts are folded. Without terms there is nothing to find, and the coverage is 0.
    """
    if not question.weight:
        return Evidence(0.0, 0.0, True)
    verbatim = _verbatim_runs(question.text, sentence)
    inside = {t: _found(t, verbatim, sentence) * _polarity(t, sentence) for t in question.terms}
    around = {t: _CONTEXT_DISCOUNT * _share(t.text, context) for t in question.terms}
    covered = sum(t.weight * max(inside[t], around[t]) for t in question.terms)
    on_focus = all(inside[t] > 0 for t in question.focus)
    stands = frozenset(t for t, share in inside.items() if share >= _SYNONYM_DISCOUNT)
    return Evidence(covered / question.weight, covered, on_focus, stands)


def widening(question: Asked) -> str:
    """What notices print for the words of a question, to be searched for beside them."""
    return " ".join(s for term in question.terms for s in synonyms(term.text))


def is_quantity(word: str) -> bool:
    """Whether a word only names a kind of quantity: 比例, 金额, 期限."""
    return word in word_list("rag", "quantity_words.txt")


def synonyms(word: str) -> tuple[str, ...]:
    """What notices print for a word that people say; empty where nothing is known."""
    return _thesaurus().get(word, ())


def _focus(folded: str, terms: list[Term]) -> frozenset[Term]:
    """罚款 in 罚款多少, 商品 in 哪些商品, 处罚 in 怎么处罚: the word beside a question word.

    Words for quantities are passed over: 租金标准是多少 asks about 租金, as its answer is a figure.
    """
    named = [t for t in terms if len(t.text) > 1 and not is_quantity(t.text)]
    focus = set()
    for m in _HOW_MUCH.finditer(folded):
        clause = max(folded.rfind(mark, 0, m.start()) for mark in "，,。；;？?") + 1
        before = [t for t in named if clause <= t.start and t.end <= m.start() and is_noun(t)]
        focus |= set(before[-1:])
    for m in _WHICH.finditer(folded):
        focus |= {t for t in named if m.end() <= t.start <= m.end() + 1 and t.tag != "d"}
    return frozenset(focus)


def _found(term: Term, verbatim: Sequence[tuple[int, int]], sentence: str) -> float:
    """How much of a term stands in a sentence, word for word in a longer run or by itself."""
    if any(start < term.end and term.start < end for start, end in verbatim):
        return 1.0
    return _share(term.text, sentence)


def _told(folded: str) -> list[tuple[int, int]]:
    """Where a question tells of the one who asks, if another part of it asks."""
    parts, spans, at = parts_of(folded), [], 0
    if not any(p.asks for p in parts):
        return []
    for part in parts:
        start = folded.find(part.text, at)
        at = max(start, at) + len(part.text)
        if not part.asks and start >= 0:
            spans.append((start, at))
    return spans


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def is_noun(term: Term) -> bool:
    """Whether a term names a thing: nouns, those of verbs and adjectives, short forms (tags n…)."""
    return term.tag[0] in "njl" or term.tag in ("vn", "an")


def _verbatim_runs(question: str, sentence: str) -> list[tuple[int, int]]:
    """Runs of the question, four characters or longer, that stand in the sentence as they are.

    They make up for words that the segmenter cuts wrongly (亮照|亮标).
    """
    runs, start = [], 0
    while start + _RUN <= len(question):
        end = start + _RUN
        if " " in question[start:end] or question[start:end] not in sentence:
            start += 1
            continue
        while end < len(question) and question[start : end + 1] in sentence:
            end += 1
        runs.append((start, end))
        start = end
    return runs


def _share(word: str, text: str) -> float:
    if word in text:
        return 1.0
    if _DIGIT.search(word):
        return 0.0  # 175 is not nearly 150
    if any(s in text for s in synonyms(word)):
        return _SYNONYM_DISCOUNT
    pairs = list(_pairs(word))
    return sum(p in text for p in pairs) / len(pairs) if len(pairs) > 1 else 0.0


def _polarity(term: Term, sentence: str) -> float:
    """A discount where the question denies a thing and the sentence has it, or the other way round:
    未进行工商登记的 is another case than 经工商登记的.
    """
    words = [w for w in (term.text, *synonyms(term.text)) if w in sentence]
    places = [m.start() for w in words for m in re.finditer(re.escape(w), sentence)]
    denied = [bool(_DENIED.search(sentence[:at])) for at in places]
    if term.is_denied and places and not any(denied):
        return _OTHER_CASE
    return _OTHER_CASE_PERHAPS if not term.is_denied and places and all(denied) else 1.0


def _pairs(word: str) -> Iterator[str]:
    return (word[i : i + 2] for i in range(len(word) - 1))


def _weight(word: str, tag: str) -> float:
    if (
        word in word_list("rag", "frame_words.txt")
        or word in stop_words()
        or not re.search(r"\w", word)
    ):
        return 0.0
    if _PERCENTAGE.fullmatch(word):
        return 1.0
    weight = _POS_EXACT.get(tag, _POS_WEIGHT.get(tag[0], 0.0))
    return weight if len(word) > 1 else weight * _SINGLE_CHARACTER


@cache
def _thesaurus() -> dict[str, tuple[str, ...]]:
    table = files("rag").joinpath("thesaurus.toml").read_text(encoding="utf-8")
    return {fold(w): tuple(map(fold, full)) for w, full in tomllib.loads(table).items()}
