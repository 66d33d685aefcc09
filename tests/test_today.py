from datetime import date
from typing import Any

from corpus.catalogue import Catalogue, Located
from corpus.model import Metadata, Notice
from corpus.reading import read_text
from rag.answer import Answer, Citation, answer_record, cite
from rag.render import note_lines
from rag.today import brought_up_to_date

_AS_OF = date(2026, 11, 22)
_TEXT = (
    "浙江省人民政府关于甲的办法\n浙政发〔{year}〕1号\n"
    "第一条 到2020年，乙达到50%。（责任单位：省工商局、农业厅）\n"
    "第二条 本办法自{year}年6月1日起施行{term}。\n浙江省人民政府\n{year}年5月1日"
)


def _cited(text: str, *others: Notice, metadata: Metadata | None = None) -> Citation:
    notice = read_text(text, metadata)
    clause = notice.clauses[0]
    measure = clause.measures[0]
    citation = cite(1, Located(notice, clause), measure, measure.sentences[0])
    answer = Answer("问", "问", "answered", "答", citations=(citation,))
    return brought_up_to_date(answer, Catalogue([notice, *others]), _AS_OF).citations[0]


def _validity(citation: Citation) -> dict[str, Any]:
    validity: dict[str, Any] = citation.notice["validity"]
    return validity


def test_a_notice_is_in_force_as_far_as_it_says() -> None:
    validity = _validity(_cited(_TEXT.format(year=2015, term="")))
    assert validity["state"] == "in force" and "2015-06-01" in validity["note"]


def test_a_term_that_has_run_out_is_said() -> None:
    validity = _validity(_cited(_TEXT.format(year=2015, term="，有效期5年")))
    assert (validity["state"], validity["as_of"]) == ("expired", "2026-11-22")
    assert "有效期5年" in validity["quote"]


def test_another_notice_of_the_library_may_end_it() -> None:
    repeal = "《浙江省人民政府关于甲的办法》（浙政发〔2015〕1号）同时废止。"
    newer = read_text(
        "浙江省人民政府关于丁的办法\n浙政发〔2020〕9号\n第一条 戊。\n"
        f"第二条 本办法自2020年1月1日起施行。{repeal}\n浙江省人民政府\n2019年12月1日"
    )
    validity = _validity(_cited(_TEXT.format(year=2015, term=""), newer))
    assert (validity["state"], validity["by"]) == ("repealed", "浙江省人民政府关于丁的办法")


def test_agencies_of_today_stand_beside_the_printed_ones() -> None:
    citation = _cited(_TEXT.format(year=2015, term=""))
    assert citation.agencies.responsible == ("省工商局", "农业厅")
    assert citation.agencies_full.responsible == ("省工商局", "省农业厅")
    assert [s.printed for s in citation.agencies_today] == ["省工商局", "省农业厅"]
    assert all("工商" not in name for name in citation.agencies_today[0].today)


def test_a_name_printed_after_the_reform_gets_no_note() -> None:
    assert _cited(_TEXT.format(year=2022, term="")).agencies_today == ()


def test_targets_gone_by_are_marked_and_all_notes_can_be_read() -> None:
    citation = _cited(_TEXT.format(year=2015, term=""))
    assert citation.targets_past == ("到2020年",)
    assert [line[:2] for line in note_lines(citation)] == ["效力", "今：", "今：", "目标"]


def test_the_notes_are_part_of_the_record() -> None:
    answer = Answer(
        "问", "问", "answered", "答", citations=(_cited(_TEXT.format(year=2015, term="")),)
    )
    (record,) = answer_record(answer)["citations"]
    assert record["agencies_full"]["responsible"] == ["省工商局", "省农业厅"]
    assert record["notice"]["validity"]["state"] == "in force"
