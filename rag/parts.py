"""A question that asks several things → the questions it is made of, each searched for by itself.

A comparison is one question for each region; 开门店、换电动车、合仓配，各怎么说 is one for each
item, beside the whole.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from langchain_core.documents import Document

from corpus.catalogue import Catalogue
from corpus.regions import places_in
from index.tokens import fold
from rag.evidence import asked
from rag.question import Question, understand
from rag.scope import Scope
from rag.understanding.asking import parts_of

_CHUNK = re.compile(r"[^，,。；;！!？?：:、\n]+[，,。；;！!？?：:、\n]*")
_ITEM = re.compile(r"[，,。；;！!？?：:、\n]+|还有|另外|以及")
_A_THING = 0.8  # weight from which a piece of a question names something of its own
_MOST = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A question to be searched for, where, and the sentences found for it."""

    question: Question
    scope: Scope
    documents: Sequence[Document]


@dataclass(frozen=True, slots=True)
class Parts:
    """The whole question, and where it asks several things the parts that it is made of."""

    whole: Part
    regions: tuple[Part, ...] = ()
    items: tuple[Part, ...] = ()


def regional(
    question: Question, scope: Scope, catalogue: Catalogue
) -> list[tuple[Question, Scope]]:
    """One question for each region of a comparison; empty where none is compared.

    What is said of the other regions alone is left out.
    """
    if len(scope.regions) < 2 or question.numbers or question.chapters:
        return []
    return [
        (_of_region(question, region), Scope(catalogue.of_regions([region]), (region,), ()))
        for region in scope.regions
    ]


def items(question: Question, scope: Scope, rarity: Callable[[str], float]) -> list[Question]:
    """The things that a question asks about one after the other, each with what is asked of it;
    none where agencies are asked for, which are those of one measure.
    """
    if question.kind == "who" or not question.is_several or question.numbers or question.chapters:
        return []
    said = [p for p in _ITEM.split(fold(question.standalone)) if len(p.strip()) > 1]
    ask = next((p for p in reversed(said) if parts_of(p)[0].is_open), "")
    where = "".join(scope.regions[:1])
    texts = [p if any(q.asks for q in parts_of(p)) else f"{p}，{ask}" for p in said]
    found = [understand(text, f"{where}，{text}") for text in texts]
    return [q for q in found if asked(q.subject, rarity).weight >= _A_THING][:_MOST]


def _of_region(question: Question, region: str) -> Question:
    kept = [c for c in _chunks(question.standalone) if not _is_of_others(c, region)]
    if not any(_is_of(c, region) for c in kept) or not _names_a_thing("".join(kept)):
        kept = list(_chunks(question.standalone))
    text = "".join(kept)
    for place in places_in(text):
        text = text.replace(place.name, "")
    text = f"{region}，{text}"
    return understand(text, text)


def _chunks(text: str) -> list[str]:
    return [m.group() for m in _CHUNK.finditer(fold(text))]


def _is_of(chunk: str, region: str) -> bool:
    return any(p.province == region for p in places_in(chunk))


def _is_of_others(chunk: str, region: str) -> bool:
    named = places_in(chunk)
    return bool(named) and not any(p.province == region for p in named)


def _names_a_thing(text: str) -> bool:
    plain = text
    for place in places_in(text):
        plain = plain.replace(place.name, "")
    return asked(plain, lambda _: 1.0).weight >= _A_THING
