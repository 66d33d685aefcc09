import pytest

from corpus.errors import BadInput
from rag.question import MAX_LENGTH, checked, has_reference, understand


def _understood(text: str, region: str | None = None):  # type: ignore[no-untyped-def]
    return understand(text, text, region)


@pytest.mark.parametrize(
    "text",
    ["", "   \n\u3000", "？！……", "_—_", "\u200b\u200f", "😀😀", "a\0b", "坏\ud800字", "\x07响铃"],
)
def test_what_is_no_question_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        checked(text)


@pytest.mark.parametrize("value", [None, 5, ["问"], {"q": "问"}])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(BadInput):
        checked(value)


def test_a_question_has_a_greatest_length() -> None:
    assert checked("问" * MAX_LENGTH)
    with pytest.raises(BadInput, match="100000"):
        checked("问" * 100_000)


def test_invisible_marks_are_dropped_and_emoji_kept() -> None:
    assert checked("\u202e加计\u200b扣除😀？\ufeff") == "加计扣除😀？"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第十九条讲什么", (19,)),
        ("（五）是什么", (5,)),
        ("(二十六)", (26,)),
        ("第16条", (16,)),
        ("第三条和第四条", (3, 4)),
        ("2020年的目标", ()),
    ],
)
def test_clause_references(text: str, numbers: tuple[int, ...]) -> None:
    assert _understood(text).numbers == numbers
    assert has_reference(text) == bool(numbers)


def test_a_region_is_named_by_itself_or_by_a_city() -> None:
    assert _understood("沈阳和西宁的政策").regions == ("辽宁", "青海")
    assert _understood("遼寧的政策").regions == ("辽宁",)


def test_a_chosen_region_counts_where_the_question_names_none() -> None:
    assert _understood("加计扣除多少", "青海").regions == ("青海",)
    assert _understood("辽宁加计扣除多少", "青海").regions == ("辽宁",)


def test_the_subject_is_what_is_left_to_look_for() -> None:
    subject = _understood("辽宁第五条研发费用怎么扣").subject
    assert "辽宁" not in subject and "第五条" not in subject and "研究开发费用" in subject


def test_lists_are_asked_for_by_their_words() -> None:
    assert _understood("有哪些支持").wants_list
    assert not _understood("能不能贷款").wants_list
