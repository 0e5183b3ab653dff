"""Fit the judge of whether a page is an article: a logistic regression over a page's features."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from training_samples import FOLDS, Sample

# A page's features further from the mean than this many deviations are cut there: see `page_classifier.py`.
LIMIT = 6
INVERSE_PENALTY = 0.03

# Sets without other pages say nothing of what is no article: they weigh less.
ONLY_ARTICLES = 0.4


def fit(pages: Sequence[Sample], rows: Any) -> dict[str, Any]:
    """Return the judge's weights, fitted to the *rows* of features of *pages*."""
    labels = np.array([page.page_type == "article" for page in pages])
    mixed = {page.folder for page in pages if page.page_type != "article"}
    importance = [1.0 if page.folder in mixed else ONLY_ARTICLES for page in pages]
    mean, scale = rows.mean(0), rows.std(0) + 0.02
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=2000)
    model.fit(np.clip((rows - mean) / scale, -LIMIT, LIMIT), labels, sample_weight=importance)
    return {"mean": mean, "scale": scale, "weights": model.coef_[0], "bias": model.intercept_}


def probabilities(weights: dict[str, Any], rows: Any) -> Any:
    """Return for each row the probability that the page is an article."""
    logits = np.clip((rows - weights["mean"]) / weights["scale"], -LIMIT, LIMIT) @ weights["weights"]
    return 1 / (1 + np.exp(-(logits + weights["bias"][0])))


def judged(pages: Sequence[Sample], rows: Any) -> Any:
    """Return the same for each page, each fold judged by weights fitted on the others."""
    folds = np.array([page.fold for page in pages])
    said = np.zeros(len(pages))
    for fold in range(FOLDS):
        here = folds == fold
        others = [page for page, out in zip(pages, here, strict=True) if not out]
        said[here] = probabilities(fit(others, rows[~here]), rows[here])
    return said
