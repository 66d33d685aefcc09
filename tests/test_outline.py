import pytest

from corpus.structure.outline import outline


def _labels(text: str) -> list[str]:
    return [s.marker.label for s in outline(text).sections]


def test_bracketed_numbers_are_clauses_and_what_is_finer_stays_inside() -> None:
    text = "一、总则\n（一）甲。\n1．乙。\n2．丙。\n（二）丁。"
    sections = outline(text).sections
    assert [s.span.of(text) for s in sections] == ["（一）甲。\n1．乙。\n2．丙。", "（二）丁。"]
    assert [m.label for m in sections[0].ancestors] == ["一、"]


def test_half_width_brackets_count_too() -> None:
    assert _labels("(一)甲。\n(二)乙。") == ["(一)", "(二)"]


def test_articles_are_clauses_under_chapters() -> None:
    text = "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。"
    assert _labels(text) == ["第一条", "第二条", "第三条"]
    assert [m.label for m in outline(text).sections[2].ancestors] == ["第二章"]


def test_a_chapter_that_holds_only_sentences_is_a_clause() -> None:
    assert _labels("一、总则\n（一）甲。\n二、附则。\n本办法自印发之日起施行。") == [
        "（一）",
        "二、",
    ]


def test_chapters_alone_are_clauses() -> None:
    assert _labels("一、甲。\n二、乙。\n三、丙。") == ["一、", "二、", "三、"]


def test_a_cross_reference_inside_a_paragraph_is_no_clause() -> None:
    assert _labels("（一）甲。按第（三）项和第二条办理。\n（二）乙。") == ["（一）", "（二）"]


def test_a_cross_reference_at_the_start_of_a_paragraph_is_no_clause() -> None:
    assert _labels("（一）甲。\n（一）至（三）项政策可以叠加享受。\n（二）乙。") == [
        "（一）",
        "（二）",
    ]


def test_a_figure_at_the_start_of_a_line_is_no_number() -> None:
    assert _labels("1. 甲。\n2.5%。\n2. 乙。") == ["1.", "2."]


def test_the_signature_is_not_in_the_last_clause() -> None:
    text = "（一）甲。\n（二）乙。\n\n某某省人民政府\n2015年12月30日\n附件：略"
    plan = outline(text)
    assert plan.sections[-1].span.of(text) == "（二）乙。"
    (signature,) = plan.signatures
    assert signature.of(text).split() == ["某某省人民政府", "2015年12月30日"]
    assert [s.of(text) for s in plan.annexes] == ["附件：略"]


def test_without_numbers_there_are_no_sections() -> None:
    assert outline("一段没有编号的话。").sections == ()


def test_an_endless_number_is_no_number() -> None:
    assert outline(f"（{'九' * 5000}）甲。").sections == ()


def test_a_thousand_clauses_are_read_in_order() -> None:
    text = "\n".join(f"{n}. 第{n}项内容。" for n in range(1, 1000))
    assert [s.marker.number for s in outline(text).sections] == list(range(1, 1000))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("第一部分 总则\n一、甲。\n二、乙。\n第二部分 分则\n三、丙。", ["一、", "二、", "三、"]),
        ("一、甲\n（1）对子给予补助。\n（2）对丑给予补助。", ["（1）", "（2）"]),
        ("1 总则\n1.1 甲事项。\n1.2 乙事项。\n2 附则\n2.1 丙事项。", ["1.1", "1.2", "2.1"]),
        ("一、甲\n1 . 对子给予补助 。\n2 . 对丑给予补助 。", ["1 .", "2 ."]),
        ("一、甲\n（一）子。\n二、乙\n1.丑要做好。\n2.寅要做好。", ["（一）", "1.", "2."]),
        (
            "（一）甲。（二）乙。\n（三）丙。（四）丁。\n（五）戊。",
            ["（一）", "（二）", "（三）", "（四）", "（五）"],
        ),
        ("第一条 甲。\n第二条第（一）项的规定不适用。\n第二条 乙。", ["第一条", "第二条"]),
        ("㈠甲。\n㈡乙。", ["㈠", "㈡"]),
        ("１．甲。\n２．乙。", ["１．", "２．"]),
        ("一、甲包括：\n（一）子；\n（二）丑；\n（三）寅。\n二、乙。", ["一、", "二、"]),
    ],
)
def test_every_way_to_number(text: str, labels: list[str]) -> None:
    assert _labels(text) == labels


def test_what_a_cover_issues_is_not_below_the_cover() -> None:
    text = "一、甲要求。\n二、乙要求。\n某市某局\n2020年6月12日\n某市细则\n第一条 丙。\n第二条 丁。"
    paths = [[m.label for m in s.ancestors] for s in outline(text).sections]
    assert _labels(text) == ["一、", "二、", "第一条", "第二条"]
    assert paths == [[], [], [], []]


def test_an_annex_is_a_chapter_of_its_own() -> None:
    text = "一、甲。\n二、乙。\n某市某局\n2020年6月12日\n附件1\n一、丙要做好。\n二、丁要做好。"
    sections = outline(text).sections
    assert [m.label for m in sections[2].ancestors] == ["附件1"]


def test_the_lead_in_of_a_chapter_is_a_clause() -> None:
    text = "一、总则\n为做好工作，提出如下要求。\n（一）甲。\n（二）乙。"
    first, *_ = outline(text).sections
    assert (first.marker.label, first.span.of(text)[-3:]) == ("一、", "要求。")


def test_a_table_of_contents_holds_no_clauses() -> None:
    text = "目录\n一、总则…………1\n二、附则..........27\n某规划\n一、总则。甲。\n二、附则。乙。"
    assert [s.span.of(text) for s in outline(text).sections] == ["一、总则。甲。", "二、附则。乙。"]
