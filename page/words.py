"""Words of notices and users as HTML: shown as text, never run."""

import re
from collections.abc import Callable
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

Chip = Callable[[int], str]
_CITATION = re.compile(r"\[(\d{1,4})\]")
_BREAK = "<br>"


def text(words: object) -> str:
    """Plain text as HTML on one run of lines.

    >>> text("<b>\\n甲")
    '&lt;b&gt;<br>甲'
    """
    return escape(str(words)).replace("\n", _BREAK)


def rendered(markdown: str, chip: Chip) -> str:
    """Our own Markdown as HTML; `chip` gives the HTML of a citation by its number.

    Quotes, bold, lists and tables are ever used. Anything else, HTML and links among it, is text.

    >>> rendered("**甲** <i>乙</i> [1]", lambda n: f"<a>{n}</a>")
    '<p><strong>甲</strong> &lt;i&gt;乙&lt;/i&gt; <a>1</a></p>'
    """
    html: str = _MARKDOWN.render(markdown, {"chip": chip})
    return html.replace("\n", "")


def _citation(state: StateInline, silent: bool) -> bool:
    """[1], unless the bracket is escaped, which makes it the text's own."""
    found = _CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"rank": int(found[1])}
    state.pos = found.end()
    return True


def _line_break(state: StateInline, silent: bool) -> bool:
    """<br>, which our tables hold in place of paragraphs."""
    if not state.src.startswith(_BREAK, state.pos):
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos += len(_BREAK)
    return True


def _shown(_self: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    return str(env["chip"](tokens[index].meta["rank"]))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True})
    parser.enable(["blockquote", "emphasis", "escape", "list", "newline", "table"])
    parser.inline.ruler.push("citation", _citation)
    parser.inline.ruler.push("line_break", _line_break)
    parser.add_render_rule("citation", _shown)
    return parser


_MARKDOWN = _parser()
