"""The one tokenizer of wence: text → words and character pairs, for index and query alike.

Text is folded first: traditional to simplified characters (OpenCC t2s), full width to half
width (NFKC), lower case, and short forms written out (abbreviations.toml).
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import rjieba
from opencc import OpenCC

TOKENIZER = "rjieba-words+bigrams/2"

_CJK_RUN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[\w%.]*\w%?")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The form in which texts are compared; never shown.

    >>> fold("電商５０％")
    '电子商务50%'
    """
    text = unicodedata.normalize("NFKC", _simplifier().convert(text)).lower()
    pattern, full = _abbreviations()
    return pattern.sub(lambda m: full[m.group()], text)


def words(text: str) -> list[str]:
    """The content words of `text`, folded, in order, repeats kept.

    >>> words("電商企業的稅收優惠")
    ['电子商务', '企业', '税收', '优惠']
    """
    return [w for w in rjieba.cut(fold(text)) if _WORD.fullmatch(w) and w not in stop_words()]


def bigrams(text: str) -> list[str]:
    """The overlapping pairs of Chinese characters of `text`, folded.

    >>> bigrams("快递柜")
    ['智能', '能快', '快件', '件箱']
    """
    runs = _CJK_RUN.findall(fold(text))
    return [run[i : i + 2] for run in runs for i in range(len(run) - 1)]


def stop_words() -> frozenset[str]:
    """The words that are never indexed or searched (stop_words.txt)."""
    return word_list("index", "stop_words.txt")


@cache
def word_list(package: str, name: str) -> frozenset[str]:
    """A data file of words with blanks between; lines that begin with # are comments."""
    lines = files(package).joinpath(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    table = files("index").joinpath("abbreviations.toml").read_text(encoding="utf-8")
    full: dict[str, str] = tomllib.loads(table)
    longest_first = sorted(full, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), full
