import pytest

from corpus.sources.unwrap import paragraphs, wrap_width

_FULL = "一二三四五六七八九十" * 4


def _joined(*lines: str) -> list[str]:
    return list(paragraphs(lines, 80))


def test_paragraphs_and_label_lines_are_not_wrapped() -> None:
    labels = [
        f"责任单位：市甲局、市乙局、市丙局、市丁局、市{n}局、各县人民政府" for n in "一二三四"
    ]
    assert wrap_width(["甲乙。" * 20] * 9) is None
    assert wrap_width(labels) is None


def test_the_width_is_that_of_the_full_lines() -> None:
    assert wrap_width([_FULL] * 5 + ["短。"]) == 80


def test_a_short_line_ends_its_paragraph() -> None:
    first = _FULL[:38]  # two characters of indent were lost
    assert _joined(first, "完了。", first, "了。") == [f"{first}完了。", f"{first}了。"]


def test_the_pieces_of_a_justified_line_are_one_line() -> None:
    half = "一二三四五六七八九十" * 2
    assert _joined(f"{half[:-1]}，", half, "完。") == [f"{half[:-1]}，{half}完。"]


def test_a_number_begins_a_paragraph_behind_a_sentence() -> None:
    assert _joined("（一）甲。", "（二）乙。") == ["（一）甲。", "（二）乙。"]


def test_a_bracket_is_not_broken_at_its_label() -> None:
    lines = ("一、甲。（牵头单位：市乙局；", "责任单位：市丙局）", "二、丁。")
    assert _joined(*lines) == ["一、甲。（牵头单位：市乙局；责任单位：市丙局）", "二、丁。"]


@pytest.mark.parametrize("line", ["2023 年5 月4 日", "（此件公开发布）", "某政发〔2023〕16 号"])
def test_lines_of_their_own(line: str) -> None:
    assert len(_joined("某省人民政府", line, "某省办法")) == 3


def test_the_head_of_a_notice_is_one_line() -> None:
    head = (
        "1. 某省人民政府关于印发某某",
        "办法的通知（2023 年5 月",
        "4 日）",
        "某政发〔2023〕1 号",
    )
    assert _joined(*head)[0] == "1.某省人民政府关于印发某某办法的通知（2023年5月4日）"


def test_an_indent_begins_a_paragraph() -> None:
    lines = [f"　　{_FULL[:38]}", _FULL, "完。", f"　　{_FULL[:38]}", "了。"]
    assert len(_joined(*lines)) == 2


def test_blanks_of_a_text_layer_are_dropped_and_those_between_words_kept() -> None:
    assert _joined("到2025 年，推广CA 证书，use of", "English words。") == [
        "到2025年，推广CA证书，use of English words。"
    ]


def test_the_number_that_comes_next_begins_a_paragraph_behind_anything() -> None:
    first = "一、甲事项要做好，" + "乙" * 27
    lines = (first, "丙丁戊。责任单位：市子局、市自然", "和规划局", "二、己事项。")
    assert _joined(*lines)[-1] == "二、己事项。"


def test_few_full_lines_show_the_width_too() -> None:
    line = "责任单位：省甲厅、省乙厅、省丙厅、省丁厅、省戊厅"
    assert wrap_width([line, "和省己厅。", line, "和省庚厅。"]) == 48
