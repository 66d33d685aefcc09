"""The checklist: the same blocks as Markdown and as a Word document; text stays text."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from markdown_it import MarkdownIt

from corpus.catalogue import Catalogue
from corpus.errors import BadInput, WenceError
from corpus.model import Notice
from rag.checklist import checklist, save
from rag.document import in_markdown
from rag.match import MatchReport, match
from rag.matching.describe import described
from rag.matching.matcher import Matcher
from rag.matching.text import report_text

_DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def report(notices: dict[str, Notice]) -> MatchReport:
    profile = described("大连的跨境电商零售出口企业，30人，高新技术企业，想建海外仓")
    return match(profile, Matcher(Catalogue(list(notices.values())), _DAY))


def test_it_holds_what_one_takes_along(report: MatchReport) -> None:
    text = in_markdown(checklist(report, _DAY))
    assert "不构成法律意见" in text and "2026-11-22" in text
    for m in report.applies:
        assert m.citation.quote in text.replace("\\", "")
        assert str(m.citation.notice["number"]) in text.replace("\\", "")
    assert "✓ 符合" in text and "？ 待确认" in text
    assert "办理或咨询：责任：省商务厅" in text
    assert "2015-12-30 印发" in text


def test_both_forms_hold_the_same_words(report: MatchReport, tmp_path: Path) -> None:
    save(report, tmp_path / "list.md", _DAY)
    save(report, tmp_path / "list.docx", _DAY)
    paragraphs = [p.text for p in Document(str(tmp_path / "list.docx")).paragraphs]
    assert paragraphs == [text for _, text in checklist(report, _DAY)]
    written = (tmp_path / "list.md").read_text(encoding="utf-8")
    assert written == in_markdown(checklist(report, _DAY))


def test_marks_in_a_notice_are_shown_not_run() -> None:
    written = in_markdown([("quote", "<script>alert(1)</script> **甲** [乙](http://x)")])
    html = MarkdownIt("commonmark").render(written)
    assert "<script>" not in html and "<strong>" not in html and "<a " not in html


def test_what_cannot_be_written_is_told(report: MatchReport, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.md 或 \.docx"):
        save(report, tmp_path / "list.pdf", _DAY)
    with pytest.raises(WenceError, match="写不进"):
        save(report, tmp_path / "none" / "list.md", _DAY)


def test_the_terminal_shows_what_was_understood(report: MatchReport) -> None:
    text = report_text(report)
    assert "有误请更正" in text and "地区：辽宁大连" in text
    assert f"适用 {len(report.applies)} 项" in text
    assert "可申领" in text and "鼓励方向" in text
