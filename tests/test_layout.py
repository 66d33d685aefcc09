import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sources.layout import flowing

_LINE = "甲乙丙丁戊己庚辛壬癸" * 4  # as wide as the page


def _layer(*pages: str) -> str:
    return "\n\n".join(f"# Page {n}:\n{page}" for n, page in enumerate(pages, 1))


def test_page_markers_and_wraps_are_undone() -> None:
    text = _layer(f"{_LINE}\n{_LINE}", f"{_LINE}\n子。\n一、丑。")
    assert flowing(text) == f"{_LINE}{_LINE}{_LINE}子。\n一、丑。"


@pytest.mark.parametrize("folio", ["— 3 —", "- 3 -", "第 3 页 共 9 页", "3 / 9"])
def test_page_numbers_are_dropped(folio: str) -> None:
    assert flowing(f"一、甲。\n{folio}\n二、乙。") == "一、甲。\n二、乙。"


def test_running_heads_are_dropped() -> None:
    pages = [f"某省人民政府公报\n{n}、第{n}项事情要做好。\n{n}" for n in "一二三四"]
    assert "公报" not in flowing(_layer(*pages))


def test_what_two_pages_share_by_chance_stays() -> None:
    pages = ["一、甲。（责任单位：乙局）", "二、丙。（责任单位：乙局）"]
    assert flowing(_layer(*pages)).count("责任单位") == 2


def test_a_text_of_real_paragraphs_stays_as_it_is() -> None:
    text = "　　一、甲。\n\n　　（一）" + "乙丙丁。" * 30 + "\n某省人民政府\n2015年12月30日\n"
    assert flowing(text) == text


@given(st.text("甲乙，。（）一二、\n 　a", max_size=300))
def test_no_character_is_lost(text: str) -> None:
    assert "".join(flowing(text).split()) == "".join(text.split())
