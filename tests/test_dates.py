import pytest

from corpus.facts.dates import Dated, dates_in, iso_of, last_day, term_end
from corpus.model import Span


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2023年5月17日", "2023-05-17"),
        ("2023 年5 月17 日", "2023-05-17"),
        ("2023年\n5月", "2023-05"),
        ("二〇二三年五月十七日", "2023-05-17"),
        ("二○一五年十二月三十一日", "2015-12-31"),
        ("二零一九年", "2019"),
        ("2023-05-17", "2023-05-17"),
        ("2023.5.17", "2023-05-17"),
        ("2023/5/7", "2023-05-07"),
        ("２０２３年５月", "2023-05"),
    ],
)
def test_a_date_is_as_precise_as_it_is_printed(printed: str, iso: str) -> None:
    text = f"于{printed}，印发。"
    assert dates_in(text, Span(0, len(text))) == (Dated(Span(1, 1 + len(printed)), iso),)


@pytest.mark.parametrize(
    "text",
    ["2023年13月", "2023年2月30日", "〔2015〕24号", "3.14", "1.2023.5.17", "2023-13-01", "5月17日"],
)
def test_what_the_calendar_does_not_have_is_no_date(text: str) -> None:
    assert dates_in(text, Span(0, len(text))) == ()


def test_years_out_of_all_reason_are_no_dates() -> None:
    assert iso_of("0001年") is None


def test_only_the_span_is_searched() -> None:
    assert dates_in("2023年5月1日，2024年", Span(9, 15))[0].iso == "2024"


def test_the_last_day_of_a_month_and_of_a_year() -> None:
    assert [last_day(d).isoformat() for d in ("2024-02", "2025")] == ["2024-02-29", "2025-12-31"]


@pytest.mark.parametrize(
    ("since", "months", "end"),
    [
        ("2023-06-01", 12, "2024-05-31"),
        ("2023-01-01", 60, "2027-12-31"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2023", 36, "2025"),
        ("2023-05", 24, "2025-04"),
        ("2023", 18, None),
    ],
)
def test_a_term_ends_the_day_before_its_date_returns(
    since: str, months: int, end: str | None
) -> None:
    assert term_end(since, months) == end
