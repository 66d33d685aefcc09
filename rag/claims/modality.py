"""Whether a sentence turns what a text says: 可 into 应, 不得 into 可以, 免征 into 征收.

Each part of a sentence is held against the part of the text that shares most of its characters.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from rag.claims.phrases import Phrase, nearest, pairs, phrases, readings

_TABLE = tomllib.loads(files("rag.claims").joinpath("modality.toml").read_text(encoding="utf-8"))
_MODE = {name: re.compile("|".join(parts)) for name, parts in _TABLE["modes"].items()}
_ANTONYMS = [[re.compile(side) for side in pair] for pair in _TABLE["antonyms"]["pairs"]]
_NEGATIVE = frozenset({"forbid", "waive", "not"})
_STRONG = {"must": re.compile("必须|一律|强制|务必"), "forbid": re.compile("严禁|禁止")}
_EXCEPTS = re.compile("除外|不包括|不含|不在此")
_EXCEPTED = 4  # pairs of characters of an exception that a sentence must hold to retell it
_HELD = 0.75  # share of the pairs of a part of the text that a phrase must hold to hold it
_AND_MORE = re.compile("[并且]")  # behind which nothing is denied any more
_REACH = 9  # characters behind a negation that it denies
# What one may do oneself may be told as what one does; what an authority may do may not.
_ENTITLED = re.compile(
    r"可以?[^，。；]{0,8}(?:享受|享有|申请|申报|申领|领取|获得|参加|参保|办理|登记|选择)"
)


def turned(sentence: str, text: str) -> tuple[str, ...]:
    """The parts of a sentence that put a matter otherwise than the text does, both folded.

    >>> turned("企业可以设置障碍", "任何单位不得设置障碍")
    ('企业可以设置障碍',)
    """
    source, modes = readings(text), _modes(text)
    strong = [
        m.group() for mode, p in _STRONG.items() if mode not in modes for m in p.finditer(sentence)
    ]
    return (*strong, *(p.text for p in phrases(sentence) if _is_turned(p, sentence, source)))


def _is_turned(phrase: Phrase, sentence: str, source: Sequence[Phrase]) -> bool:
    near = nearest(phrase, source)
    if _affirms_what_is_denied(phrase, sentence, source):
        return True
    if not near or (_denied(phrase.text) and _tells_of_exclusion(sentence, source)):
        return False
    denied = [pair for other in source for pair in _denied(other.text)]
    if _denied(phrase.text) and not any(_modes(o.text) & _NEGATIVE for o in near):
        return not _denied(phrase.text) & set(denied)
    return all(_differs(phrase, other, sentence) for other in near)


def _affirms_what_is_denied(phrase: Phrase, sentence: str, source: Sequence[Phrase]) -> bool:
    """Whether a phrase holds all that a part of the text denies, and denies nothing itself:
    仓库应当修建防空地下室, where of 仓库 the text says 无需修建防空地下室.
    """
    if _modes(phrase.text) & _NEGATIVE:
        return False
    negative = [p for p in source if _modes(p.text) & _NEGATIVE and _is_held(p, phrase)]
    denied = [d for p in negative if (d := _denied(p.text) & phrase.pairs - _denied(sentence))]
    if not denied:
        return False
    affirmed = [p.pairs for p in source if p not in negative and _is_held(p, phrase)]
    return any(not any(d <= a for a in affirmed) for d in denied)


def _is_held(part: Phrase, phrase: Phrase) -> bool:
    return len(part.pairs) > 2 and len(part.pairs & phrase.pairs) >= _HELD * len(part.pairs)


def _tells_of_exclusion(sentence: str, source: Sequence[Phrase]) -> bool:
    """Whether a sentence retells what the text excepts: 列入淘汰类的除外."""
    told = pairs(sentence)
    return any(len(p.pairs & told) >= _EXCEPTED for p in source if _EXCEPTS.search(p.text))


def _differs(phrase: Phrase, other: Phrase, sentence: str) -> bool:
    mine, its = _modes(phrase.text), _modes(other.text)
    if not mine & _NEGATIVE and _denied(other.text) & phrase.pairs - _denied(sentence):
        return True
    if "forbid" in mine and "waive" in its and not its & {"forbid", "not"}:
        return True
    is_told = "encourage" in mine & its  # 甲市要求推动乙 retells 推动乙
    if "must" in mine and "must" not in its and its & {"may", "encourage"} and not is_told:
        return True
    is_denied = "not" in its and not mine & _NEGATIVE
    if "may" in mine - its and (is_denied or its & {"must", "forbid"}):
        return True
    if "may" in its - _modes(sentence) and not _ENTITLED.search(other.text):
        return True
    return _is_opposite(_affirmed(phrase.text), other.text)


@lru_cache(maxsize=4096)
def _modes(words: str) -> frozenset[str]:
    """How a text puts the matter: forbid, may, must …"""
    return frozenset(name for name, pattern in _MODE.items() if pattern.search(words))


@lru_cache(maxsize=4096)
def _denied(words: str) -> frozenset[str]:
    """The pairs of characters that a negation in a text reaches."""
    ends = (m.end() for mode in _NEGATIVE for m in _MODE[mode].finditer(words))
    reached = (_AND_MORE.split(words[end : end + _REACH])[0] for end in ends)
    return frozenset(pair for part in reached for pair in pairs(part))


def _affirmed(words: str) -> str:
    """A part without what it denies: 无需缴纳 does not say 缴纳."""
    for mode in _NEGATIVE:
        words = re.sub(rf"(?:{_MODE[mode].pattern}).{{0,{_REACH}}}", "", words)
    return words


def _is_opposite(mine: str, its: str) -> bool:
    """Whether one says 提高 where the other says 降低."""
    return any(
        a.search(mine) and b.search(its) and not a.search(its) and not b.search(mine)
        for one, other in _ANTONYMS
        for a, b in ((one, other), (other, one))
    )
