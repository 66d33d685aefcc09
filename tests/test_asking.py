import pytest

from rag.understanding.asking import asking, parts_of


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("我们雇了5个人，要参保吗？", "要参保吗?"),
        ("能加计扣除多少？", "能加计扣除多少?"),
        ("加计扣除", "加计扣除"),
        ("退税率是百分之几啊，我想问问", "退税率是百分之几啊,"),
    ],
)
def test_the_part_that_asks(question: str, asks: str) -> None:
    assert asking(question) == asks


def test_a_story_asserts_nothing_and_goes_on_until_something_is_asked() -> None:
    told = parts_of("我在鞍山开网店，长期雇着4个人，够不够？")
    assert [p.is_told for p in told[:2]] == [True, True]
    assert not any(p.asserts for p in told)


def test_what_is_said_of_a_place_is_an_assertion() -> None:
    first, second = parts_of("重庆把开办企业压到了2小时，是第几条写的？")
    assert first.asserts and second.is_open
