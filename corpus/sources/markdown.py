"""Markdown → the text that a reader of the rendered page would copy."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.sources.encoding import decode

# No indented code: in a notice four spaces begin a paragraph.
_PARSER = MarkdownIt("commonmark").enable("table").disable("code")
_PAGE_MARKER = re.compile(r"Page \d{1,6}:?")
_INDENT = re.compile(r"\u3000*")
# By the standard **甲。**乙 is not bold: it wants a blank behind the stop, where Chinese has none.
_BOLD = re.compile(r"\*\*([^*\n]{1,300})\*\*")
_TAG = re.compile(r"<[^<>]{0,1000}>")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)


def text_of(data: bytes) -> str:
    """Paragraphs without their marks, a blank line between them; a table's cells by tabs.

    List items keep their own numbers and lose their bullets; `# Page 3:` is no heading but the
    marker that text layers leave, and stays for `corpus.sources.layout`.

    >>> text_of("## 一、总则\\n\\n2. **甲**。\\n3. 乙。".encode())
    '一、总则\\n\\n2. 甲。\\n\\n3. 乙。'
    """
    source = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    return "\n\n".join(filter(None, _blocks(_PARSER.parse(source), source.split("\n"))))


def _blocks(tokens: list[Token], lines: list[str]) -> Iterator[str]:
    """One string a block. A number waits for the first words of its list item."""
    number, cells = "", list[str]()
    for before, token in pairwise(tokens):
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_close":
            yield "\t".join(cells)
            cells.clear()
        elif before.type in ("th_open", "td_open"):
            cells.append(_inline(token))
        elif token.type == "inline":
            yield _before(before, token, lines) + number + _inline(token)
            number = ""
        elif token.type in ("fence", "html_block"):
            yield _TAG.sub("", token.content).strip("\n")


def _before(block: Token, inline: Token, lines: list[str]) -> str:
    """What the parser strips though it tells something: an indent, the mark of a page marker."""
    if block.tag == "h1" and _PAGE_MARKER.fullmatch(inline.content):
        return "# "
    indent = _INDENT.match(lines[inline.map[0]]) if inline.map else None
    return indent.group() if indent else ""


def _inline(token: Token) -> str:
    return _BOLD.sub(r"\1", "".join(map(_words, token.children or [])))


def _words(token: Token) -> str:
    is_break = token.type == "html_inline" and _BREAK.match(token.content)
    if is_break or token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type in ("text", "code_inline") else ""
