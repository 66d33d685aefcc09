import pytest

from corpus.catalogue import Catalogue
from corpus.model import Notice
from corpus.reading import read_text


@pytest.fixture
def catalogue(notices: dict[str, Notice]) -> Catalogue:
    return Catalogue(notices.values())


def test_regions_and_their_notices(catalogue: Catalogue) -> None:
    assert catalogue.regions == ("辽宁", "青海")
    assert [n.metadata.region for n in catalogue.of_regions(["青海"])] == ["青海"]
    assert len(catalogue.of_regions([])) == 2


def test_a_clause_and_a_measure_by_id(catalogue: Catalogue, notices: dict[str, Notice]) -> None:
    clause = notices["辽宁"].clauses[4]
    located = catalogue.clause(clause.id)
    assert located.measure(clause.measures[1].id) == clause.measures[1]
    with pytest.raises(KeyError):
        located.measure("nothing")


def test_a_number_may_stand_in_several_notices_and_chapters(catalogue: Catalogue) -> None:
    assert len(catalogue.clauses_numbered(19)) == 2
    assert catalogue.clauses_numbered(40) == ()
    restarted = read_text("一、甲\n（一）子。\n二、乙\n（一）丑。")
    assert len(Catalogue([restarted]).clauses_numbered(1)) == 2


def test_the_clauses_of_a_chapter_by_number_and_by_name(
    catalogue: Catalogue, notices: dict[str, Notice]
) -> None:
    own = [notices["青海"]]
    by_number = [place.clause.label for place in catalogue.clauses_of_chapter(5, own)]
    assert by_number == ["（十七）", "（十八）", "（十九）", "（二十）"]
    named = catalogue.clauses_of_chapter_named("“加强政策支持”那一章", own)
    assert [place.clause.label for place in named] == by_number
    assert catalogue.clauses_of_chapter(99) == ()
