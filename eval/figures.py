"""The figures of an evaluation: what each is called, what it is to reach, and its estimate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from eval.statistics import Estimate, estimate


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by its key in the scores, with its name and what it is to reach (None: shown only).

    A figure with `at_most` is to stay low.
    """

    key: str
    name: str
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float) -> bool | None:
        """Whether a value reaches what is asked; None where nothing is asked."""
        if self.at_least is not None:
            return value >= self.at_least
        return value <= self.at_most if self.at_most is not None else None

    def goal(self) -> str:
        """The goal in words: ≥ 0.95."""
        if self.at_least is not None:
            return f"≥ {self.at_least:.2f}"
        return f"≤ {self.at_most:.2f}" if self.at_most is not None else ""


FIGURES = (
    Figure("right_first", "首条引用正确", at_least=0.95),
    Figure("groups", "应引条款齐全", at_least=0.97),
    Figure("precision", "引用准确率", at_least=0.90),
    Figure("recall", "引用召回率"),
    Figure("f1", "引用 F1"),
    Figure("agencies", "部门按角色全对", at_least=0.97),
    Figure("facts", "事实齐全", at_least=0.95),
    Figure("count", "计数正确"),
    Figure("refused", "该拒则拒", at_least=0.95),
    Figure("false_refusal", "误拒", at_most=0.03),
    Figure("verbatim", "引文逐字", at_least=1.0),
    Figure("refused_with_citations", "拒答却带引用", at_most=0.0),
)
Estimates = dict[str, Estimate]


def estimates(scores: Iterable[Mapping[str, float]]) -> Estimates:
    """Each figure that occurs in the scores, with its interval, in the order of `FIGURES`.

    >>> estimates([{"facts": 1.0}, {"facts": 0.0}, {}])["facts"].mean
    0.5
    """
    listed: Sequence[Mapping[str, float]] = list(scores)
    values = {f.key: [s[f.key] for s in listed if f.key in s] for f in FIGURES}
    return {key: estimate(found) for key, found in values.items() if found}


def as_record(found: Estimates) -> dict[str, dict[str, float]]:
    """Estimates as JSON values, rounded as they are shown."""
    return {
        key: {name: round(value, 4) for name, value in asdict(e).items()}
        for key, e in found.items()
    }


def dropped(
    now: Mapping[str, Mapping[str, float]], before: Mapping[str, Mapping[str, float]]
) -> list[str]:
    """The figures that are worse than before by more than the interval of before, in words.

    >>> dropped({"facts": {"mean": 0.5}}, {"facts": {"mean": 0.9, "low": 0.8, "high": 0.95}})
    ['事实齐全 0.500，此前 0.900（区间 0.800–0.950）']
    """
    worse = []
    for figure in FIGURES:
        if figure.key not in before or figure.key not in now:
            continue
        old, value = before[figure.key], now[figure.key]["mean"]
        rises = figure.at_most is not None
        if (value > old["high"]) if rises else (value < old["low"]):
            interval = f"{old['low']:.3f}–{old['high']:.3f}"
            worse.append(f"{figure.name} {value:.3f}，此前 {old['mean']:.3f}（区间 {interval}）")
    return worse
