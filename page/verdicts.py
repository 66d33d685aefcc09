"""A match report as HTML: what was understood, and the verdicts with their conditions."""

from collections.abc import Iterable, Iterator

from page.parts import badges, group, notes, validity_line, where_line
from page.words import text
from rag.answer import Citation
from rag.match import NATURES, Condition, Match, MatchReport
from rag.matching.profile import Profile, profile_in_words
from rag.render import successor_lines

_MARKS = {"met": ("✓", "符合"), "unmet": ("✗", "不符合"), "unknown": ("?", "待确认")}
_CORRECT = "按下面的情况匹配（有误请在表格里更正）"
_MOST_OPEN = 30  # open measures written out; answering a question brings up the others
_MOST_NEVER = 200
EMPTY = (
    '<p class="empty">写一句介绍，就能看到哪些措施适用、哪些还要确认什么、哪些不适用，'
    "每一项都有原文条件、负责部门和出处。</p>"
)


def report_html(report: MatchReport) -> str:
    """The whole report: applies and may apply in full, the rest in a line each."""
    return f'<div class="verdicts">{"".join(_groups(report))}</div>'


def profile_html(profile: Profile) -> str:
    """What was understood of the business, to be corrected."""
    lines = "".join(f"<li>{text(line)}</li>" for line in profile_in_words(profile))
    return f'<p class="asks">{_CORRECT}</p><ul class="profile">{lines}</ul>'


def _groups(report: MatchReport) -> Iterator[str]:
    yield _group("applies", "适用", len(report.applies), report.applies)
    shown = report.may_apply[:_MOST_OPEN]
    yield _group("may", "可能适用，还要确认", len(report.may_apply), shown)
    yield _never(report)


def _group(name: str, title: str, count: int, matches: Iterable[Match]) -> str:
    cards = "".join(_card(number, match) for number, match in enumerate(matches, 1))
    more = f'<p class="empty">只列前 {_MOST_OPEN} 项；先回答问题，范围会缩小。</p>'
    hidden = more if name == "may" and count > _MOST_OPEN else ""
    body = cards + hidden or '<p class="empty">没有。</p>'
    return group(name, title, count, body)


def _never(report: MatchReport) -> str:
    lines = "".join(
        f"<li><b>{text(_name(m))}</b> {text(m.why)}</li>"
        for m in report.not_applicable[:_MOST_NEVER]
    )
    title, count = "不适用，或不是企业可享受的支持", len(report.not_applicable)
    return group("never", title, count, f"<ul>{lines}</ul>", is_open=False)


def _card(number: int, match: Match) -> str:
    citation = match.citation
    conditions = "".join(map(_condition, match.conditions))
    return (
        f'<article class="measure-card"><h3>{number}. {text(_name(match))} '
        f'<span class="nature {match.nature}">{NATURES[match.nature]}</span></h3>'
        f'<p class="benefit">{text(match.benefit)}</p>'
        f'<ul class="conditions">{conditions}</ul>{badges(citation.agencies_full)}'
        f"{notes(successor_lines(citation))}{_original(citation)}</article>"
    )


def _original(citation: Citation) -> str:
    return (
        f"<details><summary>原文和出处</summary><blockquote>{text(citation.quote)}</blockquote>"
        f'<p class="where">{where_line(citation)}</p>{validity_line(citation)}</details>'
    )


def _condition(condition: Condition) -> str:
    mark, word = _MARKS[condition.state]
    quoted = f"<q>{text(condition.quote)}</q>" if condition.quote else ""
    return (
        f'<li class="{condition.state}"><span class="mark" aria-hidden="true">{mark}</span>'
        f"<span><b>{word}</b> {text(condition.text)}{quoted}</span></li>"
    )


def _name(match: Match) -> str:
    return f"{match.citation.notice['region'] or ''}{match.citation.place}"
