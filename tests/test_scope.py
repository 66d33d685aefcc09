import pytest

from corpus.catalogue import Catalogue
from corpus.model import Notice
from rag.question import understand
from rag.scope import Scope, scope


@pytest.fixture
def catalogue(notices: dict[str, Notice]) -> Catalogue:
    return Catalogue(notices.values())


def _scope(text: str, catalogue: Catalogue) -> Scope:
    return scope(understand(text, text), catalogue)


def test_no_region_means_all_notices(catalogue: Catalogue) -> None:
    found = _scope("加计扣除多少", catalogue)
    assert (len(found.notices), found.regions, found.missing) == (2, (), ())


def test_a_region_selects_its_notices(catalogue: Catalogue) -> None:
    found = _scope("西宁的加计扣除", catalogue)
    assert [n.metadata.region for n in found.notices] == ["青海"]


def test_a_region_without_a_notice_is_missing(catalogue: Catalogue) -> None:
    found = _scope("浙江的加计扣除", catalogue)
    assert (found.notices, found.missing) == ((), ("浙江",))


def test_of_two_regions_one_may_be_missing(catalogue: Catalogue) -> None:
    found = _scope("辽宁和浙江的加计扣除", catalogue)
    assert (found.regions, found.missing) == (("辽宁",), ("浙江",))


def test_a_city_that_the_notice_itself_mentions_is_part_of_the_subject(
    catalogue: Catalogue,
) -> None:
    found = _scope("杭州综试区的经验在辽宁哪里推广", catalogue)
    assert (found.regions, found.missing) == (("辽宁",), ())


def test_a_law_or_country_is_asked_about_before_all(catalogue: Catalogue) -> None:
    assert _scope("按照《电子商务法》，辽宁的网店要存几年？", catalogue).missing == (
        "《电子商务法》",
    )
    assert _scope("韩国的网购平台呢？", catalogue).missing == ("韩国",)


@pytest.mark.parametrize("words", ["两省各", "哪个省", "两地分别", "另一个省"])
def test_all_regions_are_meant_by_their_number(catalogue: Catalogue, words: str) -> None:
    assert _scope(f"青海和{words}怎么规定加计扣除？", catalogue).regions == ("辽宁", "青海")
