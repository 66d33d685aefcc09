"""How right one answer is: each figure as a number from 0 to 1, and only those that apply."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.catalogue import Located
from eval.goldset import ROLES, Row, plain
from rag.answer import Answer, Citation
from rag.document import unescaped
from rag.roles import ROLES as ROLE_WORDS

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its answer and what that is worth."""

    row: Row
    answer: Answer
    scores: Scores


def judge(row: Row, answer: Answer, texts: Mapping[str, str]) -> Judged:
    """Holds an answer against the gold; `texts` maps the ids of notices to their text."""
    common = {"verbatim": float(_all_verbatim(answer, texts))}
    if answer.status == "refused":
        common["refused_with_citations"] = float(bool(answer.citations))
    own = _answerable(row, answer) if row.answerable else _unanswerable(answer)
    return Judged(row, answer, own | common)


def cited_names(citations: Sequence[Citation]) -> list[str]:
    """The clauses cited as the gold set names them, each once, in order."""
    return list(dict.fromkeys(_name(c) for c in citations))


def _answerable(row: Row, answer: Answer) -> dict[str, float]:
    cited = cited_names(answer.citations)
    hit = sum(any(c in cited for c in group) for group in row.groups)
    right = sum(c in row.clauses or c in row.also for c in cited)
    recall = hit / len(row.groups)
    precision = right / len(cited) if cited else 0.0
    scores = {
        "right_first": float(bool(cited) and cited[0] in row.clauses),
        "groups": float(hit == len(row.groups)),
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "false_refusal": float(answer.status == "refused"),
    }
    if cited:
        scores["precision"] = precision
    if row.facts:
        said = plain(unescaped(answer.answer))
        scores["facts"] = float(all(plain(fact) in said for fact in row.facts))
    if row.agencies is not None:
        scores["agencies"] = float(_agencies(row, answer) == _sets(row.agencies))
    if row.count is not None:
        scores["count"] = float(counts_said(answer.answer) == row.count)
    return scores


def _unanswerable(answer: Answer) -> dict[str, float]:
    return {"refused": float(answer.status == "refused")}


def counts_said(text: str) -> dict[str, int]:
    """The counts by role that an answer states.

    >>> counts_said("省公安厅：牵头 2 项、责任 5 项。")
    {'lead': 2, 'responsible': 5}
    """
    pattern = {role: rf"{word}\s*(\d+)\s*项" for role, word in ROLE_WORDS.items()}
    return {role: int(m[1]) for role, p in pattern.items() if (m := re.search(p, text))}


def _agencies(row: Row, answer: Answer) -> dict[str, set[str]]:
    """The agencies by role of all citations from the right clauses; of all where there is none."""
    right = [c for c in answer.citations if _name(c) in row.clauses] or answer.citations
    named: dict[str, set[str]] = {role: set() for role in ROLES}
    for citation in right:
        for role in ROLES:
            named[role] |= {plain(n) for n in getattr(citation.agencies, role)}
    return named


def _sets(agencies: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    return {role: {plain(n) for n in agencies[role]} for role in ROLES}


def cited_name(located: Located) -> str:
    """A clause as the gold set names it: 辽宁（五）."""
    metadata = located.notice.metadata
    return f"{metadata.region or metadata.title or ''}{located.clause.label}"


def _name(citation: Citation) -> str:
    prefix = citation.notice["region"] or citation.notice["title"] or ""
    return f"{prefix}{citation.clause['label']}"


def _all_verbatim(answer: Answer, texts: Mapping[str, str]) -> bool:
    quotes = (*answer.citations, *answer.nearest)
    return all(texts[c.notice["id"]][c.start : c.end] == c.quote for c in quotes)
