"""Whether a notice is in force on a given day, as far as the notices at hand tell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.facts.dates import first_day, last_day
from corpus.facts.repeals import number_in
from corpus.model import Metadata, Notice

State = Literal["in force", "not yet in force", "expired", "repealed", "unknown"]

# A term that is stated; what it comes to may still be unknown.
_TERM = re.compile(
    r"有效期|(?:试行|施行|执行|实施)期|(?:执行|实施|施行|有效)[至到截]|试行[一二两三四\d]|止"
)
_ABOUT = re.compile(
    r"^(.{0,60}?)关于(?:印发|发布|公布|颁布|修订印发)(.{2,100}?)的(?:通知|公告|函)$"
)
_MARKS = str.maketrans("", "", "《》〈〉<>“”\"' \t\n\r\u3000\u00a0")
_BRACKETS = str.maketrans("[［【﹝（()）】］﹞]", "〔〔〔〔〔〔〕〕〕〕〕〕")


@dataclass(frozen=True, slots=True)
class Validity:
    """The state of a notice on a day, by what it is so, and one sentence for the reader."""

    state: State
    as_of: str
    note: str
    by: str | None = None  # the notice that ended it
    quote: str | None = None  # the sentence that says so


def validity(
    notice: Notice, others: Iterable[Notice], as_of: date, quotes: Sequence[str] = ()
) -> Validity:
    """Whether `notice` is in force on `as_of`, by its own words and by those of `others`.

    `quotes` are the sentences of the notice on its own life (`Effect.quotes`). A notice that
    says nothing of its life is unknown, however old. Dates given only as a month or a year are
    read so that nothing is claimed for the days they leave open.

    >>> notice = Notice("a", Metadata(effective_from="2023-06-01"), "", (), ())
    >>> validity(notice, (), date(2026, 1, 1)).note
    '按现有文件，自2023-06-01起施行，未写明截止日期；库中没有废止它的文件。'
    """
    ended = _repeal(notice, others, as_of)
    state, note = (ended.state, ended.note) if ended else _own_state(notice, as_of, quotes)
    quote = (ended.quote if ended else None) or next(iter(quotes), None)
    return Validity(state, as_of.isoformat(), note, ended.by if ended else None, quote)


def _own_state(notice: Notice, as_of: date, quotes: Sequence[str]) -> tuple[State, str]:
    """The state by what the notice says of itself."""
    since, until = notice.metadata.effective_from, notice.metadata.effective_until
    if until and last_day(until) < as_of:
        return "expired", f"有效期至{until}，已经届满。"
    if since and as_of < first_day(since):
        return "not yet in force", f"自{since}起施行，尚未生效。"
    if not since:
        return "unknown", "文件没有写明可以确定的施行日期，能否适用请向发文机关核实。"
    if as_of < last_day(since):
        return "unknown", f"施行日期只写到{since}，当日是否已生效无法确定。"
    if until:
        return "in force", f"按现有文件，自{since}起施行，有效期至{until}；库中没有废止它的文件。"
    if any(_TERM.search(re.sub(r"\s", "", q)) for q in quotes):
        return "unknown", f"自{since}起施行，写有期限但无法算出截止日期，请核对原文。"
    return "in force", f"按现有文件，自{since}起施行，未写明截止日期；库中没有废止它的文件。"


def _repeal(notice: Notice, others: Iterable[Notice], as_of: date) -> Validity | None:
    """What the notices that name this one among their repeals make of it; None if none does."""
    found = [_ended_by(other, as_of) for other in others if _repeals(other, notice)]
    known = [v for v in found if v.state == "repealed"] or [v for v in found if v.note]
    return known[0] if known else None


def _ended_by(other: Notice, as_of: date) -> Validity:
    by = other.metadata.title or other.metadata.number or other.id
    since = other.metadata.effective_from or other.metadata.issued_on
    if since is None:
        note = f"《{by}》写明废止它，但生效日期不明，请向发文机关核实。"
        return Validity("unknown", as_of.isoformat(), note, by)
    if last_day(since) <= as_of:
        return Validity("repealed", as_of.isoformat(), f"自{since}起被《{by}》废止。", by)
    return Validity("unknown", as_of.isoformat(), "", by)


def _repeals(other: Notice, notice: Notice) -> bool:
    """Whether `other`, not older and not of another province, names `notice` as ended."""
    ours, theirs = other.metadata, notice.metadata
    elsewhere = ours.region and theirs.region and ours.region != theirs.region
    if other.id == notice.id or elsewhere or _is_older(ours, theirs):
        return False
    return any(_names(printed, notice.metadata) for printed in other.metadata.repeals)


def _is_older(one: Metadata, than: Metadata) -> bool:
    ours, theirs = one.effective_from or one.issued_on, than.issued_on
    return bool(ours and theirs and last_day(ours) < first_day(theirs))


def _names(printed: str, metadata: Metadata) -> bool:
    """Whether a name in a list of repeals is this notice's: by number if both have one."""
    number = number_in(printed)
    if number and metadata.number:
        return _plain_number(number) == _plain_number(metadata.number)
    if number and metadata.issued_on and metadata.issued_on[:4] not in number:
        return False  # another version under the same title
    title = printed.replace(f"（{number}）", "") if number else printed
    return metadata.title is not None and bool(_titles(title) & _titles(metadata.title))


def _plain_number(number: str) -> str:
    return re.sub(r"\s|第", "", number).translate(_BRACKETS)


def _titles(title: str) -> set[str]:
    """A title without marks and blanks; of 关于印发甲的通知 also 甲 itself."""
    plain = title.translate(_MARKS)
    about = _ABOUT.match(plain)
    return {plain, about[2]} if about else {plain}
