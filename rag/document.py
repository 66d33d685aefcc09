"""A document to take along, as a sequence of blocks: written as Markdown or as Word (.docx)."""

import io
import re
from collections.abc import Iterable
from typing import Literal

from docx import Document

Kind = Literal["title", "heading", "part", "text", "item", "quote"]
Block = tuple[Kind, str]

_PREFIX: dict[Kind, str] = {
    "title": "# ",
    "heading": "## ",
    "part": "### ",
    "text": "",
    "item": "- ",
    "quote": "> ",
}
_LEVELS = {"title": 0, "heading": 1, "part": 2}
_STYLES = {"item": "List Bullet", "quote": "Intense Quote"}
_MARKS = re.compile(r"[\\`*_\[\]<>|~]")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|~])")


def in_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown.

    >>> in_markdown([("title", "清单"), ("item", "甲")])
    '# 清单\\n\\n- 甲\\n'
    """
    written = []
    before: Kind | None = None
    for kind, text in blocks:
        gap = "\n" if before == kind == "item" else "\n\n"
        written.append((gap if before else "") + _PREFIX[kind] + escaped(text))
        before = kind
    return "".join(written) + "\n"


def in_docx(blocks: Iterable[Block]) -> bytes:
    """The blocks as a Word document."""
    document = Document()
    for kind, text in blocks:
        if kind in _LEVELS:
            document.add_heading(text, _LEVELS[kind])
        else:
            document.add_paragraph(text, _STYLES.get(kind))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def escaped(text: str) -> str:
    """Text of a notice or a user is text: no mark in it may become Markdown.

    >>> escaped("**甲** [1]")
    '\\\\*\\\\*甲\\\\*\\\\* \\\\[1\\\\]'
    """
    return _MARKS.sub(r"\\\g<0>", text)


def unescaped(markdown: str) -> str:
    """What `escaped` was given.

    >>> unescaped(escaped("**甲** [1]"))
    '**甲** [1]'
    """
    return _ESCAPED.sub(r"\1", markdown)
