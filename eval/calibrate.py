"""Learns the weights of `rag/support.py` from questions with and without an answer.

`make calibrate` prints them; whoever changes evidence or ranking copies them over.
"""

import json
from importlib.resources import files
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from index.embed import embedder_for
from rag.answer import clause_name
from rag.assistant import Assistant, open_assistant
from rag.chain import Turn
from rag.settings import settings
from rag.support import WEIGHTS, features

_STEPS, _RATE, _RIDGE = 20000, 0.5, 0.005
Floats = NDArray[np.float64]


def examples(assistant: Assistant, rows: list[dict[str, Any]]) -> tuple[Floats, Floats]:
    """Features of the sentence judged for each question, and whether it is the right one."""
    values, right = [], []
    for row in rows:
        asked: Turn = {"question": row["question"], "turns": row.get("turns", []), "region": None}
        judged = assistant.chain.invoke(asked)["selection"].judged
        if judged is not None:
            values.append(
                features(judged.coverage, judged.found, judged.agreement, judged.on_focus)
            )
            name = clause_name(judged.located)
            right.append(float(any(name.startswith(e) for e in row.get("expect", []))))
    return np.array(values), np.array(right)


def _assistant() -> Assistant:
    chosen = settings()
    return open_assistant(chosen, embedder_for(chosen.embedding_model))


def fit(values: Floats, right: Floats) -> tuple[Floats, float]:
    """Weights and intercept of a ridge logistic regression, by plain gradient ascent."""
    mean, deviation = values.mean(0), values.std(0)
    design = np.c_[np.ones(len(values)), (values - mean) / deviation]
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        predicted = 1 / (1 + np.exp(-design @ weights))
        penalty = _RIDGE * np.r_[0, weights[1:]]
        weights += _RATE * (design.T @ (right - predicted) / len(right) - penalty)
    plain = weights[1:] / deviation
    return plain, float(weights[0] - plain @ mean)


def main() -> None:
    """Prints the weights learned and how well they separate what they were learned on."""
    lines = files("eval.questions").joinpath("dev.jsonl").read_text("utf-8").splitlines()
    values, right = examples(_assistant(), [json.loads(x) for x in lines])
    weights, intercept = fit(values, right)
    predicted = 1 / (1 + np.exp(-(values @ weights + intercept)))
    positive, negative = predicted[right == 1], predicted[right == 0]
    area = np.mean(positive[:, None] > negative[None, :])
    click.echo({n: round(float(w), 2) for n, w in zip(WEIGHTS, weights, strict=True)})
    click.echo(
        f"intercept {intercept:.2f}, AUROC {area:.3f}, n {len(right)}, right {int(right.sum())}"
    )


if __name__ == "__main__":
    main()
