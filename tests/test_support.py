from rag.support import Support, support

_BASE = Support(0.5, 1.5, False, 0.3, 20)


def test_support_grows_with_what_speaks_for_a_sentence() -> None:
    base = support(_BASE)
    assert support(_BASE._replace(coverage=0.9)) > base
    assert support(_BASE._replace(agreement=1.9)) > base
    assert support(_BASE._replace(on_focus=True)) > base
    assert support(_BASE._replace(nearness=0.6)) > base


def test_a_fact_needs_more_support_than_an_agency() -> None:
    assert support(_BASE._replace(asks_fact=True)) < support(_BASE._replace(asks_who=True))


def test_support_is_a_probability() -> None:
    assert 0 < support(Support(0, 0, False, 0)) < 0.01
    assert 0.99 < support(Support(1, 2, True, 1, 40)) < 1
