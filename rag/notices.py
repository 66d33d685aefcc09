"""Notices as plain text for a terminal: what is known of them, what was read, their structure."""

from collections.abc import Sequence

from corpus.model import Clause, Measure, Metadata, Notice
from corpus.report import Report, report
from rag.roles import role_line

_METADATA = {
    "title": "标题",
    "number": "文号",
    "region": "地区",
    "level": "层级",
    "issuer": "发文机关",
    "issued_on": "成文日期",
}
_LIFE = {"effective_from": "施行日期", "effective_until": "有效期至"}


def report_line(counted: Report) -> str:
    """What was read, in figures: to be checked against the paper in a minute."""
    several = f"{counted.notices} 份通知，" if counted.notices > 1 else ""
    return (
        f"{several}{counted.clauses} 条，{counted.measures} 项措施，"
        f"其中 {counted.attributed} 项写明负责部门；{counted.cited:.1%} 的文字在条款中，"
        f"未能归类 {counted.unknown} 字；注意 {len(counted.warnings)} 处"
    )


def file_text(notices: Sequence[Notice]) -> str:
    """The structure of all notices of a file; of several, what was read of them together first."""
    texts = [notice_text(n) for n in notices]
    if len(notices) > 1:
        texts.insert(0, report_line(report(notices)))
    return "\n\n".join(texts)


def notice_text(notice: Notice) -> str:
    """The structure of a notice: what is known of it, its clauses, measures and agencies."""
    lines = [
        *_metadata_lines(notice.metadata),
        report_line(report([notice])),
        *(f"注意：{w}" for w in notice.warnings),
    ]
    chapter = None
    for clause in notice.clauses:
        if clause.chapter != chapter:
            chapter = clause.chapter
            lines += ["", chapter] if chapter else [""]
        lines += _clause_lines(notice, clause)
    return "\n".join(lines)


def _metadata_lines(metadata: Metadata) -> list[str]:
    known = [f"{w}：{getattr(metadata, n) or '未知'}" for n, w in _METADATA.items()]
    known += [f"{w}：{value}" for n, w in _LIFE.items() if (value := getattr(metadata, n))]
    return known + [f"废止：{name}" for name in metadata.repeals]


def _clause_lines(notice: Notice, clause: Clause) -> list[str]:
    lines = [f"  {clause.label}{clause.title or ''}"]
    for measure in clause.measures:
        lines.append(f"    · {_excerpt(notice, measure)}")
        if measure.agencies:
            lines.append(f"      {role_line(measure.agencies)}")
    return lines


def _excerpt(notice: Notice, measure: Measure, width: int = 40) -> str:
    text = measure.span.of(notice.text).replace("\n", " ")
    return text if len(text) <= width else text[:width] + "……"
