"""A conversation: what was asked, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer import Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, or with what was wrong with it."""

    question: str
    answer: Answer | None = None
    fault: str = ""


Turns = tuple[Turn, ...]


def answers_of(turns: Turns) -> Sequence[Answer]:
    """The answers, in the order in which they came."""
    return [t.answer for t in turns if t.answer]
