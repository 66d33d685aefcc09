import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import NoticeError
from corpus.model import Agencies, Metadata, Notice
from corpus.reading import notice_id_of, read_notices, read_text
from corpus.record import agencies_record, file_record
from tests.sound import assert_sound

_GOLDEN = Path(__file__).parent / "golden"
_COUNTS = {"辽宁": (9, 32, 78), "青海": (7, 26, 23)}
_PIECES = [
    "一、总则\n",
    "（一）甲。",
    "（二）标题。",
    "第三条 ",
    "1．乙；",
    "丙。",
    "（责任部门：甲厅、乙局）",
]
_PIECES += [
    "（牵头单位：甲厅",
    "（城镇）",
    "\n",
    "\u3000\u3000",
    "2015年1月2日\n",
    "某省人民政府\n",
    "（",
    "）",
    "。",
    "牵头单位：甲局；责任单位：乙局\n",
    "由甲局牵头，乙局配合。",
    "附件1\n",
    "1. 甲办法（2023年5月1日）\n",
    "第三条规定",
    "①丁",
    "㈠",
    "(1)戊",
    "［责任单位：市甲局、乙局，2023年底前完成］",
    "第一章",
    "\r",
]


def _structure(notice: Notice) -> list[dict[str, object]]:
    """What a golden file holds: every clause with its measures, ends of texts and agencies."""
    return [
        {
            "label": clause.label,
            "title": clause.title,
            "chapter": clause.chapter,
            "measures": [
                {
                    "starts": measure.span.of(notice.text)[:12],
                    "ends": measure.span.of(notice.text)[-8:],
                    "sentences": len(measure.sentences),
                    **{k: v for k, v in agencies_record(measure.agencies).items() if v},
                }
                for measure in clause.measures
            ],
        }
        for clause in notice.clauses
    ]


@pytest.mark.parametrize(("region", "file"), [("辽宁", "liaoning"), ("青海", "qinghai")])
def test_the_structure_is_the_golden_one(
    notices: dict[str, Notice], region: str, file: str
) -> None:
    golden = json.loads((_GOLDEN / f"{file}.json").read_text(encoding="utf-8"))
    assert _structure(notices[region]) == golden


@pytest.mark.parametrize("region", ["辽宁", "青海"])
def test_counts(notices: dict[str, Notice], region: str) -> None:
    notice = notices[region]
    measures = [m for c in notice.clauses for m in c.measures]
    attributed = sum(bool(m.agencies) for m in measures)
    chapters = len({c.chapter for c in notice.clauses})
    assert (chapters, len(notice.clauses), attributed) == _COUNTS[region]
    assert notice.warnings == ()


def test_every_labelled_bracket_of_liaoning_is_the_quote_of_one_measure(
    notices: dict[str, Notice],
) -> None:
    """An independent count: the label stands in the text as often as measures quote it."""
    text = notices["辽宁"].text
    quotes = [
        m.agencies_span.of(text)
        for c in notices["辽宁"].clauses
        for m in c.measures
        if m.agencies_span
    ]
    assert len(quotes) == text.count("（责任部门：") + text.count("（牵头部门：")
    bodies = [b for q in quotes for b in q.strip("（）").replace("，配合部门：", "、").split("、")]
    named = [
        b
        for c in notices["辽宁"].clauses
        for m in c.measures
        for b in (*m.agencies.lead, *m.agencies.support, *m.agencies.responsible)
    ]
    assert [b.split("：")[-1] for b in bodies] == named


def test_in_qinghai_the_first_body_leads_from_clause_four_on(notices: dict[str, Notice]) -> None:
    for clause in notices["青海"].clauses[3:]:
        (measure,) = clause.measures
        assert len(measure.agencies.lead) == 1
        assert measure.agencies.support == ()
        assert measure.agencies.responsible


def test_a_comma_inside_the_list_of_qinghai_14(notices: dict[str, Notice]) -> None:
    (measure,) = notices["青海"].clauses[13].measures
    assert {"省司法厅", "省财政厅", "各市、自治州人民政府"} <= set(measure.agencies.responsible)


def test_several_measures_in_one_clause_have_agencies_of_their_own(
    notices: dict[str, Notice],
) -> None:
    clause = notices["辽宁"].clauses[4]
    first, second = clause.measures
    assert first.agencies == Agencies(("省科技厅",), ("省财政厅", "省国税局", "省地税局"))
    assert second.agencies == Agencies(responsible=("省地税局", "省国税局", "省财政厅"))


def test_what_the_text_says_of_itself(notices: dict[str, Notice]) -> None:
    read = read_text(notices["辽宁"].text).metadata
    assert (read.region, read.issuer, read.issued_on) == ("辽宁", "辽宁省人民政府", "2015-12-30")
    assert (read.title, read.number) == (None, None)
    unsigned = read_text(notices["青海"].text).metadata
    assert (unsigned.region, unsigned.issuer, unsigned.issued_on) == ("青海", None, None)


def test_given_metadata_come_before_what_the_text_says() -> None:
    text = "（一）甲。\n\n某省人民政府\n2015年12月30日"
    metadata = read_text(text, Metadata(issued_on="2016-01-01")).metadata
    assert (metadata.issued_on, metadata.issuer) == ("2016-01-01", "某省人民政府")


def test_a_heading_with_agencies_is_answered_for_by_them() -> None:
    notice = read_text("（一）市场准入。（甲局牵头）\n1．放宽条件。\n2．简化手续。\n（二）其他。")
    (measure,) = notice.clauses[0].measures
    assert measure.agencies == Agencies(lead=("甲局",))
    assert measure.span.of(notice.text) == "1．放宽条件。\n2．简化手续。"


def test_brackets_in_a_row_are_one_attribution() -> None:
    notice = read_text("（一）标题。甲。（牵头单位：甲局）（配合单位：乙局、丙局）")
    (measure,) = notice.clauses[0].measures
    assert measure.agencies == Agencies(lead=("甲局",), support=("乙局", "丙局"))
    assert measure.agencies_span is not None
    assert measure.agencies_span.of(notice.text) == "（牵头单位：甲局）（配合单位：乙局、丙局）"


def test_sentences_after_the_last_bracket_have_no_agencies() -> None:
    notice = read_text("（一）标题。甲。（责任部门：甲局）乙。")
    first, rest = notice.clauses[0].measures
    assert first.agencies and not rest.agencies
    assert rest.span.of(notice.text) == "乙。"


def test_an_attribution_that_is_not_understood_is_a_warning_with_its_place() -> None:
    notice = read_text("（一）标题。甲。（责任部门：）乙。")
    assert len(notice.warnings) == 1
    assert "责任部门" in notice.warnings[0] and "第" in notice.warnings[0]


def test_numbers_may_start_again_in_each_chapter() -> None:
    notice = read_text("一、甲\n（一）子。\n二、乙\n（一）丑。")
    assert [c.number for c in notice.clauses] == [1, 1]
    assert [c.path for c in notice.clauses] == [("一、", "（一）"), ("二、", "（一）")]
    assert len({c.id for c in notice.clauses}) == 2


def test_a_notice_without_numbers_is_read_by_paragraph_with_a_warning() -> None:
    notice = read_text("　　第一段话。又一句。\n\n第二段话。")
    assert [c.span.of(notice.text) for c in notice.clauses] == ["第一段话。又一句。", "第二段话。"]
    assert len(notice.warnings) == 1


def test_the_same_content_has_the_same_id() -> None:
    assert notice_id_of("甲。\n乙。") == notice_id_of("　甲。\r\n乙。 ") != notice_id_of("甲。")


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_no_text_is_refused(text: str) -> None:
    with pytest.raises(NoticeError):
        read_text(text)


@pytest.mark.parametrize("region", ["辽宁", "青海"])
def test_offsets_hold_in_the_default_notices(notices: dict[str, Notice], region: str) -> None:
    assert_sound(notices[region])


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=25).map("".join))
def test_offsets_hold_for_anything_like_a_notice(text: str) -> None:
    if text.strip():
        assert_sound(read_text(text))


@given(st.text(min_size=1, max_size=200))
def test_offsets_hold_for_any_text(text: str) -> None:
    if text.strip():
        assert_sound(read_text(text))


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=25).map("".join))
def test_the_notices_of_a_file_are_joined_with_their_offsets(text: str) -> None:
    if not text.strip():
        return
    record = file_record(read_notices(text))
    for clause in record["clauses"]:
        assert record["text"][clause["start"] : clause["end"]] == clause["text"]
        for measure in clause["measures"]:
            assert record["text"][measure["start"] : measure["end"]] == measure["text"]


def test_a_heading_answers_for_the_clauses_below_it_that_name_nobody() -> None:
    text = "（一）甲。（市甲局牵头）\n1．子事项要做好。\n2．丑事项要做好。（责任单位：市乙局）"
    first, second = read_text(text).clauses
    assert [m.agencies.lead for m in first.measures] == [("市甲局",)]
    assert [m.agencies.responsible for m in second.measures] == [("市乙局",)]


def test_a_statement_on_its_own_line_below_several_clauses_is_of_all_of_them() -> None:
    text = "一、总则\n（一）子\n1．甲要做好。\n2．乙要做好。\n（责任单位：市丙局）"
    clauses = read_text(text).clauses
    assert [c.label for c in clauses] == ["1．", "2．"]
    assert all(m.agencies.responsible == ("市丙局",) for c in clauses for m in c.measures)


def test_a_sentence_that_only_says_who_answers_for_those_before_it() -> None:
    (clause,) = read_text("（一）标题。做好甲事。由市乙局牵头，市丙局配合。").clauses
    (measure,) = clause.measures
    assert measure.agencies == Agencies(("市乙局",), ("市丙局",))


def test_deadlines_and_remarks_are_kept_apart_from_bodies() -> None:
    text = "（一）甲。乙。（牵头单位：市丙局；完成时限：2023年9月；目标位置：全省前5）"
    (measure,) = read_text(text).clauses[0].measures
    assert measure.agencies == Agencies(lead=("市丙局",))
    assert [s.of(text) for s in measure.deadlines] == ["完成时限：2023年9月"]
    assert [s.of(text) for s in measure.remarks] == ["目标位置：全省前5"]


def test_a_compilation_becomes_several_notices() -> None:
    text = "（二）浙江\n1. 甲办法（2023年5月1日）\n一、甲。\n2. 乙办法（2023年6月1日）\n一、乙。"
    first, second = read_notices(text)
    assert (first.metadata.title, second.metadata.region) == ("甲办法", "浙江")
    assert [c.label for c in second.clauses] == ["一、"]


def test_a_list_on_its_own_line_below_single_clauses_is_of_these_alone() -> None:
    first = "一、总则\n（一）甲。\n（责任单位：市子局）\n"
    text = f"{first}二、分则\n（二）乙。\n（三）丙。\n（责任单位：市丑局）"
    _, second, third = read_text(text).clauses
    assert not any(m.agencies for m in second.measures)
    assert third.measures[0].agencies.responsible == ("市丑局",)


def test_who_explains_the_rules_answers_for_none_of_them() -> None:
    notice = read_text("第一条 甲。\n第二条 本办法由市乙局负责解释。")
    assert not any(m.agencies for c in notice.clauses for m in c.measures)


def test_a_heading_that_names_the_lead_adds_it_to_the_others_named_below() -> None:
    text = "（一）甲。（牵头单位：市甲局）\n1．子要做好。（责任单位：市乙局）\n2．丑要做好。"
    first, second = read_text(text).clauses
    (measure,) = first.measures
    assert measure.agencies == Agencies(lead=("市甲局",), responsible=("市乙局",))
    assert measure.heading_span is not None
    assert measure.heading_span.of(text) == "（牵头单位：市甲局）"
    assert second.measures[0].agencies == Agencies(lead=("市甲局",))
