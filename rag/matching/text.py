"""A match report as plain text for a terminal."""

from collections.abc import Iterator, Sequence

from rag.match import Match, MatchReport
from rag.matching.profile import profile_in_words
from rag.render import notice_line, successor_lines
from rag.roles import roles_told

_MOST_OPEN = 12


def report_text(report: MatchReport) -> str:
    """What was understood, what applies and why, what may, and what to say next."""
    return "\n".join(_lines(report)).rstrip()


def _lines(report: MatchReport) -> Iterator[str]:
    yield "按下面的情况匹配（有误请更正）："
    yield from (f"  {line}" for line in profile_in_words(report.profile))
    yield from ("", f"适用 {len(report.applies)} 项")
    for number, match in enumerate(report.applies, 1):
        yield from _match(number, match)
    yield from ("", f"可能适用 {len(report.may_apply)} 项（还有条件要确认）")
    for number, match in enumerate(report.may_apply[:_MOST_OPEN], 1):
        yield from _match(number, match)
    if (more := len(report.may_apply) - _MOST_OPEN) > 0:
        yield f"  另有 {more} 项没有列出；先回答下面的问题，范围会缩小。"
    yield from ("", f"不适用或不是支持措施 {len(report.not_applicable)} 项")
    yield from ("", "依据")
    yield from (f"  {line}" for line in _notices([*report.applies, *report.may_apply[:_MOST_OPEN]]))
    if report.asks:
        yield from ("", "先确认这些，能定下更多措施：")
        yield from (f"  · {ask.question}" for ask in report.asks)


def _notices(matches: Sequence[Match]) -> Iterator[str]:
    """Each notice once, with what is known of its validity."""
    for notice in {m.citation.notice["id"]: m.citation.notice for m in matches}.values():
        yield notice_line(notice)
        if notice["validity"]:
            yield f"  {notice['validity']['note']}"


def _match(number: int, match: Match) -> Iterator[str]:
    citation = match.citation
    yield f"  {number}. {citation.notice['region'] or ''}{citation.place}"
    yield f"     {match.benefit}"
    yield f"     {match.why}"
    yield f"     {roles_told(citation.agencies_full)}"
    yield from (f"     {line}" for line in successor_lines(citation))
