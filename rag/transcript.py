"""A conversation to take along: what was asked, what was answered, and every source in words."""

from collections.abc import Iterator, Sequence
from datetime import date

from rag.answer import Answer, Citation
from rag.document import Block
from rag.render import note_lines, plain, source_line
from rag.roles import roles_told

_NO_ADVICE = "本记录由问策按通知原文自动整理，不构成法律意见；以原文和主管部门的答复为准。"


def transcript(answers: Sequence[Answer], as_of: date) -> list[Block]:
    """The conversation as blocks, each with its kind and plain text.

    >>> transcript([Answer("问？", "问？", "answered", "> 答 [1]")], date(2026, 1, 2))[3:]
    [('heading', '问？'), ('text', '答 [1]')]
    """
    head: list[Block] = [
        ("title", "问策问答记录"),
        ("text", f"整理日期：{as_of.isoformat()}"),
        ("text", _NO_ADVICE),
    ]
    return head + [block for answer in answers for block in _turn(answer)]


def _turn(answer: Answer) -> Iterator[Block]:
    yield "heading", answer.question
    if answer.standalone != answer.question:
        yield "text", f"（按“{answer.standalone}”回答）"
    yield from (("text", part) for part in plain(answer.answer).split("\n\n"))
    if answer.citations:
        yield "part", "出处"
        yield from _sources(answer.citations)
    if answer.nearest:
        yield "part", "最接近的条款（不是回答）"
        yield from _sources(answer.nearest)


def _sources(citations: Sequence[Citation]) -> Iterator[Block]:
    for citation in citations:
        yield "text", source_line(citation)
        yield "quote", citation.quote.replace("\n", "")
        yield "item", roles_told(citation.agencies_full)
        yield from (("item", line) for line in note_lines(citation))
