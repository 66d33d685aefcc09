"""Figures with their 95 % intervals, and whether two systems differ; the arithmetic is SciPy's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

_RESAMPLES = 10_000
_SEED = 20151230  # any fixed number: the same data give the same interval
_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of `n` values from 0 to 1 with its 95 % interval."""

    mean: float
    low: float
    high: float
    n: int


def proportion(values: Sequence[float]) -> Estimate:
    """The share of ones, with Wilson's interval (Wilson 1927), which is sound near 0 and 1.

    >>> e = proportion([1, 1, 1, 0]); round(e.mean, 2), round(e.low, 2), round(e.high, 2)
    (0.75, 0.3, 0.95)
    """
    hits = round(sum(values))
    interval = stats.binomtest(hits, len(values)).proportion_ci(_LEVEL, method="wilson")
    return Estimate(hits / len(values), float(interval.low), float(interval.high), len(values))


def mean(values: Sequence[float]) -> Estimate:
    """The mean with the percentile interval of 10,000 bootstrap samples (Efron 1979)."""
    data = np.asarray(values, float)
    if len(data) < 2 or np.ptp(data) == 0:
        return Estimate(float(data.mean()), float(data.mean()), float(data.mean()), len(data))
    interval = stats.bootstrap(
        (data,), np.mean, n_resamples=_RESAMPLES, confidence_level=_LEVEL,
        method="percentile", rng=np.random.default_rng(_SEED),
    ).confidence_interval  # fmt: skip
    return Estimate(float(data.mean()), float(interval.low), float(interval.high), len(data))


def estimate(values: Sequence[float]) -> Estimate:
    """A proportion where all values are 0 or 1, else a mean."""
    return proportion(values) if set(values) <= {0.0, 1.0} else mean(values)


def p_value(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Two-sided paired randomisation test of the difference in means (Fisher 1935; Smucker, Allan
    and Carterette, CIKM 2007): how often random swaps of the pairs differ as much.

    >>> p_value([1.0] * 20, [0.0] * 20) < 0.001
    True
    """
    difference = np.asarray(ours, float) - np.asarray(theirs, float)
    if len(difference) < 2 or not difference.any():
        return 1.0
    test = stats.permutation_test(
        (difference,), np.mean, permutation_type="samples", n_resamples=_RESAMPLES,
        rng=np.random.default_rng(_SEED),
    )  # fmt: skip
    return float(test.pvalue)


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """p50, p90 and p99 of times in milliseconds.

    >>> percentiles([1.0, 2.0, 3.0])["p50"]
    2.0
    """
    return {f"p{q}": float(np.percentile(values, q)) for q in (50, 90, 99)}
