import pytest

from index.tokens import bigrams, fold, stop_words, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("電商", "电子商务"),
        ("５０％", "50%"),
        ("ＡＢＣ", "abc"),
        ("快递柜", "智能快件箱"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_leave_out_form_words_and_signs() -> None:
    assert words("电商企业的税收优惠，有哪些？") == ["电子商务", "企业", "税收", "优惠"]


def test_figures_are_words() -> None:
    assert "50%" in words("按50%扣除") or {"50", "%"} & set(words("按50%扣除"))


def test_bigrams_do_not_cross_signs() -> None:
    assert bigrams("海外仓，体验店") == ["海外", "外仓", "体验", "验店"]


def test_folding_twice_changes_nothing() -> None:
    text = "電商和研發，人社廳、工商局：５０％的社保補貼"
    assert fold(fold(text)) == fold(text)


def test_stop_words_are_folded_words() -> None:
    assert all(fold(w) == w for w in stop_words())
