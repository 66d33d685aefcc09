"""Figures and periods as printed: what a question about "how much" or "how long" can be held to."""

import re

from corpus.model import Span

_NUMBER = r"(?:\d+(?:[.,]\d+)*|[一二三四五六七八九十百千两]+)"
_AMOUNT = re.compile(
    r"\d+(?:\.\d+)?\s*[%％‰]|百分之[一二三四五六七八九十百零]+|"
    r"\d+(?:[.,]\d+)*\s*(?:万亿|亿|万|千|百)?\s*(?:元|美元|欧元|个|家|人|名|户|项|件|次|倍|平方米|公里|吨|亩|辆)|"
    r"[一二三四五六七八九十百千万两]+\s*(?:万|亿)?\s*元"
)
_PERIOD = re.compile(
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?(?:底|末|前)?|"
    rf"{_NUMBER}\s*(?:个工作日|个月|工作日|小时|分钟|天|日内|日|年(?:左右|内|以上|以下)?)(?![度级])"
)


def amounts(text: str, span: Span) -> tuple[Span, ...]:
    """Quantities with their unit: 50%, 5000亿元, 20个.

    >>> [a.of("按50%扣除，最高500万元") for a in amounts("按50%扣除，最高500万元", Span(0, 15))]
    ['50%', '500万元']
    """
    return _found(_AMOUNT, text, span)


def periods(text: str, span: Span) -> tuple[Span, ...]:
    """Dates, deadlines and lengths of time: 2020年, 6个月, 7天."""
    return _found(_PERIOD, text, span)


def _found(pattern: re.Pattern[str], text: str, span: Span) -> tuple[Span, ...]:
    return tuple(Span(m.start(), m.end()) for m in pattern.finditer(text, span.start, span.end))
