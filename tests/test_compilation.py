import pytest

from corpus.structure.compilation import head_of, heads, notices_in

_TEXT = (
    "（二）浙江\n1. 关于甲的通知（2023年5月4日）\n一、甲。\n"
    "2．乙办法（试行）（2023 年6 月）\n一、乙。\n（三）福建\n1. 丙意见(2023-07-01)\n一、丙。"
)


def test_each_head_begins_a_notice() -> None:
    parts = [_TEXT[start:end].splitlines()[-1] for start, end, _ in notices_in(_TEXT)]
    assert parts == ["一、甲。", "一、乙。", "一、丙。"]


def test_the_province_above_holds_until_the_next() -> None:
    assert [region for *_, region in notices_in(_TEXT)] == ["浙江", "浙江", "福建"]


def test_a_head_tells_title_and_date() -> None:
    known = [(h.metadata.title, h.metadata.issued_on) for h in heads(_TEXT)]
    assert known == [
        ("关于甲的通知", "2023-05-04"),
        ("乙办法（试行）", "2023-06"),
        ("丙意见", "2023-07-01"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "1. 按时完成任务（2023年5月4日）",
        "甲办法（2023年5月4日）",
        "1. 见甲办法（2023年5月4日）第三条",
    ],
)
def test_what_is_no_head(line: str) -> None:
    assert heads(f"一、甲。\n{line}\n二、乙。") == ()


def test_a_preface_is_read_for_itself_and_a_title_page_is_not() -> None:
    assert len(notices_in(f"编者说明。\n{_TEXT}")) == 4
    assert len(notices_in(f"政策汇编\n{_TEXT}")) == 3


def test_a_single_notice_of_a_compilation_keeps_its_head() -> None:
    head = head_of("1. 甲办法（2023年5月1日）\n一、甲。")
    assert head is not None and head.metadata.title == "甲办法"
    assert head_of("一、甲。\n1. 甲办法（2023年5月1日）") is None
