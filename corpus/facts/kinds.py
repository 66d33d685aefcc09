"""What kind of support a measure offers: 资金补助, 税收, 用地 … (docs/kinds.md describes each)."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from corpus.model import Kind, Span

_GROUPS = 8
# Cited titles, and who answers for the measure: what stands there offers nothing.
_ASIDE = r"(?<=《)[^《》\n]{1,80}》|(?<=[（〔])(?:责任|牵头|配合|主办|负责)[^（）〔〕]{1,400}[）〕]"


def names() -> tuple[str, ...]:
    """The taxonomy: the name of every kind, in the order documented."""
    return tuple(_table()["kinds"])


def kinds(text: str) -> Iterator[Kind]:
    """The kinds of support that a text speaks of, each time that it does, in order.

    >>> text = "给予贷款贴息，免征增值税；省税务局负责。"
    >>> [(k.name, k.span.of(text)) for k in kinds(text)]
    [('融资', '贷款'), ('贴息', '贴息'), ('税收', '免征增值税')]
    """
    pattern, kind_of = _patterns()
    for m in pattern.finditer(text):
        if name := kind_of.get(m.lastindex or 0):
            yield Kind(name, Span(*m.span()))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("corpus.facts").joinpath("kinds.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[re.Pattern[str], dict[int, str]]:
    """One pattern for all kinds; the empty group that a match sets tells the kind.

    It begins with one character class, by which `re` passes over most of a text; then the
    alternatives are tested in groups of those that share their first and second characters.
    """
    kind_of: dict[int, str] = {}
    by_first = sorted(_worded(), key=lambda w: ord(w[0][0]) % _GROUPS)
    groups = [
        _group(list(words), kind_of)
        for _, words in groupby(by_first, key=lambda w: ord(w[0][0]) % _GROUPS)
    ]
    firsts = "".join(sorted({p[0] for p, _ in by_first}))
    return re.compile(rf"[《（〔{firsts}](?:{'|'.join([_ASIDE, *groups])})"), kind_of


def _worded() -> list[tuple[str, str]]:
    """Every pattern with its kind; those that offer nothing have the kind ""."""
    table = _table()
    worded = [(p, name) for name, patterns in table["kinds"].items() for p in patterns]
    return worded + [(p, "") for p in table["guards"]["withdrawn"]]


def _group(worded: list[tuple[str, str]], kind_of: dict[int, str]) -> str:
    """Patterns of which a character class tests the first character, a branch the second."""
    firsts = "".join(sorted({p[0] for p, _ in worded}))
    longest_first = sorted(worded, key=lambda w: (w[0][1], -len(w[0])))
    branches = [
        f"{second}(?:{'|'.join(_alternative(p, name, kind_of) for p, name in words)})"
        for second, words in groupby(longest_first, key=lambda w: w[0][1])
    ]
    return f"(?<=[{firsts}])(?:{'|'.join(branches)})"


def _alternative(pattern: str, name: str, kind_of: dict[int, str]) -> str:
    """What is left of a pattern when its first two characters are read."""
    rest = f"(?<={pattern[:2]}){pattern[2:]}"
    if not name:
        return rest
    kind_of[len(kind_of) + 1] = name
    return f"{rest}{_table()['guards']['not_before']}()"
