from hypothesis import given
from hypothesis import strategies as st

from corpus.script import as_printed, simplified


def test_simplified_text_is_the_text_itself() -> None:
    text = "责任单位：省商务厅"
    assert simplified(text) is text


@given(st.text(max_size=80))
def test_offsets_hold_in_both(text: str) -> None:
    assert len(simplified(text)) == len(text)


def test_words_are_given_back_as_printed() -> None:
    printed = "責任單位：省商務廳"
    assert as_printed("省商务厅", simplified(printed), printed) == "省商務廳"
    assert as_printed("省财政厅", simplified(printed), printed) == "省财政厅"
