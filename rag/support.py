"""How likely a sentence is to answer a question, from what of the question stands in it.

A logistic function of a few numbers: the share of the question found, how far both rankings agree
that this is the sentence, whether it speaks of what the question words are about, how near it lies
in meaning, counted from where unrelated questions come (so that another embedding model keeps the
scale), how long the question is (who tells much need not find all of it), and what it asks for:
agencies or another kind of fact, several things, a yes or no, a list. The weights are learned by
`make calibrate` on the questions on which rules are made, so that 0.5 refuses two of a hundred that
can be answered; they stand here and nowhere else.
"""

import math
from typing import NamedTuple

WEIGHTS = {
    "coverage": 6.06,
    "agreement": 4.92,
    "on_focus": 1.3,
    "nearness": 2.06,
    "length": 1.61,
    "asks_who": -0.59,
    "asks_fact": -1.16,
    "is_several": 1.06,
    "is_closed": -0.13,
    "is_list": 0.74,
}
INTERCEPT = -17.21


class Support(NamedTuple):
    """What speaks for a sentence; see the module."""

    coverage: float
    agreement: float
    on_focus: bool
    nearness: float
    length: int = 0
    asks_who: bool = False
    asks_fact: bool = False
    is_several: bool = False
    is_closed: bool = False
    is_list: bool = False


def features(evidence: Support) -> tuple[float, ...]:
    """What the function is learned on: `length` grows by its logarithm."""
    logged = {"length": math.log1p(evidence.length)}
    return tuple(float(value) for value in (evidence._asdict() | logged).values())


def support(evidence: Support) -> float:
    """The probability (0 to 1) that a sentence answers; from 0.5 on it is taken to.

    >>> support(Support(1, 2, True, 0.6, 20)) > 0.5 > support(Support(0.1, 1, True, 0.1, 20))
    True
    """
    weighed = zip(WEIGHTS.values(), features(evidence), strict=True)
    logit = INTERCEPT + sum(weight * value for weight, value in weighed)
    return 1 / (1 + math.exp(-logit))
