"""wence as a service: what is added is answered from at once, also when another process adds it."""

import json
from pathlib import Path
from threading import Thread

import pytest

from corpus.errors import BadInput, NoticeError
from corpus.library import Library
from corpus.model import Metadata
from index.build import rebuild
from rag.feedback import Feedback
from rag.matching.describe import described
from rag.service import Service
from rag.settings import Settings
from tests.conftest import HashedEmbedder

_TEXT = (
    "海南省关于支持海洋牧场的若干措施\n\n（一）建设补助。对新建深海养殖网箱的企业给予20万元补助。"
    "（责任单位：省农业农村厅）\n（二）贷款贴息。对购买养殖工船的企业给予贴息。\n"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.fixture
def service(settings: Settings) -> Service:
    return Service(settings, HashedEmbedder())


def test_what_is_added_is_there_at_once(service: Service) -> None:
    (kept,) = service.add("a.txt", _TEXT.encode(), Metadata(region="海南"))
    assert kept.is_new and "海南" in service.catalogue.regions
    assert service.duties("省农业农村厅", "海南").duties
    report = service.match(described("海南的养殖企业，要新建深海养殖网箱"))
    assert {m.citation.notice["id"] for m in report.may_apply} | {
        m.citation.notice["id"] for m in report.applies
    } == {kept.notice.id}
    service.remove(kept.notice.id)
    assert "海南" not in service.catalogue.regions


def test_a_preview_stores_nothing(service: Service) -> None:
    (notice,) = service.preview("a.txt", _TEXT.encode(), Metadata())
    assert [c.title for c in notice.clauses] == ["建设补助", "贷款贴息"]
    assert "海南" not in service.catalogue.regions


def test_what_cannot_be_read_changes_nothing(service: Service) -> None:
    before = service.edition.version
    with pytest.raises(NoticeError, match="空的"):
        service.add("a.txt", b"  ", Metadata())
    with pytest.raises(BadInput):
        service.remove("none")
    assert service.edition.version == before


def test_two_uploads_at_once_are_both_kept(service: Service) -> None:
    texts = [_TEXT.replace("海洋牧场", name) for name in ("海洋牧场", "热带水果", "橡胶加工")]
    threads = [
        Thread(target=service.add, args=(f"{i}.txt", t.encode(), Metadata(region="海南")))
        for i, t in enumerate(texts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(service.catalogue.of_regions(["海南"])) == 3


def test_what_another_process_adds_is_seen(service: Service, settings: Settings) -> None:
    library = Library(settings.library).open()
    library.add([_TEXT], Metadata(region="海南"))
    rebuild(library, settings.index, HashedEmbedder())
    assert "海南" in service.catalogue.regions


def test_an_index_that_breaks_leaves_the_old_edition(service: Service, settings: Settings) -> None:
    (settings.index / "CURRENT").write_text("0" * 64)
    assert set(service.catalogue.regions) == {"辽宁", "青海"}


def test_feedback_is_stored_line_by_line(service: Service, settings: Settings) -> None:
    service.feedback(Feedback("问\n题", "down", "答非所问", "answered", ("n.1",)))
    service.feedback(Feedback("又问", "up"))
    rows = [json.loads(r) for r in settings.feedback.read_text(encoding="utf-8").splitlines()]
    assert [r["question"] for r in rows] == ["问\n题", "又问"]
    assert rows[0]["reason"] == "答非所问" and rows[0]["at"].endswith("+00:00")


def test_a_notice_that_is_gone_can_be_removed_again_while_it_is_answered_from(
    service: Service, settings: Settings
) -> None:
    """As where the disk was full when the index should have followed."""
    (kept,) = service.add("a.txt", _TEXT.encode(), Metadata(region="海南"))
    Library(settings.library).remove(kept.notice.id)
    service.remove(kept.notice.id)
    assert "海南" not in service.catalogue.regions
