"""What a user tells of a notice, checked."""

import pytest

from corpus.errors import BadInput
from corpus.model import Metadata
from rag.filing import metadata_given, refuse_several


@pytest.mark.parametrize("issued", ["2024-03-01", "2024/3/1", "2024年3月1日", " 2024.03.01 "])
def test_a_day_may_be_written_as_people_do(issued: str) -> None:
    assert metadata_given(issued=issued).issued_on == "2024-03-01"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"issued": "2024-02-30"}, "2015-12-30"),
        ({"issued": "去年"}, "2015-12-30"),
        ({"region": "火星"}, "不认识的地区"),
        ({"title": "题" * 301}, "太长"),
        ({"number": "\ud800"}, "损坏的编码"),
    ],
)
def test_what_cannot_be_used_is_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        metadata_given(**given)


def test_what_is_blank_is_not_given() -> None:
    assert metadata_given(" ", "", "", " ") == Metadata()


def test_one_title_is_not_that_of_several() -> None:
    one = "辽宁省关于支持快递发展的通知\n\n一、减税。按50%扣除。\n"
    refuse_several([one], Metadata(title="甲"))
    with pytest.raises(BadInput, match="2 份"):
        refuse_several([one, one], Metadata(title="甲"))
