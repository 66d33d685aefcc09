"""A match report to take along: which measures, on what conditions, where to go, in which words."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from corpus.errors import BadInput, WenceError
from rag.answer import Citation
from rag.document import Block, in_docx, in_markdown
from rag.match import Condition, Match, MatchReport
from rag.matching.profile import profile_in_words
from rag.render import titled
from rag.roles import role_line

_NO_ADVICE = (
    "本清单由问策按通知原文自动整理，只列原文与已知情况是否相符，不构成法律意见；"
    "是否享受、如何办理，以原文和主管部门的答复为准。"
)
_MARKS = {"met": "✓", "unmet": "✗", "unknown": "？"}
_STATES = {"met": "符合", "unmet": "不符合", "unknown": "待确认"}
_NO_AGENCIES = "原文没有写明"
_MOST_OPEN = 30  # open measures written out; the rest is counted
_SUFFIXES = (".md", ".docx")


def checklist(report: MatchReport, as_of: date) -> list[Block]:
    """The checklist as blocks, each with its kind and plain text."""
    return list(_blocks(report, as_of))


def save(report: MatchReport, path: Path, as_of: date) -> None:
    """Writes the checklist in the form that the ending of `path` names.

    Raises BadInput for another ending, WenceError where the file cannot be written.
    """
    check_path(path)
    blocks = checklist(report, as_of)
    is_markdown = path.suffix == ".md"
    data = in_markdown(blocks).encode() if is_markdown else in_docx(blocks)
    try:
        path.write_bytes(data)
    except OSError as e:
        raise WenceError(f"清单写不进 {path}（{e.strerror}）。请换一个位置。") from e


def check_path(path: Path) -> None:
    """Raises BadInput where the ending names no form of a checklist."""
    if path.suffix not in _SUFFIXES:
        raise BadInput(f"清单只能存为 .md 或 .docx，不能存为“{path.name}”。")


def _blocks(report: MatchReport, as_of: date) -> Iterator[Block]:
    yield "title", "政策匹配清单"
    yield "text", f"整理日期：{as_of.isoformat()}"
    yield "text", _NO_ADVICE
    yield "heading", "企业情况（按此匹配，可更正）"
    yield from (("item", line) for line in profile_in_words(report.profile))
    yield "heading", f"适用（{len(report.applies)} 项）"
    yield from _measures(report.applies)
    yield "heading", f"可能适用，还要确认（{len(report.may_apply)} 项）"
    yield from _measures(report.may_apply[:_MOST_OPEN])
    if (more := len(report.may_apply) - _MOST_OPEN) > 0:
        yield "text", f"另有 {more} 项可能适用，未列出；先回答下面的问题，范围会缩小。"
    if report.asks:
        yield "heading", "先回答这些问题"
        yield from (("item", ask.question) for ask in report.asks)
    yield "heading", "不适用"
    yield "text", f"其余 {len(report.not_applicable)} 项措施不适用，或不是企业可以享受的支持。"


def _measures(matches: Iterable[Match]) -> Iterator[Block]:
    for number, match in enumerate(matches, 1):
        yield from _measure(number, match)


def _measure(number: int, match: Match) -> Iterator[Block]:
    citation = match.citation
    yield "part", f"{number}. {citation.place}"
    yield "quote", citation.quote.replace("\n", "")
    yield "text", match.why
    yield from (("item", _condition(c)) for c in match.conditions)
    yield "text", f"办理或咨询：{role_line(citation.agencies_full) or _NO_AGENCIES}"
    yield "text", f"出处：{_source(citation)}"


def _condition(condition: Condition) -> str:
    state = condition.state
    quoted = f"（原文：“{condition.quote}”）" if condition.quote else ""
    return f"{_MARKS[state]} {_STATES[state]}：{condition.text}{quoted}".replace("\n", "")


def _source(citation: Citation) -> str:
    notice = citation.notice
    known = (titled(notice["title"]), notice["number"])
    dated = f"{notice['issued_on']} 印发" if notice["issued_on"] else "印发日期未知"
    validity = notice["validity"]["note"] if notice["validity"] else ""
    return "，".join(p for p in (*known, dated, validity) if p)
