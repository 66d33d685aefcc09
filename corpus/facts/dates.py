"""Dates as notices print them, read to ISO as precisely as printed: 2023, 2023-05, 2023-05-17."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.model import Span
from corpus.numerals import to_int

_GAP = r"[ \t\u3000\n]{0,3}"  # a PDF's text layer puts blanks around figures: 2023 年5 月17 日
_ZEROS = str.maketrans(dict.fromkeys("零○◯０0OＯ", "〇"))
_PART = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_WORDS = (
    rf"(?:\d{{4}}|[一二三四五六七八九〇零○◯０0OＯ]{{4}}){_GAP}年"
    rf"(?:{_GAP}{_PART}{_GAP}月(?:{_GAP}{_PART}{_GAP}[日号])?)?"
)
_FIGURES = r"\d{4}(?P<dash>[-./])\d{1,2}(?P=dash)\d{1,2}(?![\d./-])"
DATE = rf"(?<!\d)(?:{_WORDS}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d))"

_DATE = re.compile(rf"(?<![\d./-])(?:{_FIGURES}|{_WORDS})")
_FIELD = re.compile(r"[\d一二三四五六七八九十〇零○◯OＯ]+")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: where it stands and what it says, as precise as printed."""

    span: Span
    iso: str


def dates_in(text: str, span: Span) -> tuple[Dated, ...]:
    """The dates inside `span`; what the calendar does not have (13月, 2月30日) is no date.

    >>> [d.iso for d in dates_in("自2023 年5 月1 日至二〇二五年", Span(0, 21))]
    ['2023-05-01', '2025']
    """
    found = ((m, iso_of(m.group())) for m in _DATE.finditer(text, span.start, span.end))
    return tuple(Dated(Span(m.start(), m.end()), iso) for m, iso in found if iso)


def iso_of(printed: str) -> str | None:
    """The ISO form of one printed date, None if there is no such day.

    >>> iso_of("二○一五年十二月三十日"), iso_of("2023/5/7"), iso_of("2023年2月30日")
    ('2015-12-30', '2023-05-07', None)
    """
    try:
        fields = [_value(f) for f in _FIELD.findall(printed)]
        date(*[*fields, 1, 1][:3])
    except (ValueError, TypeError):
        return None
    if not 1900 <= fields[0] <= 2100:
        return None
    return "-".join(f"{f:02d}" for f in fields)


def _value(field: str) -> int:
    return to_int(field if field.isdigit() else field.translate(_ZEROS))


def first_day(iso: str) -> date:
    """The first day that a date of any precision stands for.

    >>> first_day("2025-02"), last_day("2025-02")
    (datetime.date(2025, 2, 1), datetime.date(2025, 2, 28))
    """
    fields = [int(f) for f in iso.split("-")]
    return date(*[*fields, 1, 1][:3])


def last_day(iso: str) -> date:
    """The last day that a date of any precision stands for.

    Raises ValueError if `iso` is no date.
    """
    fields = [int(f) for f in iso.split("-")]
    year, month = [*fields, 12][:2]
    return date(year, month, fields[2] if len(fields) == 3 else monthrange(year, month)[1])


def days_after(iso: str, days: int) -> str | None:
    """The day `days` after a full date; None if the day itself is not known.

    >>> days_after("2023-05-17", 30), days_after("2023-05", 30)
    ('2023-06-16', None)
    """
    return None if len(iso) < 10 else (first_day(iso) + timedelta(days)).isoformat()


def term_end(iso: str, months: int) -> str | None:
    """The last day of a term of `months` that begins on `iso`, as precise as `iso` is.

    A term ends the day before the date that corresponds to its first day, or with the month
    that has no such date (民法典第二百零二条). None where a term of months meets a bare year.

    >>> term_end("2023-06-01", 60), term_end("2024-02-29", 12), term_end("2023-05", 24)
    ('2028-05-31', '2025-02-28', '2025-04')
    """
    if len(iso) == 4 and months % 12:
        return None
    start = first_day(iso)
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    if start.day > monthrange(year, month)[1]:
        return last_day(f"{year}-{month}").isoformat()
    end = date(year, month, start.day) - timedelta(1)
    return end.isoformat()[: len(iso)]
