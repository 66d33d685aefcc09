"""One thing that can be held against a profile: a trade, a size, a headcount, a title."""

from dataclasses import dataclass
from typing import Literal

Field = Literal[
    "sectors",  # a trade; several together are one compound
    "one_of",  # any of several trades
    "trade",  # a trade without a name of ours
    "doing",  # business that one does, if only besides
    "size",
    "registered",
    "employees",
    "qualifications",
    "people",
    "foreign_owned",
    "firm",  # an enterprise, not a person or 个体工商户
    "city",
    "zone",  # a part of a place
    "figure",  # a quantity, by name and unit
    "act",  # what one does or wants to do
    "told",  # the same, for those alone who say so
    "over",  # a time that has gone by
    "free",  # words that no rule reads
]


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing required: which field of a profile tells it, and the values that meet it.

    `low` and `high` bound a headcount or a figure, both inclusive.
    """

    field: Field
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


Alternative = tuple[Atom, ...]  # all of which must hold
