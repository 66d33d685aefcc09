import pytest

from corpus.numerals import to_int


@pytest.mark.parametrize(
    ("numeral", "value"),
    {"一": 1, "十": 10, "十九": 19, "二十": 20, "三十二": 32, "一百零五": 105, "16": 16}.items()
    | {"１６": 16, "二〇一五": 2015, "两": 2, "一千二百": 1200}.items(),
)
def test_value(numeral: str, value: int) -> None:
    assert to_int(numeral) == value


@pytest.mark.parametrize("text", ["", "第", "万", "十x", "1a", "-1"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        to_int(text)
