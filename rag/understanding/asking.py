"""Which part of a question asks, and which part only tells of the one who asks.

我们是西宁的一家电商公司，去年花了两百万，能加计扣除多少？ asks in its last part alone: what kind of
fact is wanted, and what must stand in the text, is read there.
"""

import re
from dataclasses import dataclass

from corpus.regions import places_in
from index.tokens import fold

_PART = re.compile(r"[^，,。；;！!？?：:\n]+[，,。；;！!？?：:\n]*")
_OPEN = re.compile(
    r"什么|啥|哪|谁|多少|多久|多大|多高|多长|怎么|怎样|如何|为什么|为何|何时|何种|几(?=[个家年天月种条项成倍名人类样千百万块毛点折次届批])|百分之几|"
    r"列出|列举|列一下|说说|讲讲|介绍|告诉我|解释|找出|查一下"
)
_CLOSED = re.compile(
    r"吗|么(?=[？?]|$)|是否|能否|可否|有无|还是|(?P<v>[\u4e00-\u9fff])[不没](?P=v)|有没有|可不可以|"
    r"(?:可行|行|中|成|对|好)[不吧](?=[？?]|$)|不(?=[？?]|$)"
)
_SELF = re.compile(r"我|咱|俺|本人|本店|本公司|本企业|敝|家里")
_TOLD = re.compile(
    r"(?:花|买|卖|雇|请|招|投|交|租|签|养|攒|干|做|住|有|欠|借|赚|挖|开|考)(?:了|过|着)?(?:[两俩一二三四五六七八九十\d百千万]|几)|"
    r"想(?![知问])|打算|准备|正在|刚|才\d"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a question between commas: whether it asks, openly (什么) or for yes or no."""

    text: str
    is_open: bool
    is_closed: bool
    is_told: bool

    @property
    def asks(self) -> bool:
        """Whether an answer is wanted to it."""
        return self.is_open or self.is_closed

    @property
    def asserts(self) -> bool:
        """Whether it puts something into the notice's mouth: no yes-or-no question, no story."""
        return not self.is_closed and not self.is_told


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a question, folded, in order.

    >>> [(p.text, p.asks) for p in parts_of("我们雇了5个人，要参保吗？")]
    [('我们雇了5个人,', False), ('要参保吗?', True)]
    """
    parts, told = [], False
    for m in _PART.finditer(fold(text)):
        part = _part(m.group(), told)
        told = part.is_told and not part.asks
        parts.append(part)
    return tuple(parts)


def asking(text: str) -> str:
    """The parts that ask, joined; the whole text where no part is seen to ask.

    >>> asking("我们雇了5个人，要参保吗？")
    '要参保吗?'
    """
    asked = [p.text for p in parts_of(text) if p.asks]
    return "".join(asked) or fold(text)


def _part(text: str, told_before: bool) -> Part:
    """One part; a story goes on until something is asked."""
    is_open, is_closed = bool(_OPEN.search(text)), bool(_CLOSED.search(text))
    told = bool(_SELF.search(text) or (_TOLD.search(text) and not places_in(text)))
    return Part(text, is_open, is_closed, told or (told_before and not (is_open or is_closed)))
