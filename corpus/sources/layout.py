"""Pages and lines → paragraphs: page markers, running heads and hard wraps are undone.

A text layer knows no paragraphs: it gives the lines of the page, and justified lines even in
pieces, one a line. What tells a paragraph's end is the page itself: its last line is short, and
the next begins with an indent or a number. Texts whose lines are paragraphs stay as they are.
"""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.sources.unwrap import paragraphs, wrap_width

_PAGE = re.compile(r"^(?:# ?Page \d+:?|\f)[ \t]*$", re.MULTILINE)
# A page number alone on a line: — 3 —, - 3 -, 第 3 页 共 9 页, 3 / 9. A bare 3 only at an edge.
_FOLIO = re.compile(
    r"[ \t\u3000]*(?:[-—–－·]{1,2} ?\d{1,4} ?[-—–－·]{1,2}"
    r"|第 ?\d{1,4} ?页[，,/ ]{0,2}(?:共 ?\d{1,4} ?页)?"
    r"|\d{1,4} ?/ ?\d{1,4})[ \t\u3000]*"
)
_FOLIO_LINE = re.compile(rf"^{_FOLIO.pattern}$\n?", re.MULTILINE)
_BARE_FOLIO = re.compile(r"[ \t\u3000]*\d{1,4}[ \t\u3000]*")
_PROSE = re.compile("[，。；：（(]")  # two pages may begin alike by chance
_EDGE = 2  # a running head or foot is among the first or last lines of its page


def flowing(text: str) -> str:
    """The text with its real paragraphs, one a line; without page numbers and running heads.

    >>> flowing("一、总则\\n甲乙丙。")
    '一、总则\\n甲乙丙。'
    """
    pages = [page.split("\n") for page in _PAGE.split(text)]
    if len(pages) == 1:
        pages = [page.split("\n") for page in _FOLIO_LINE.split(text)]
    if len(pages) > 1:
        pages = ["\n".join(page).strip("\n").split("\n") for page in pages]
    lines = list(_without_furniture(pages))
    width = wrap_width(lines)
    return "\n".join(paragraphs(lines, width) if width else lines)


def _without_furniture(pages: list[list[str]]) -> Iterator[str]:
    """The lines of all pages without what is printed around the text of each."""
    heads = _running_lines(pages)
    for page in pages:
        last = len(page) - 1
        for i, line in enumerate(page):
            at_edge = len(pages) > 1 and min(i, last - i) < _EDGE
            if not (_FOLIO.fullmatch(line) or (at_edge and _is_furniture(line, heads))):
                yield line


def _is_furniture(line: str, heads: set[str]) -> bool:
    return bool(_BARE_FOLIO.fullmatch(line)) or _shape(line) in heads


def _running_lines(pages: list[list[str]]) -> set[str]:
    """What stands at the edge of at least three pages and of a third of them, digits aside."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:]) if line.strip()})
    usual = {shape for shape, n in counts.items() if n >= 3 and n * 3 >= len(pages)}
    always = {shape for shape, n in counts.items() if n == len(pages) > 1}
    return usual | {shape for shape in always if not _PROSE.search(shape)}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", "".join(line.split()))
