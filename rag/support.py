"""How likely a sentence is to answer a question, from what of the question stands in it.

A logistic function of three numbers that do not depend on the embedding model: the share of the
question found, how much was found in all, and how far both rankings agree that this is the
sentence. The weights are learned by `make calibrate` on eval/questions/dev.jsonl, from questions
with and without an answer; they stand here and nowhere else.
"""

import math

WEIGHTS = {"coverage": 5.71, "found": 4.69, "agreement": 5.38}
INTERCEPT = -15.18


def features(coverage: float, found: float, agreement: float) -> tuple[float, float, float]:
    """What the function is learned on: `found` grows by its logarithm, the first words most."""
    return coverage, math.log1p(found), agreement


def support(coverage: float, found: float, agreement: float) -> float:
    """The probability (0 to 1) that a sentence answers; from 0.5 on it is taken to.

    >>> support(1.0, 3.0, 2.0) > 0.9, support(0.1, 0.2, 1.0) < 0.1
    (True, True)
    """
    values = features(coverage, found, agreement)
    logit = INTERCEPT + sum(w * v for w, v in zip(WEIGHTS.values(), values, strict=True))
    return 1 / (1 + math.exp(-logit))
