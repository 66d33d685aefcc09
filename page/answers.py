"""Answers as messages of the chat."""

from collections.abc import Callable, Iterator, Sequence

from page.sources import anchor
from page.words import rendered, text
from rag.answer import Answer, Citation, made_by

_REASONS = {
    "not_in_corpus": "库里没有",
    "no_such_clause": "没有这一条",
    "wrong_premise": "前提与原文不符",
    "off_topic": "与通知无关",
    "unclear": "问题不够具体",
}
_MOST_PIECES = 8
_OFFERED = 3


def question_message(question: str) -> str:
    """A user's words as they were typed."""
    return f'<div class="asked">{text(question)}</div>'


def waiting_message() -> str:
    """What stands there until the answer comes."""
    return '<div class="waiting" role="status">正在查找原文……</div>'


def fault_message(fault: str) -> str:
    """What could not be asked, and why."""
    return f'<div class="fault" role="alert">{text(fault)}</div>'


def answer_message(answer: Answer, turn: int) -> str:
    """The whole answer; a refusal looks different."""
    *_, last = answer_pieces(answer, turn)
    return last


def growing_message(answer: Answer, turn: int) -> str:
    """An answer while a model still words it."""
    return _opened(answer, rendered(answer.answer, _chips(answer, turn)))


def answer_pieces(answer: Answer, turn: int) -> Iterator[str]:
    """The message as it grows, the whole one last; each is HTML without a blank line."""
    is_refusal = answer.status == "refused"
    wrap = _refusal if is_refusal else _answer
    if is_refusal:
        yield wrap(answer, rendered(answer.answer, str), turn)
        return
    blocks = answer.answer.split("\n\n")
    step = max(1, -(-len(blocks) // _MOST_PIECES))
    for end in range(step, len(blocks), step):
        yield _opened(answer, rendered("\n\n".join(blocks[:end]), _chips(answer, turn)))
    yield wrap(answer, rendered(answer.answer, _chips(answer, turn)), turn)


def better_questions(answer: Answer, regions: Sequence[str]) -> list[str]:
    """What could be asked instead of a question that was refused: the same of a region that the
    library has, or what the nearest clauses are about. Empty for an answer.
    """
    if answer.status != "refused":
        return []
    elsewhere = [
        answer.question.replace(missing, region)
        for missing in answer.missing
        for region in regions
        if missing in answer.question
    ]
    near = [
        f"{c.notice['region'] or ''}关于{c.clause['title']}有什么规定？"
        for c in answer.nearest
        if c.clause["title"]
    ]
    return list(dict.fromkeys(elsewhere or near))[:_OFFERED]


def _answer(answer: Answer, body: str, turn: int) -> str:
    missing = "、".join(answer.missing)
    lacking = f'<p class="lacking">没有找到：{text(missing)}</p>' if missing else ""
    sources = f'<p class="sourced">出处：{_list(answer.citations, turn)}</p>'
    return _opened(answer, f'{body}{lacking}{sources}<p class="made">{_made(answer)}{_COPY}</p>')


def _refusal(answer: Answer, body: str, turn: int) -> str:
    near = (
        f'<p class="sourced">最接近的条款：{_list(answer.nearest, turn)}</p>'
        if answer.nearest
        else ""
    )
    reason = _REASONS[answer.reason] if answer.reason else "无法回答"
    return (
        f'<div class="refusal">{_understood(answer)}'
        f'<p class="refused"><b>未作回答</b> {reason}</p>{body}{near}</div>'
    )


def _opened(answer: Answer, body: str) -> str:
    return f'<div class="answer">{_understood(answer)}{body}</div>'


def _made(answer: Answer) -> str:
    """How the answer came about."""
    return f"{text(made_by(answer))}，用时 {answer.timings_ms.get('total', 0):.0f} 毫秒。"


def _understood(answer: Answer) -> str:
    """How a follow-up was understood."""
    if answer.standalone == answer.question:
        return ""
    return f'<p class="understood">按“{text(answer.standalone)}”回答</p>'


def _chips(answer: Answer, turn: int) -> Callable[[int], str]:
    by_rank = {c.rank: c for c in answer.citations}

    def chip(rank: int) -> str:
        return _chip(by_rank[rank], turn) if rank in by_rank else f"[{rank}]"

    return chip


def _chip(citation: Citation, turn: int) -> str:
    return (
        f'<a class="chip" href="#{anchor(turn, citation.rank)}" '
        f'title="出处 {citation.rank}：{text(_name(citation))}">[{citation.rank}]</a>'
    )


def _list(citations: tuple[Citation, ...], turn: int) -> str:
    return "；".join(f"{_chip(c, turn)} {text(_name(c))}" for c in citations)


def _name(citation: Citation) -> str:
    return f"{citation.notice['region'] or ''}{citation.place}"


_COPY = '<button class="copy" type="button">复制</button>'
