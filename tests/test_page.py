"""What the page shows, as HTML: complete, and with nothing of a notice or a user run."""

from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from corpus.catalogue import Catalogue
from corpus.errors import BadInput
from corpus.model import Notice
from corpus.reading import read_notices
from page.answers import answer_message, answer_pieces, better_questions
from page.ask import messages_of
from page.compare import comparison_html
from page.form import form_profile, form_values, in_form_words
from page.library import kept_html, notices_html, preview_html
from page.match import _answered
from page.sources import source_panel
from page.turns import Turn
from page.verdicts import report_html
from page.words import rendered, text
from rag.answer import Answer, Citation, cite
from rag.compare import Cell, Comparison, Line
from rag.match import match
from rag.matching.describe import described
from rag.matching.matcher import Matcher
from rag.matching.profile import Profile
from rag.today import citation_today

_EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>[甲](javascript:alert(3)) **乙**"
_DAY = date(2026, 11, 22)


def _tree(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def _is_harmless(html: str) -> bool:
    tree = _tree(html)
    links = [a.attributes.get("href") or "" for a in tree.css("a")]
    return not tree.css("script, img, svg image") and all(h.startswith("#") for h in links)


@pytest.fixture(scope="module")
def catalogue(notices: dict[str, Notice]) -> Catalogue:
    return Catalogue(notices.values())


@pytest.fixture(scope="module")
def citation(catalogue: Catalogue) -> Citation:
    """The tax clause of 辽宁, whose agencies have ended since."""
    (located,) = (c for c in catalogue.clauses_numbered(5) if c.clause.title == "合理降税减负")
    measure = located.clause.measures[0]
    return citation_today(cite(1, located, measure, measure.sentences[1]), catalogue, _DAY)


def _answer(citation: Citation, **given: Any) -> Answer:
    words = f"**50%**\n\n> {citation.quote} [1]\n\n牵头：省科技厅"
    return Answer("问？", "问？", "answered", words, citations=(citation,), **given)


@pytest.mark.parametrize("html", [text(_EVIL), rendered(_EVIL, str), rendered(f"> {_EVIL}", str)])
def test_words_are_shown_and_never_run(html: str) -> None:
    assert _is_harmless(html)
    assert "<script>alert(1)</script>" in (_tree(html).body or _tree("")).text()


def test_only_our_own_marks_are_marks() -> None:
    html = rendered(r"**甲** \[1\] [1] \<br\> <br> [22](x)", lambda n: f"<i>{n}</i>")
    assert html == "<p><strong>甲</strong> [1] <i>1</i> &lt;br&gt; <br> <i>22</i>(x)</p>"


def test_a_chip_leads_to_its_card(citation: Citation, catalogue: Catalogue) -> None:
    answer = _answer(citation)
    chips = _tree(answer_message(answer, 1)).css("a.chip")
    panel = _tree(source_panel([answer], catalogue))
    assert chips and {c.attributes["href"] for c in chips} == {"#t1-1"}
    (card,) = panel.css("article#t1-1")
    assert [m.text() for m in card.css("mark")] == [citation.quote]
    assert card.css_first(".clause").text() == "".join(
        catalogue.clause(citation.clause["id"])
        .clause.span.of(catalogue.clause(citation.clause["id"]).notice.text)
        .split("\n")
    )
    assert card.css_first(".badge.lead").text() == "牵头 省科技厅"
    assert "国家税务总局" in card.css_first(".notes").text()
    assert "2026-11-22" in card.css_first(".validity").text()


def test_a_number_without_a_source_is_no_chip(citation: Citation) -> None:
    message = answer_message(Answer("问", "问", "answered", "答 [7]", citations=(citation,)), 1)
    assert "[7]" in message and 'href="#t1-7"' not in message


def test_earlier_sources_are_folded(citation: Citation, catalogue: Catalogue) -> None:
    panel = _tree(source_panel([_answer(citation), _answer(citation)], catalogue))
    assert len(panel.css("section article#t2-1")) == 1
    assert len(panel.css("details article#t1-1")) == 1


def test_a_source_whose_notice_was_removed_keeps_its_quote(citation: Citation) -> None:
    panel = _tree(source_panel([_answer(citation)], Catalogue([])))
    assert [m.text() for m in panel.css("mark")] == [citation.quote]
    assert "已从文件库删除" in panel.css_first(".notes").text()


def test_the_message_grows_and_ends_whole(citation: Citation) -> None:
    pieces = list(answer_pieces(_answer(citation), 1))
    assert len(pieces) == 3 and "出处" not in pieces[0] and "出处" in pieces[-1]
    assert all("\n\n" not in p for p in pieces)  # Markdown would end the HTML there


def test_a_refusal_shows_the_nearest_and_asks_better(
    citation: Citation, catalogue: Catalogue
) -> None:
    refused = Answer("问", "问", "refused", "没有。", reason="not_in_corpus", nearest=(citation,))
    tree = _tree(answer_message(refused, 1))
    assert tree.css(".refusal") and not tree.css(".answer")
    assert "不是对问题的回答" in source_panel([refused], catalogue)
    assert better_questions(refused, ["辽宁"]) == ["辽宁关于合理降税减负有什么规定？"]
    elsewhere = Answer("浙江的补助？", "浙江的补助？", "refused", "没有。", missing=("浙江",))
    assert better_questions(elsewhere, ["辽宁", "青海"]) == ["辽宁的补助？", "青海的补助？"]
    assert better_questions(_answer(citation), ["辽宁"]) == []


def test_faults_are_no_turn_of_the_answers(citation: Citation) -> None:
    turns = (Turn("甲", fault="不行。"), Turn(_EVIL, _answer(citation)))
    messages = messages_of(turns, ())
    assert [m["role"] for m in messages] == ["user", "assistant"] * 2
    assert "不行。" in messages[1]["content"] and 'href="#t1-1"' in messages[3]["content"]
    assert _is_harmless(messages[2]["content"])


def test_a_report_names_every_condition(notices: dict[str, Notice]) -> None:
    profile = described("大连的跨境电商零售出口企业，30人，高新技术企业，想建海外仓")
    report = match(profile, Matcher(Catalogue(list(notices.values())), _DAY))
    tree = _tree(report_html(report))
    cards = tree.css(".applies .measure-card")
    assert len(cards) == len(report.applies)
    for card, found in zip(cards, report.applies, strict=True):
        assert len(card.css(".conditions li")) == len(found.conditions)
        assert found.benefit.replace("\n", "") in card.text()
    assert f"可能适用，还要确认 {len(report.may_apply)} 项" in tree.css_first(".may summary").text()


def test_the_form_gives_back_what_it_was_given() -> None:
    profile = described("沈阳的快递公司，1800人，不是高新技术企业，想和大学合作设快件箱")
    again = form_profile(form_values(profile), profile.text or "", profile)
    assert again == profile
    assert form_profile(form_values(Profile()), "", None) == Profile()


def test_the_form_tells_none_from_unknown() -> None:
    shown = form_values(Profile(qualifications=()))
    assert "无" in shown and form_profile(shown, "", None).qualifications == ()


def test_what_is_written_for_none_and_for_unknown() -> None:
    shown = form_values(Profile())
    at = shown.index("")  # 省份; the lists follow the number
    assert shown[at] == "" and len(shown) == 10
    shown[5] = "没有"
    assert form_profile(shown, "", None).qualifications == ()
    shown[5] = "未知"
    assert form_profile(shown, "", None).qualifications is None


def test_an_answer_takes_the_place_of_another() -> None:
    profile = _answered(_answered(Profile(), "甲", True), "甲", False)
    assert (profile.confirmed, profile.denied) == ((), ("甲",))


def test_a_fault_names_the_fields_of_the_form() -> None:
    told = str(in_form_words(BadInput("企业情况的 employees 写成了“x”")))
    assert told == "企业情况的 人数 写成了“x”"


def test_the_form_refuses_what_cannot_be() -> None:
    with pytest.raises(BadInput, match="不是认识的省份"):
        form_profile(form_values(Profile(region="火星")), "", None)


def test_a_comparison_without_a_counterpart_says_so(citation: Citation) -> None:
    line = Line({"辽宁": Cell(citation, ("50%",), ())})
    html = comparison_html(Comparison(_EVIL, ("辽宁", "青海"), (line,), ("青海",)))
    tree = _tree(html)
    assert [t.text() for t in tree.css("td.none")] == ["没有对应的规定"]
    assert tree.css_first(".only").text() == "只有辽宁有"
    assert _is_harmless(html)
    assert "都没有写到" in comparison_html(Comparison("甲", ("辽宁",), (), ()))


def test_the_library_and_a_preview(catalogue: Catalogue) -> None:
    assert len(_tree(notices_html(catalogue)).css("tbody tr")) == 2
    assert "库里没有通知" in notices_html(Catalogue(()))
    read = read_notices(f"（一）补助。{_EVIL}（责任单位：甲局）")
    assert _is_harmless(preview_html(read))
    assert "还没有添加" in preview_html(read)
    assert kept_html(()) == '<ul role="status" class="kept"></ul>'
