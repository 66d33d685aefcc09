"""The parts of a sentence, and the parts of the text that speak of the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_BETWEEN_COMMAS = re.compile(r"[^，,；;。：:!！?？\n（）()]+")
_BETWEEN_SEMICOLONS = re.compile(r"[^；;。!！?？\n]+")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
# Words that put a matter and do not name it.
_PUTTING = re.compile(
    r"不得|禁止|严禁|不能|无需|无须|不必|可以|应当|必须|允许|能够|需要|鼓励|支持|给予|予以|的|[可应须要对将按由在]"
)
_SHARED = 2  # pairs of characters that a part must share to be held against another
_ALIKE = 0.3  # share of its pairs
_NEARLY = 0.9  # of the best share: parts that are as near
ALL = 1.0  # as near as the nearest


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a text, and its pairs of characters by which it is compared."""

    text: str
    pairs: frozenset[str]


@lru_cache(maxsize=1024)
def phrases(text: str, is_long: bool = False) -> tuple[Phrase, ...]:
    """The parts of a folded text between commas, or between semicolons.

    >>> [p.text for p in phrases("对甲，按乙；丙。")]
    ['对甲', '按乙', '丙']
    """
    pattern = _BETWEEN_SEMICOLONS if is_long else _BETWEEN_COMMAS
    return tuple(Phrase(m.group(), pairs(m.group())) for m in pattern.finditer(text))


@lru_cache(maxsize=256)
def readings(text: str) -> tuple[Phrase, ...]:
    """The parts of a folded text, and those that stand around its brackets joined.

    >>> [p.text for p in readings("对甲(除乙)给予补贴")]
    ['对甲', '除乙', '给予补贴', '对甲给予补贴']
    """
    return tuple(dict.fromkeys((*phrases(text), *phrases(_BRACKETED.sub("", text)))))


def nearest(
    phrase: Phrase, source: Sequence[Phrase], nearly: float = _NEARLY
) -> tuple[Phrase, ...]:
    """The parts of the text that share most with a phrase, and all that share nearly as much; none
    where nothing speaks of the same.
    """
    shared = [len(phrase.pairs & other.pairs) for other in source]
    best = max(shared, default=0)
    if best < _SHARED or best < _ALIKE * len(phrase.pairs):
        return ()
    return tuple(o for o, n in zip(source, shared, strict=True) if n >= nearly * best)


@lru_cache(maxsize=4096)
def pairs(words: str) -> frozenset[str]:
    """The pairs of characters by which words are compared, without those that put a matter.

    >>> sorted(pairs("可以设置障碍"))
    ['置障', '设置', '障碍']
    """
    runs = re.findall(r"[\u3400-\u9fff]+", _PUTTING.sub(" ", words))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))
