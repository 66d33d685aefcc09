"""A stream of text → its sentences, each once it is whole, the citations behind it included."""

import re
from collections.abc import Iterable, Iterator

_END = r"(?:[。！？!?\n]|(?<=[A-Za-z])\.(?=\s|\[|$))+[”’」』）)]*"
_CITED = r"(?:\s*[\[【][^\[\]【】\n]{1,12}[\]】])*"
_BODY = r"(?:(?!(?<=[A-Za-z])\.[\s\[])[^。！？!?\n])*"
# A sentence is whole once it is seen that no citation follows.
_SENTENCE = re.compile(rf"{_BODY}{_END}{_CITED}(?=\s*[^\s\[【”’」』）)。！？!?])")
_LAST = re.compile(rf"{_BODY}{_END}{_CITED}")
_ENDED = re.compile(r"\]\s*$")
_LONGEST = 600  # characters after which one is given out, ended or not


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences of a text that comes in pieces; a last one that does not end is left out.

    >>> list(sentences(["甲可以。[", "1]乙不得", "。[2]", "丙"]))
    ['甲可以。[1]', '乙不得。[2]']
    """
    held = ""
    for piece in pieces:
        held += piece
        while m := _SENTENCE.match(held):
            yield from _told(m.group())
            held = held[m.end() :]
        if len(held) > _LONGEST:
            yield held
            held = ""
    for m in _LAST.finditer(held):
        yield from _told(m.group())
    rest = _LAST.sub("", held)
    if _ENDED.search(rest):
        yield from _told(rest)


def _told(sentence: str) -> Iterator[str]:
    if re.search(r"\w", sentence):
        yield sentence.strip()
