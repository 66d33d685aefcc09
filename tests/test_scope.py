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
