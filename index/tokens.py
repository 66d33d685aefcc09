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

# Words that carry the form of a sentence or a question and not its subject.
STOP_WORDS = frozenset(
    "的 了 和 与 及 或 等 是 在 对 为 以 于 其 之 也 都 就 而 并 由 将 把 被 从 向 到 按 给 让 使 "
    "我 我们 你 你们 您 他 她 它 他们 这 那 这个 那个 该 各 本 哪 哪个 哪些 哪里 哪家 哪条 谁 什么 啥 "
    "怎么 怎样 怎么样 如何 多少 几 吗 呢 吧 啊 呀 么 嘛 能 能否 能不能 可以 可否 可不可以 是否 是不是 "
    "有 有没有 没有 没 要 想 会 需要 应该 请 请问 想问 问 一下 知道 告诉 一个 一家 一些 做 搞 去 来 上 "
    "下 里 中 后 前 还 再 很 不 不是 之类 方面 情况 关于 有关 相关 进行 以及 其中 the a an of to in for "
    "is are can and or what how which who do does i we on with".split()
)
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
    return [w for w in rjieba.cut(fold(text)) if _WORD.fullmatch(w) and w not in STOP_WORDS]


def bigrams(text: str) -> list[str]:
    """The overlapping pairs of Chinese characters of `text`, folded.

    >>> bigrams("快递柜")
    ['智能', '能快', '快件', '件箱']
    """
    runs = _CJK_RUN.findall(fold(text))
    return [run[i : i + 2] for run in runs for i in range(len(run) - 1)]


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    table = files("index").joinpath("abbreviations.toml").read_text(encoding="utf-8")
    full: dict[str, str] = tomllib.loads(table)
    longest_first = sorted(full, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), full
