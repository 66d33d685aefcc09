"""Automatic numbers of Word: "一、" and "（一）" that are printed but not in the text.

A paragraph, or its style, names a list (`w:numId`) and a level; the list's definition tells how
the level counts and prints (ECMA-376, part 1, 17.9). Lists of one definition go on counting
together, until one of them overrides a start.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from corpus.sources.ordinals import printed
from corpus.sources.wordml import W, value, whole

_PLACE = re.compile(r"%([1-9])")
_MAX_STYLES = 20  # how far a style may be based on others


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str  # "（%1）": %1 is the number of the first level
    restarts: bool
    spaced: bool
    style: str  # the paragraph style that this level belongs to

    def label(self, numbers: list[str]) -> str:
        """The number as printed; a blank after it where it would run into the text."""
        if self.number_format == "bullet":
            return ""
        label = _PLACE.sub(lambda m: "".join(numbers[int(m[1]) - 1 : int(m[1])]), self.text)
        return label + " " if self.spaced and label[-1:].isascii() and label else label


class Numbering:
    """The lists of one document; `label` is to be asked once for each paragraph, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        root = Element("none") if numbering is None else numbering
        abstract = {a.get(f"{W}abstractNumId", ""): a for a in root.findall(f"{W}abstractNum")}
        self._lists = {n.get(f"{W}numId", ""): n for n in root.findall(f"{W}num")}
        self._levels = {key: dict(_levels(a)) for key, a in abstract.items()}
        self._styles = {s.get(f"{W}styleId", ""): s for s in styles or () if s.tag == f"{W}style"}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Element) -> str:
        """What Word prints before the paragraph, empty where it has no number."""
        list_id, depth = self._place(paragraph)
        if list_id not in self._lists:
            return ""
        definition = value(self._lists[list_id].find(f"{W}abstractNumId"))
        levels = self._levels.get(definition, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(definition, {})
        self._begin(list_id, counts)
        _advance(counts, levels, depth)
        numbers = [
            printed(counts.get(d, level.start), level.number_format)
            for d, level in sorted(levels.items())
        ]
        return levels[depth].label(numbers)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level that a paragraph names, itself or by its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        list_id, depth = _named(own)
        for _ in range(_MAX_STYLES):
            if list_id or style not in self._styles:
                break
            list_id, inherited = _named(self._styles[style].find(f"{W}pPr/{W}numPr"))
            depth = self._depth_of(list_id, style) if depth is None and list_id else depth
            depth = inherited if depth is None else depth
            style = value(self._styles[style].find(f"{W}basedOn"))
        return list_id, depth or 0

    def _depth_of(self, list_id: str, style: str) -> int | None:
        """The level that a list keeps for a style."""
        if list_id not in self._lists:
            return None
        levels = self._levels.get(value(self._lists[list_id].find(f"{W}abstractNumId")), {})
        return next((depth for depth, level in levels.items() if level.style == style), None)

    def _begin(self, list_id: str, counts: dict[int, int]) -> None:
        """Overridden starts hold from the first paragraph of a list."""
        if list_id in self._begun:
            return
        self._begun.add(list_id)
        for override in self._lists[list_id].findall(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None:
                counts[_depth(override)] = whole(start, 1) - 1


def _advance(counts: dict[int, int], levels: dict[int, _Level], depth: int) -> None:
    counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
    for deeper in [d for d in counts if d > depth and d in levels and levels[d].restarts]:
        del counts[deeper]


def _named(properties: Element | None) -> tuple[str, int | None]:
    if properties is None:
        return "", None
    depth = properties.find(f"{W}ilvl")
    return value(properties.find(f"{W}numId")), None if depth is None else whole(depth)


def _levels(definition: Element) -> Iterator[tuple[int, _Level]]:
    for level in definition.findall(f"{W}lvl"):
        yield (
            _depth(level),
            _Level(
                start=whole(level.find(f"{W}start")),
                number_format=value(level.find(f"{W}numFmt"), "decimal"),
                text=value(level.find(f"{W}lvlText")),
                restarts=value(level.find(f"{W}lvlRestart")) != "0",
                spaced=value(level.find(f"{W}suff"), "tab") != "nothing",
                style=value(level.find(f"{W}pStyle")),
            ),
        )


def _depth(element: Element) -> int:
    text = element.get(f"{W}ilvl", "0")
    return int(text) if len(text) == 1 and text.isdigit() else 0
