"""Learns the weights of `rag/support.py` from the questions on which rules are made.

`make calibrate` prints them; whoever changes evidence or ranking copies them over. The test half is
never looked at.
"""

from importlib.resources import files
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from eval.goldset import Row, load
from eval.scoring import cited_name
from index.embed import embedder_for
from rag.assistant import Assistant, open_assistant
from rag.chain import Turn
from rag.settings import settings
from rag.support import WEIGHTS, features

_FILES = ("dev", "practice")
_FALSE_REFUSALS = 0.02  # share of answerable questions that the cut may refuse
Floats = NDArray[np.float64]


def examples(assistant: Assistant, rows: tuple[Row, ...]) -> tuple[Floats, Floats]:
    """Features of the sentence judged for each question, and whether the question is answerable.

    Where the sentence is of a wrong clause, or another rule decided, there is nothing to learn.
    """
    values, answerable = [], []
    for row in rows:
        asked: Turn = {"question": row.question, "turns": row.turns, "region": None}
        selection = assistant.chain.invoke(asked)["selection"]
        judged = selection.judged
        if judged is None or selection.reason == "wrong_premise":
            continue
        if row.answerable and cited_name(judged.located) not in row.clauses:
            continue
        values.append(features(judged.evidence))
        answerable.append(float(row.answerable))
    return np.array(values), np.array(answerable)


def fit(values: Floats, answerable: Floats) -> tuple[Floats, float, float]:
    """Weights, intercept and AUROC (by ten-fold cross-validation) of a logistic regression; the
    intercept is set so that 0.5 refuses the share allowed of what can be answered.
    """
    model = make_pipeline(StandardScaler(), LogisticRegression())
    unseen = cross_val_predict(model, values, answerable, cv=10, method="decision_function")
    cut = float(np.quantile(unseen[answerable == 1], _FALSE_REFUSALS))
    scaler, regression = model.fit(values, answerable).named_steps.values()
    weights = regression.coef_[0] / scaler.scale_
    intercept = float(regression.intercept_[0] - weights @ scaler.mean_ - cut)
    return weights, intercept, float(roc_auc_score(answerable, unseen))


def main() -> None:
    """Prints the weights learned and how well they separate what they were learned on."""
    chosen = settings()
    assistant = open_assistant(chosen, embedder_for(chosen.embedding_model))
    paths = [Path(str(files("eval").joinpath("gold", f"{name}.jsonl"))) for name in _FILES]
    found = [examples(assistant, load(path).rows) for path in paths]
    values, answerable = (np.concatenate(parts) for parts in zip(*found, strict=True))
    weights, intercept, area = fit(values, answerable)
    passed = (values @ weights + intercept >= 0)[answerable == 0].sum()
    click.echo({n: round(float(w), 2) for n, w in zip(WEIGHTS, weights, strict=True)})
    click.echo(
        f"intercept {intercept:.2f}, AUROC {area:.3f}, answerable {int(answerable.sum())}, "
        f"not {int((answerable == 0).sum())}, of which passed on to the other checks {passed}"
    )


if __name__ == "__main__":
    main()
