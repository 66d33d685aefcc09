from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from corpus.structure.sentences import sentences, trimmed

_TEXT = st.text(alphabet="甲乙。！？”）\n \u3000；a1", max_size=60)


def _of(text: str) -> list[str]:
    return [s.of(text) for s in sentences(text, Span(0, len(text)))]


def test_a_closing_quote_belongs_to_its_sentence() -> None:
    assert _of("他说：“好。”就走了。") == ["他说：“好。”", "就走了。"]


def test_a_paragraph_ends_a_sentence() -> None:
    assert _of("标题\n　　正文。") == ["标题", "正文。"]


def test_a_semicolon_does_not_end_a_sentence() -> None:
    assert _of("甲；乙。") == ["甲；乙。"]


def test_nothing_in_blanks() -> None:
    assert trimmed(" \n\u3000", Span(0, 3)) is None


@given(_TEXT)
def test_every_character_but_blanks_is_in_one_sentence(text: str) -> None:
    spans = sentences(text, Span(0, len(text)))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = {i for s in spans for i in range(s.start, s.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in kept)
