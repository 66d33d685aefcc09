from pathlib import Path

import pytest

from corpus.errors import BadInput, NoticeError
from corpus.library import Library, LibraryError
from corpus.model import Metadata

_TEXT = "（一）减税。按10%扣除。（责任部门：省税务局）"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library").open()


def test_a_new_library_holds_the_default_notices(library: Library) -> None:
    assert [n.metadata.region for n in library.notices()] == ["辽宁", "青海"]


def test_unknown_metadata_stay_unknown(library: Library) -> None:
    qinghai = library.notices()[1].metadata
    assert (qinghai.number, qinghai.issuer, qinghai.issued_on) == (None, None, None)


def test_the_same_content_twice_is_one_notice(library: Library) -> None:
    first, is_new = library.add(_TEXT, Metadata(region="浙江"))
    again, is_new_again = library.add(f"\n{_TEXT} ", Metadata(title="减税通知"))
    assert (is_new, is_new_again, first.id) == (True, False, again.id)
    assert (again.metadata.region, again.metadata.title) == ("浙江", "减税通知")
    assert len(library.notices()) == 3


def test_what_is_removed_stays_removed(library: Library, tmp_path: Path) -> None:
    for notice in library.notices():
        library.remove(notice.id)
    assert Library(tmp_path / "library").open().notices() == ()


@pytest.mark.parametrize("notice_id", ["nothing", "../../etc/passwd", "", "."])
def test_an_unknown_id_is_refused(library: Library, notice_id: str) -> None:
    with pytest.raises(BadInput, match="wence index list"):
        library.remove(notice_id)


def test_a_text_without_content_is_refused(library: Library) -> None:
    with pytest.raises(NoticeError):
        library.add(" \n", Metadata())
    assert len(library.notices()) == 2


def test_a_damaged_sidecar_is_named(library: Library, tmp_path: Path) -> None:
    sidecar = next((tmp_path / "library").glob("*.json"))
    sidecar.write_text("{", encoding="utf-8")
    with pytest.raises(LibraryError, match=sidecar.name):
        library.notices()


@pytest.mark.parametrize("sidecar", ["[]", '{"region": 5}', '{"title": [1]}', '{"colour": "red"}'])
def test_a_sidecar_of_another_shape_is_named_and_replaced(
    library: Library, tmp_path: Path, sidecar: str
) -> None:
    notice, _ = library.add(_TEXT, Metadata(region="浙江"))
    (tmp_path / "library" / f"{notice.id}.json").write_text(sidecar)
    with pytest.raises(LibraryError, match=notice.id):
        library.notices()
    library.add(_TEXT, Metadata(region="浙江"))
    assert len(library.notices()) == 3


def test_a_notice_without_its_text_can_be_removed(library: Library, tmp_path: Path) -> None:
    notice = library.notices()[0]
    (tmp_path / "library" / f"{notice.id}.txt").unlink()
    with pytest.raises(LibraryError, match=notice.id):
        library.notices()
    library.remove(notice.id)
    assert len(library.notices()) == 1


def test_hidden_files_of_other_programs_are_passed_over(library: Library, tmp_path: Path) -> None:
    (tmp_path / "library" / "._x.json").write_text("{")
    assert len(library.notices()) == 2


def test_a_library_that_is_a_file_is_an_error_and_not_an_empty_library(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("x")
    with pytest.raises(LibraryError, match="读不了"):
        Library(tmp_path / "library").open().notices()


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="WENCE_HOME"):
        Library(tmp_path / "file" / "library").open()
