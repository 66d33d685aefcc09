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
    (first,) = library.add([_TEXT], Metadata(region="浙江"))
    (again,) = library.add([f"\n{_TEXT} "], Metadata(title="减税通知"))
    assert (first.is_new, again.is_new) == (True, False)
    assert first.notice.id == again.notice.id
    known = again.notice.metadata
    assert (known.region, known.title) == ("浙江", "减税通知")
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
        library.add([" \n"], Metadata())
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
    (kept,) = library.add([_TEXT], Metadata(region="浙江"))
    (tmp_path / "library" / f"{kept.notice.id}.json").write_text(sidecar)
    with pytest.raises(LibraryError, match=kept.notice.id):
        library.notices()
    library.add([_TEXT], Metadata(region="浙江"))
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


_OLD = "某省商务厅关于扶持电商的通知\n某商〔2022〕1号\n一、对企业给予补助10万元。\n二、甲。"
_NEW = _OLD.replace("10万元", "20万元")


def test_a_changed_notice_is_a_new_version_and_the_old_one_is_kept(library: Library) -> None:
    (old,) = library.add([_OLD], Metadata(region="浙江"))
    (new,) = library.add([_NEW], Metadata(region="浙江"))
    assert new.replaces == old.notice.id != new.notice.id
    assert [n.id for n in library.notices() if n.metadata.region == "浙江"] == [new.notice.id]
    assert [n.id for n in library.earlier(new.notice.id)] == [old.notice.id]


def test_when_the_new_version_is_removed_the_old_one_holds_again(library: Library) -> None:
    (old,) = library.add([_OLD], Metadata(region="浙江"))
    (new,) = library.add([_NEW], Metadata(region="浙江"))
    assert library.remove(new.notice.id) == old.notice.id
    assert old.notice.id in {n.id for n in library.notices()}


def test_a_version_in_the_middle_can_be_removed(library: Library) -> None:
    texts = [_OLD, _NEW, _OLD.replace("10万元", "30万元")]
    ids = [library.add([t], Metadata(region="浙江"))[0].notice.id for t in texts]
    assert library.remove(ids[1]) is None
    assert [n.id for n in library.earlier(ids[2])] == [ids[0]]


def test_another_number_or_province_is_another_notice(library: Library) -> None:
    library.add([_OLD], Metadata(region="浙江"))
    (elsewhere,) = library.add([_NEW], Metadata(region="福建"))
    (numbered,) = library.add([_NEW.replace("1号", "2号")], Metadata(region="浙江"))
    assert elsewhere.replaces is None and numbered.replaces is None


def test_the_notices_of_a_compilation_are_kept_each_for_itself(library: Library) -> None:
    text = "（一）浙江\n1. 甲办法（2023年5月1日）\n一、甲。\n2. 乙办法（2023年6月1日）\n一、乙。"
    first, second = library.add([text], Metadata())
    assert (first.notice.metadata.title, second.notice.metadata.issued_on) == (
        "甲办法",
        "2023-06-01",
    )
    assert {n.metadata.region for n in library.notices()} == {"辽宁", "青海", "浙江"}


def test_a_library_is_as_it_was_when_it_cannot_be_written(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    before = {p.name: p.read_bytes() for p in (tmp_path / "library").iterdir()}
    written = []

    def full(source: Path, target: Path) -> None:
        written.append(target)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        os.rename(source, target)

    monkeypatch.setattr("corpus.shelf.os.replace", full)
    with pytest.raises(LibraryError):
        library.add([_OLD], Metadata())
    assert {p.name: p.read_bytes() for p in (tmp_path / "library").iterdir()} == before
