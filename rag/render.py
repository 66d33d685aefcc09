"""Answers, hits and notices as plain text for a terminal."""

from collections.abc import Sequence

from corpus.model import Clause, Measure, Metadata, Notice
from corpus.report import Report, report
from rag.answer import Answer, Citation, ClauseHit, clause_name
from rag.compose import role_line

_METADATA = {
    "title": "标题",
    "number": "文号",
    "region": "地区",
    "level": "层级",
    "issuer": "发文机关",
    "issued_on": "成文日期",
}
_LIFE = {"effective_from": "施行日期", "effective_until": "有效期至"}


def answer_text(answer: Answer) -> str:
    """The answer, then its citations; for a refusal the nearest clauses, marked as such."""
    lines = []
    if answer.standalone != answer.question:
        lines.append(f"（按“{answer.standalone}”回答）")
    lines += [_plain(answer.answer), ""]
    if answer.citations:
        lines += ["出处", *map(_source, answer.citations)]
    if answer.nearest:
        lines += ["最接近的条款（不是回答）", *map(_nearest_line, answer.nearest)]
    return "\n".join(lines).rstrip()


def _source(citation: Citation) -> str:
    return "\n    ".join([source_line(citation), *note_lines(citation)])


def source_line(citation: Citation) -> str:
    """[1] 《标题》 文号 日期 · 章 · （五）条目"""
    notice, clause = citation.notice, citation.clause
    known = (f"《{notice['title']}》", notice["number"], notice["issued_on"])
    source = " ".join(k for k in known if k)
    place = f"{clause['label']}{clause['title'] or ''}"
    return " · ".join(p for p in (f"[{citation.rank}] {source}", clause["chapter"], place) if p)


def note_lines(citation: Citation) -> list[str]:
    """What is to be known beside a source today: its validity, successors, targets gone by."""
    lines = []
    if validity := citation.notice["validity"]:
        lines.append(f"效力（{validity['as_of']}）：{validity['note']}")
    for s in citation.agencies_today:
        hedge = "" if s.certainty == "sure" else "（各地名称不一）"
        lines.append(f"今：{s.printed} → {'、'.join(s.today)}{hedge}，{s.basis}")
    if citation.targets_past:
        lines.append(f"目标时间已过：{'、'.join(citation.targets_past)}")
    return lines


def hit_text(hit: ClauseHit) -> str:
    """A clause found, with its best sentence."""
    return f"{hit.rank}. {clause_name(hit.located)}\n   {hit.sentence}"


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
            lines += ["", chapter or ""]
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


def _nearest_line(citation: Citation) -> str:
    return f"{source_line(citation)}\n    {citation.quote}"


def _plain(markdown: str) -> str:
    """Our own Markdown without its marks: only quotes (>) and bold (**) are ever used."""
    lines = (line.removeprefix("> ").replace("**", "") for line in markdown.splitlines())
    return "\n".join(lines)
