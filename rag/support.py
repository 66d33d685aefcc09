"""How likely a sentence is to answer a question, from what of the question stands in it.

A logistic function of five numbers: the share of the question found, how much was found in all, how
far both rankings agree that this is the sentence, whether it speaks of what the question words are
about, and how near it lies in meaning, counted from where unrelated questions come (so that another
embedding model keeps the scale). The weights are learned by `make calibrate` on the questions on
which rules are made, so that 0.5 refuses three of a hundred that can be answered; they stand here
and nowhere else.
"""

import math
from typing import NamedTuple

WEIGHTS = {"coverage": 3.35, "found": 1.92, "agreement": 4.9, "on_focus": 2.3, "nearness": 3.13}
INTERCEPT = -14.35


class Support(NamedTuple):
    """What speaks for a sentence; see the module."""

    coverage: float
    found: float
    agreement: float
    on_focus: bool
    nearness: float


def features(
    coverage: float, found: float, agreement: float, on_focus: bool, nearness: float
) -> tuple[float, ...]:
    """What the function is learned on: `found` grows by its logarithm, the first words most."""
    return coverage, math.log1p(found), agreement, float(on_focus), nearness


def support(evidence: Support) -> float:
    """The probability (0 to 1) that a sentence answers; from 0.5 on it is taken to.

    >>> support(Support(1.0, 3.0, 2.0, True, 0.6)) > 0.5 > support(Support(0.1, 0.2, 1.0, True, 0.1))
    True
    """
    weighed = zip(WEIGHTS.values(), features(*evidence), strict=True)
    logit = INTERCEPT + sum(weight * value for weight, value in weighed)
    return 1 / (1 + math.exp(-logit))
