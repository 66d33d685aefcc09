"""What a model makes of a question: one that stands alone, and the words that notices use for it.

What it adds must come from the conversation, or from the library: it can change no question into
another.
"""

from collections.abc import Callable, Sequence

from corpus.regions import places_in
from index.tokens import fold, words
from rag.claims.figures import figures
from rag.evidence import asked
from rag.llm.asking import conversation, everyday
from rag.llm.model import LanguageModel, Unavailable, Usage, prompt

_TURNS = 6  # earlier questions that it is shown
_LONGEST = 300
_MOST_TERMS = 6
_TOKENS = 100


def made_standalone(
    model: LanguageModel, question: str, turns: Sequence[str], usage: Usage
) -> str | None:
    """The last question of a conversation, made to stand alone; None where the model is gone, or
    says something that nobody asked.
    """
    earlier = list(turns[-_TURNS:])
    said = _line(model, "standalone", conversation(question, earlier), usage)
    return said if said and is_faithful(said, question, earlier) else None


def is_faithful(said: str, question: str, turns: Sequence[str]) -> bool:
    """Whether a question holds all of the last one, and else nothing but what came before.

    >>> is_faithful("青海研发费用加计扣除多少？", "青海呢？", ["辽宁研发费用加计扣除多少？"])
    True
    >>> is_faithful("浙江研发费用加计扣除多少？", "青海呢？", ["辽宁研发费用加计扣除多少？"])
    False
    """
    told = fold("\n".join([*turns, question]))
    own = [t.text for t in asked(question, lambda _: 1.0).terms]
    plain = fold(said)
    places = {p.name for p in places_in(question)}
    return (
        all(term in plain for term in own)
        and all(word in told for word in words(said))
        and {f.value for f in figures(plain)} <= {f.value for f in figures(told)}
        and (not places or {p.name for p in places_in(said)} == places)
    )


def official_terms(
    model: LanguageModel, question: str, is_known: Callable[[str], bool], usage: Usage
) -> tuple[str, ...]:
    """The words by which notices may call what is asked, of those that the library has."""
    said = _line(model, "terms", everyday(question), usage)
    return tuple(dict.fromkeys(w for w in words(said) if is_known(w)))[:_MOST_TERMS]


def _line(model: LanguageModel, task: str, data: str, usage: Usage) -> str:
    """The first line that the model says; empty where it is gone."""
    pieces, said = model.stream(prompt(task), data, _TOKENS, usage), ""
    try:
        for piece in pieces:
            said += piece
            if "\n" in said.strip() or len(said) > _LONGEST:
                break
    except Unavailable:
        return ""
    finally:
        pieces.close()
    lines = said.strip().splitlines()
    return lines[0].strip()[:_LONGEST] if lines else ""
