"""How likely a sentence is to answer a question, from what of the question stands in it.

A logistic function of four numbers that do not depend on the embedding model: the share of the
question found, how much was found in all, how far both rankings agree that this is the sentence,
and whether it speaks of what the question words are about. The weights are learned by
`make calibrate` on eval/questions/dev.jsonl, from questions with and without an answer; they stand
here and nowhere else.
"""

import math

WEIGHTS = {"coverage": 4.25, "found": 3.34, "agreement": 6.52, "on_focus": 6.1}
INTERCEPT = -22.21


def features(
    coverage: float, found: float, agreement: float, on_focus: bool
) -> tuple[float, float, float, float]:
    """What the function is learned on: `found` grows by its logarithm, the first words most."""
    return coverage, math.log1p(found), agreement, float(on_focus)


def support(coverage: float, found: float, agreement: float, on_focus: bool) -> float:
    """The probability (0 to 1) that a sentence answers; from 0.5 on it is taken to.

    >>> support(1.0, 3.0, 2.0, True) > 0.9, support(0.1, 0.2, 1.0, True) < 0.1
    (True, True)
    """
    values = features(coverage, found, agreement, on_focus)
    logit = INTERCEPT + sum(w * v for w, v in zip(WEIGHTS.values(), values, strict=True))
    return 1 / (1 + math.exp(-logit))
