"""Sentences as spans: the smallest piece that is quoted or embedded."""

import re

from corpus.model import Span

# A sentence ends at 。！？ with any closing quotes and brackets, or where the paragraph does.
_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[”’」』）)】〕]*|\n|$)")
_BLANK = " \t\n\r\u3000\u00a0"


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences inside `span`, without the blanks around them.

    >>> [s.of("甲。乙！丙") for s in sentences("甲。乙！丙", Span(0, 5))]
    ['甲。', '乙！', '丙']
    """
    found = []
    for m in _SENTENCE.finditer(text, span.start, span.end):
        if sentence := trimmed(text, Span(m.start(), m.end())):
            found.append(sentence)
    return tuple(found)


def trimmed(text: str, span: Span) -> Span | None:
    """`span` without blanks at its ends; None if nothing else is in it."""
    if (
        span.start < span.end
        and text[span.start] not in _BLANK
        and text[span.end - 1] not in _BLANK
    ):
        return span
    run = span.of(text)
    start = span.start + len(run) - len(run.lstrip(_BLANK))
    end = span.end - (len(run) - len(run.rstrip(_BLANK)))
    return Span(start, end) if start < end else None
