"""Whether a sentence turns what the text says: 可 into 应, 不得 into 可以, a thing into its opposite.

Each part of a sentence is held against the part of the text that shares most of its characters.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.claims.phrases import Phrase, nearest, pairs, phrases

_MODES = {
    "forbid": r"不得(?!超过|低于|高于|少于|多于)|不准|不许|不可(?!或缺|缺少)|不应|不宜|不允许|禁止|严禁|不能(?!够?满足|按时)|不会",
    "waive": r"无需|无须|免缴|不必|不用|不需要?|不再(?=要求|需要?|收|征|设)|免于|免除|取消|不要求|免征|免收|免交|免缴|免费|免(?=[征收交缴])|不收|不受",
    "not": r"未(?!来|必)|没有|没(?!收)|无(?!论|形|线|人[机驾]|障碍|缝|需|须|偿|纸)|尚未|不(?!断|仅|但|只|同|到|动产|超|低|高|少|多|大于|小于|足|满|"
    r"限|等|良|含|法|得|准|许|可|应|宜|允|能|会|必|用|需|再|要|收|受|少|一)|非(?!常|物质|遗|公有|法|洲)|除外|不再(?!要求|需|收|征|设)",
    "must": r"必须|要求(?![的等是为，。]|$)|应当?(?!急|对|届|收|付|纳|税|用|聘|邀|有尽|计|享)|须(?!知)|务必|一律|强制|(?<![对不无重主必急紧])需要?(?!求)|要(?=严格|切实|按|依法|加强|加快|建立|做好)",
    "may": r"可以|(?<![许认不])可(?!能|靠|持续|行|研|视|信|再生|观|比|循环|复制|追溯|或)|(?<![性功职智技可动效产机节不])能(?![源力耗效量级动])|允许|准予|准许|有权",
    "encourage": r"鼓励|支持(?!资金|政策|措施|力度)|引导|推动|探索|倡导|提倡|促进",
}
_MODE = {name: re.compile(pattern) for name, pattern in _MODES.items()}
_NEGATIVE = frozenset({"forbid", "waive", "not"})
_STRONG = {"must": re.compile("必须|一律|强制|务必"), "forbid": re.compile("严禁|禁止")}
_REACH = 6  # characters behind a negation that it denies
# What one may do oneself may be told as what one does; what an authority may do may not.
_ENTITLED = re.compile(r"可以?[^，。；]{0,8}(?:享受|享有|申请|申报|申领|领取|获得|参加|参保|办理|登记|选择)")
_ANTONYMS = tuple(
    tuple(re.compile(side) for side in pair)
    for pair in (
        (r"提高|上调|增加|扩大|加大|提升", r"降低|下调|减少|缩小|减轻|压缩|缩短"),
        (r"放宽|放开|放松|简化", r"收紧|从严|限制|加严|复杂"),
        (r"取消|废止|停止|撤销", r"设立|新设|保留|恢复|增设|开设|继续"),
        (r"免征|免收|减免|免缴|减征", r"(?<!免)(?<!减)征收(?!管理|率)|加征|补缴|收取|缴纳"),
        (r"允许|准许|放开", r"禁止|不允许|不得|限制"),
        (r"免费|无偿", r"收费|有偿|付费"),
        (r"鼓励|支持|扶持", r"限制|禁止|打击|取缔"),
        (r"(?<!不)予以|给予", r"不予|取消"),
        (r"事前|之前", r"事后|之后"),
        (r"线上|网上", r"线下|现场"),
        (r"优先", r"延后|暂缓|最后"),
    )
)


def turned(sentence: str, text: str) -> tuple[str, ...]:
    """The parts of a sentence that put a matter otherwise than the text does, both folded.

    >>> turned("企业可以设置障碍", "任何单位不得设置障碍")
    ('企业可以设置障碍',)
    """
    source, modes = phrases(text), _modes(text)
    strong = [
        m.group() for mode, p in _STRONG.items() if mode not in modes for m in p.finditer(sentence)
    ]
    return (*strong, *(p.text for p in phrases(sentence) if _is_turned(p, sentence, source)))


def _is_turned(phrase: Phrase, sentence: str, source: Sequence[Phrase]) -> bool:
    near = nearest(phrase, source)
    if not near:
        return False
    denied = [pair for other in source for pair in _denied(other.text)]
    if _denied(phrase.text) and not any(_modes(o.text) & _NEGATIVE for o in near):
        return not _denied(phrase.text) & set(denied)
    return all(_differs(phrase, other, sentence) for other in near)


def _differs(phrase: Phrase, other: Phrase, sentence: str) -> bool:
    mine, its = _modes(phrase.text), _modes(other.text)
    if not mine & _NEGATIVE and _denied(other.text) & phrase.pairs - _denied(sentence):
        return True
    if "forbid" in mine and "waive" in its and not its & {"forbid", "not"}:
        return True
    if "must" in mine and "must" not in its and its & {"may", "encourage"}:
        return True
    if "may" in mine and "may" not in its and its & {"must", "forbid"}:
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
    return frozenset(pair for end in ends for pair in pairs(words[end : end + _REACH]))


def _affirmed(words: str) -> str:
    """A part without what it denies: 无需缴纳 does not say 缴纳."""
    for mode in _NEGATIVE:
        words = re.sub(rf"(?:{_MODES[mode]}).{{0,{_REACH}}}", "", words)
    return words


def _is_opposite(mine: str, its: str) -> bool:
    """Whether one says 提高 where the other says 降低."""
    return any(
        a.search(mine) and b.search(its) and not a.search(its) and not b.search(mine)
        for one, other in _ANTONYMS
        for a, b in ((one, other), (other, one))
    )
