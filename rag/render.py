"""Answers and hits as plain text for a terminal."""

import re
from collections.abc import Mapping
from typing import Any

from rag.answer import Answer, Citation, ClauseHit, clause_name
from rag.document import unescaped


def answer_text(answer: Answer) -> str:
    """The answer, then its citations; for a refusal the nearest clauses, marked as such."""
    lines = []
    if answer.standalone != answer.question:
        lines.append(f"（按“{answer.standalone}”回答）")
    lines += [plain(answer.answer), ""]
    if answer.citations:
        lines += ["出处", *map(_source, answer.citations)]
    if answer.nearest:
        lines += ["最接近的条款（不是回答）", *map(_nearest_line, answer.nearest)]
    return "\n".join(lines).rstrip()


def _source(citation: Citation) -> str:
    return "\n    ".join([source_line(citation), *note_lines(citation)])


def source_line(citation: Citation) -> str:
    """[1] 《标题》 文号 日期 · 章 · （五）条目"""
    source = notice_line(citation.notice)
    places = (f"[{citation.rank}] {source}", citation.clause["chapter"], citation.place)
    return " · ".join(p for p in places if p)


def notice_line(notice: Mapping[str, Any]) -> str:
    """《标题》 文号 日期, as far as they are known."""
    known = (titled(notice["title"]), notice["number"], notice["issued_on"])
    return " ".join(k for k in known if k)


def titled(title: str | None) -> str:
    """《……》, with the marks of a title inside it as the inner ones (GB/T 15834—2011)."""
    return f"《{title.translate(str.maketrans('《》', '〈〉'))}》" if title else "未命名的通知"


def note_lines(citation: Citation) -> list[str]:
    """What is to be known beside a source today: its validity, successors, targets gone by."""
    lines = []
    if validity := citation.notice["validity"]:
        lines.append(f"效力（{validity['as_of']}）：{validity['note']}")
    lines += successor_lines(citation)
    if citation.targets_past:
        lines.append(f"目标时间已过：{'、'.join(citation.targets_past)}")
    return lines


def successor_lines(citation: Citation) -> list[str]:
    """Who has the duties of the agencies of a source today, where these have ended."""
    lines = []
    for s in citation.agencies_today:
        hedge = "" if s.certainty == "sure" else "（各地名称不一）"
        lines.append(f"今：{s.printed} → {'、'.join(s.today)}{hedge}，{s.basis}")
    return lines


def hit_text(hit: ClauseHit) -> str:
    """A clause found, with its best sentence."""
    return f"{hit.rank}. {clause_name(hit.located)}\n   {hit.sentence}"


def _nearest_line(citation: Citation) -> str:
    return f"{source_line(citation)}\n    {citation.quote}"


def plain(markdown: str) -> str:
    """Our own Markdown without its marks: quotes (>), bold (**) and tables are ever used.

    >>> plain("> **甲**\\\\[乙\\\\] [1]")
    '甲[乙] [1]'
    """
    blocks = (_table(b) if b.startswith("| ") else b for b in markdown.split("\n\n"))
    lines = (line.removeprefix("> ") for line in "\n\n".join(blocks).splitlines())
    return unescaped("\n".join(line.replace("**", "") for line in lines))


def _table(block: str) -> str:
    """A table as paragraphs, one a row, with the head of the column before each cell."""
    head, _, *rows = (_cells(line) for line in block.splitlines())
    return "\n\n".join(
        "\n".join([row[0], *(f"  {h}：{c}" for h, c in zip(head[1:], row[1:], strict=True))])
        for row in rows
    )


def _cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip("|"))
    return [cell.strip().replace("<br>", "\n      ") for cell in cells]
