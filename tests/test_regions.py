import pytest

from corpus.regions import places_in, provinces, region_of


def test_there_are_34_provinces() -> None:
    assert len(provinces()) == 34


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("沈阳", "辽宁"),
        ("大连的公司", "辽宁"),
        ("格尔木", "青海"),
        ("义乌", "浙江"),
        ("内蒙古", "内蒙古"),
    ],
)
def test_a_city_lies_in_its_province(text: str, province: str) -> None:
    assert [p.province for p in places_in(text)] == [province]


def test_a_word_that_is_also_a_city_counts_only_with_its_suffix() -> None:
    assert places_in("朝阳产业，日照充足") == ()
    assert [p.province for p in places_in("朝阳市和日照市")] == ["辽宁", "山东"]


def test_places_are_named_once_and_in_order() -> None:
    assert [p.name for p in places_in("青海和辽宁，还有青海")] == ["青海", "辽宁"]


def test_a_text_is_about_the_region_that_it_names_most() -> None:
    assert region_of("青海省商务厅、青海银监局、西宁海关" * 4 + "借鉴杭州经验") == "青海"
    assert region_of("青海和辽宁" * 5) is None
    assert region_of("没有地名") is None
