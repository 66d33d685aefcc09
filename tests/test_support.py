from rag.support import support


def test_support_grows_with_each_of_its_parts() -> None:
    base = support(0.5, 1.0, 1.5, False)
    assert support(0.9, 1.0, 1.5, False) > base
    assert support(0.5, 2.0, 1.5, False) > base
    assert support(0.5, 1.0, 1.9, False) > base
    assert support(0.5, 1.0, 1.5, True) > base


def test_support_is_a_probability() -> None:
    assert 0 < support(0, 0, 0, False) < 0.01
    assert 0.99 < support(1, 5, 2, True) < 1
