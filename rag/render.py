"""Answers, hits and notices as plain text for a terminal."""

from corpus.model import Clause, Measure, Metadata, Notice
from rag.answer import Answer, Citation, ClauseHit, clause_name
from rag.compose import role_line


def answer_text(answer: Answer) -> str:
    """The answer, then its citations; for a refusal the nearest clauses, marked as such."""
    lines = []
    if answer.standalone != answer.question:
        lines.append(f"（按“{answer.standalone}”回答）")
    lines += [_plain(answer.answer), ""]
    if answer.citations:
        lines += ["出处", *map(source_line, answer.citations)]
    if answer.nearest:
        lines += ["最接近的条款（不是回答）", *map(_nearest_line, answer.nearest)]
    return "\n".join(lines).rstrip()


def source_line(citation: Citation) -> str:
    """[1] 《标题》 文号 日期 · 章 · （五）条目"""
    notice, clause = citation.notice, citation.clause
    known = (f"《{notice['title']}》", notice["number"], notice["issued_on"])
    source = " ".join(k for k in known if k)
    place = f"{clause['label']}{clause['title'] or ''}"
    return " · ".join(p for p in (f"[{citation.rank}] {source}", clause["chapter"], place) if p)


def hit_text(hit: ClauseHit) -> str:
    """A clause found, with its best sentence."""
    return f"{hit.rank}. {clause_name(hit.located)}\n   {hit.sentence}"


def notice_text(notice: Notice) -> str:
    """The structure of a notice: what is known of it, its clauses, measures and agencies."""
    measures = [m for c in notice.clauses for m in c.measures]
    attributed = sum(bool(m.agencies) for m in measures)
    lines = [
        *_metadata_lines(notice.metadata),
        f"共 {len(notice.clauses)} 条，{len(measures)} 项措施，其中 {attributed} 项写明负责部门",
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
    names = ("title", "number", "region", "issuer", "issued_on")
    words = ("标题", "文号", "地区", "发文机关", "成文日期")
    return [f"{w}：{getattr(metadata, n) or '未知'}" for n, w in zip(names, words, strict=True)]


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
