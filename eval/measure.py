"""Asks question files through `wence ask --batch`, as a user would, and prints what came back.

`make eval` runs it on the files of eval/questions.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from corpus.library import default_notices
from corpus.reading import read_text

Row = dict[str, Any]
_ROLES = ("lead", "support", "responsible")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over one file of questions."""

    answerable: int
    right_first: int
    false_refusals: int
    attributed: int
    agencies_exact: int
    unanswerable: int
    refused: int
    refused_with_citations: int
    quotes: int
    verbatim: int


def measure(questions: Sequence[Row], answers: Sequence[Row], texts: dict[str, str]) -> Figures:
    """Compares answers with what was expected; `texts` maps notice ids to their text."""
    pairs = list(zip(questions, answers, strict=True))
    answerable = [(q, a) for q, a in pairs if "expect" in q]
    unanswerable = [a for q, a in pairs if "expect" not in q]
    attributed = [(q, a) for q, a in answerable if any(q.get(r) for r in _ROLES)]
    citations = [c for a in answers for c in (*a["citations"], *a["nearest"])]
    return Figures(
        answerable=len(answerable),
        right_first=sum(is_right_first(q, a) for q, a in answerable),
        false_refusals=sum(a["status"] == "refused" for _, a in answerable),
        attributed=len(attributed),
        agencies_exact=sum(has_exact_agencies(q, a) for q, a in attributed),
        unanswerable=len(unanswerable),
        refused=sum(a["status"] == "refused" for a in unanswerable),
        refused_with_citations=sum(
            a["status"] == "refused" and bool(a["citations"]) for a in answers
        ),
        quotes=len(citations),
        verbatim=sum(is_verbatim(c, texts) for c in citations),
    )


def is_right_first(question: Row, answer: Row) -> bool:
    """Whether the first citation is one of the clauses expected (region and label)."""
    if not answer["citations"]:
        return False
    first = answer["citations"][0]
    return f"{first['notice']['region']}{first['clause']['label']}" in question["expect"]


def is_verbatim(citation: Row, texts: dict[str, str]) -> bool:
    """Whether the quote stands in its notice at the offsets given."""
    text = texts[citation["notice"]["id"]]
    return bool(text[citation["start"] : citation["end"]] == citation["quote"])


def has_exact_agencies(question: Row, answer: Row) -> bool:
    """Whether the first citation names exactly the agencies expected, each in its role."""
    if not answer["citations"]:
        return False
    named = answer["citations"][0]["agencies"]
    return all(sorted(named[r]) == sorted(question.get(r, [])) for r in _ROLES)


def report(name: str, f: Figures) -> str:
    """The figures in words, one line each."""
    lines = [
        name,
        f"  right clause first         {f.right_first}/{f.answerable}",
        f"  refused though answerable  {f.false_refusals}/{f.answerable}",
        f"  quotes verbatim            {f.verbatim}/{f.quotes}",
        f"  refused with citations     {f.refused_with_citations}",
    ]
    if f.attributed:
        lines.append(f"  agencies exact by role     {f.agencies_exact}/{f.attributed}")
    if f.unanswerable:
        lines.append(f"  unanswerable refused       {f.refused}/{f.unanswerable}")
    return "\n".join(lines)


def ask_all(rows: Sequence[Row]) -> list[Row]:
    """The answers of the installed command; a row it could not use counts as refused."""
    command = Path(sys.executable).with_name("wence")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        source.write_text("\n".join(lines), encoding="utf-8")
        call = [str(command), "ask", "--batch", str(source), "--out", str(target)]
        subprocess.run(call, check=True, stderr=subprocess.DEVNULL)
        out = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    unusable = {"status": "refused", "citations": [], "nearest": []}
    return [row.get("answer", unusable) for row in out]


@click.command(help="Asks question files through `wence ask --batch` and prints the figures.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def main(files: tuple[Path, ...]) -> None:
    """One block of figures a file."""
    notices = [read_text(text, metadata) for text, metadata in default_notices()]
    texts = {n.id: n.text for n in notices}
    for file in files:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        click.echo(report(file.stem, measure(rows, ask_all(rows), texts)))


if __name__ == "__main__":
    main()
