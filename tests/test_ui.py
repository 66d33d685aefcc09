"""The chat page's own functions, over an `ask` that needs no model."""

from collections.abc import Sequence

from corpus.errors import BadInput
from rag.answer import Answer
from ui import answer_markdown, reply


def _ask(question: str, turns: Sequence[str] = (), region: str | None = None) -> Answer:
    if not question:
        raise BadInput("问题是空的。")
    return Answer(question, f"{region}{question}", "answered", "/".join(turns))


def test_earlier_questions_go_with_the_message() -> None:
    history = [
        {"role": "user", "content": "甲"},
        {"role": "assistant", "content": "答"},
        {"role": "user", "content": [{"type": "text", "text": "乙"}]},
    ]
    assert reply(_ask, "丙", history, "").endswith("甲/乙")


def test_what_cannot_be_used_is_said_in_words() -> None:
    assert reply(_ask, "", [], "") == "问题是空的。"


def test_how_a_follow_up_was_understood_is_shown() -> None:
    shown = answer_markdown(Answer("青海呢？", "青海多少？", "answered", "答"))
    assert shown == "*按“青海多少？”回答*\n\n答"
