"""The dates of a text: how precise, of which part of a year, and what begins or ends there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.facts.dates import iso_of

_DATE = re.compile(
    r"(?P<year>(?<!\d)(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3})(?:"
    r"\s?年度?(?!\s?第)(?:\s?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s?月份?"
    r"(?:\s?(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号])?)?|"
    r"(?P<dash>[-./])(?P<month2>\d{1,2})(?P=dash)(?P<day2>\d{1,2})(?!\d)|"
    r"(?=\s?[-—–~～至到]{1,2}\s?(?:19|20)\d\d))"
    r"(?P<part>年?[底末初]|[上下]半年|第?[一二三四1-4]季度)?"
    r"(?P<edge>以?前|之前|以后|之后|后|以来|起|止)?"
)
# The year stands once in 2023年1月1日至12月31日.
_SHARED_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d年)(?P<from>\d{1,2}月(?:\d{1,2}日)?起?\s?[-—–~～至到]{1,2}\s?)(?=\d{1,2}月)"
)
_UNTIL = re.compile(r"(?:截[至止]|至|到)$")
_FROM = re.compile(r"自$|从$")
_PARTS = {"年底": "底", "年末": "底", "末": "底", "年初": "初"}


@dataclass(frozen=True, slots=True)
class Day:
    """A date as precise as printed (ISO), its part (底, 初) and its edge: "until", "from" or ""."""

    iso: str
    part: str
    edge: str
    printed: str

    def is_borne_out_by(self, other: "Day") -> bool:
        """Whether `other`, a date of the text, says this; it may be more precise."""
        if self.part == "底" and other.iso == f"{self.iso}-12-31":
            return self.edge in ("", other.edge)
        return (
            (self.iso == other.iso or (other.iso.startswith(self.iso + "-") and not self.part))
            and self.part in ("", other.part)
            and self.edge in ("", other.edge)
        )


@lru_cache(maxsize=4096)
def days(text: str) -> tuple[Day, ...]:
    """The dates of a folded text.

    >>> [(d.iso, d.part, d.edge) for d in days("到2018年底，自2016-01-05起")]
    [('2018', '底', 'until'), ('2016-01-05', '', 'from')]
    """
    return tuple(_days(with_years(text)))


def with_years(text: str) -> str:
    """The text with the year said twice where a range shares it.

    >>> with_years("2023年1月1日至12月31日")
    '2023年1月1日至2023年12月31日'
    """
    return _SHARED_YEAR.sub(r"\g<year>\g<from>\g<year>", text) if "年" in text else text


def without_dates(text: str) -> str:
    """The text with its dates blanked, so that their digits are no figures."""
    return _DATE.sub(lambda m: "\0" * len(m.group()), with_years(text))


def _days(text: str) -> Iterator[Day]:
    for m in _DATE.finditer(text):
        year = f"{m['year']}年"
        month, day = m["month"] or m["month2"], m["day"] or m["day2"]
        printed = year + (f"{month}月" if month else "") + (f"{day}日" if day else "")
        iso = iso_of(printed)
        part = m["part"] or ""
        yield Day(iso or m.group(), _PARTS.get(part, part), _edge(m, text), m.group())


def _edge(m: re.Match[str], text: str) -> str:
    before, after = text[max(0, m.start() - 2) : m.start()], m["edge"] or ""
    if "前" in after or after == "止" or _UNTIL.search(before):
        return "until"
    return "from" if after or _FROM.search(before) else ""
