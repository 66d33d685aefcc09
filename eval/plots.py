"""The plots of the report, drawn by plotly; its script is in the page, so that it opens offline."""

from collections.abc import Sequence

import plotly.graph_objects as go
import plotly.io

from eval.evaluation import Evaluation
from eval.figures import FIGURES, estimates
from eval.goldset import KINDS
from eval.statistics import Estimate, estimate

_HEIGHT = 420
_RANKED = ("right_first", "R@5", "all@10", "nDCG@10", "MRR@10")


def plots(evaluations: Sequence[Evaluation]) -> str:
    """All plots as HTML; the first carries plotly's script."""
    drawn = [_figures(evaluations), _kinds(evaluations)]
    drawn += [_systems(e) for e in evaluations if len(e.systems) > 1]
    drawn.append(_times(evaluations))
    return "\n".join(
        plotly.io.to_html(figure, full_html=False, include_plotlyjs=i == 0)
        for i, figure in enumerate(drawn)
    )


def _figures(evaluations: Sequence[Evaluation]) -> go.Figure:
    found = {e.name: estimates(j.scores for j in e.judged) for e in evaluations}
    shown = [f for f in FIGURES if f.at_least is not None]
    bars = [
        _bars(
            name,
            [f.name for f in shown if f.key in own],
            [own[f.key] for f in shown if f.key in own],
        )
        for name, own in found.items()
    ]
    goals = go.Scatter(
        name="要求", x=[f.name for f in shown], y=[f.at_least for f in shown], mode="markers",
        marker={"symbol": "line-ew", "size": 40, "line": {"width": 2, "color": "#c00"}},
    )  # fmt: skip
    return _drawn("指标与 95% 区间", [*bars, goals])


def _kinds(evaluations: Sequence[Evaluation]) -> go.Figure:
    bars = []
    for e in evaluations:
        by_kind = {
            kind: [
                j.scores.get("right_first", j.scores.get("refused", 0.0))
                for j in e.judged
                if j.row.kind == kind
            ]
            for kind in KINDS
        }
        held = {kind: values for kind, values in by_kind.items() if values}
        bars.append(_bars(e.name, list(held), [estimate(v) for v in held.values()]))
    return _drawn("按种类：首条引用正确，或该拒则拒", bars)


def _systems(evaluation: Evaluation) -> go.Figure:
    bars = [
        _bars(system, list(_RANKED), [estimate([s[m] for s in scores]) for m in _RANKED])
        for system, scores in evaluation.systems.items()
    ]
    return _drawn(f"并排比较（{evaluation.name}）", bars)


def _times(evaluations: Sequence[Evaluation]) -> go.Figure:
    boxes = [
        go.Box(name=e.name, x=[j.answer.timings_ms.get("total", 0.0) for j in e.judged])
        for e in evaluations
    ]
    return _drawn("回答用时（毫秒，对数）", boxes).update_xaxes(type="log")


def _bars(name: str, labels: list[str], values: list[Estimate]) -> go.Bar:
    errors = {
        "type": "data", "symmetric": False,
        "array": [v.high - v.mean for v in values],
        "arrayminus": [v.mean - v.low for v in values],
    }  # fmt: skip
    return go.Bar(name=name, x=labels, y=[v.mean for v in values], error_y=errors)


def _drawn(title: str, traces: list[go.Bar | go.Scatter | go.Box]) -> go.Figure:
    figure = go.Figure(traces)
    figure.update_layout(title=title, height=_HEIGHT, barmode="group", template="plotly_white")
    return figure
