"""Train what `newscrawl/extraction` ships: `body.npz` (what is text) and `article.npz` (article or not).

`python tests/benchmarks/train_extraction.py FOLDER… [--write]`: cross-validates by publisher and prints the
figures; `--write` then trains on all pages and replaces the weights. Needs the extra `train`.

The packaged weights were trained on WCXB v1.0, development split (Foley 2026, CC-BY-4.0), and on
flairNLP/fundus's test data (MIT).
"""

import argparse
import gzip
import sys
from collections import Counter, defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any

import attrs
import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training_network import Settings, Weights, train
from training_samples import FOLDS, Sample, read_samples

from newscrawl.extraction import body
from newscrawl.extraction.classify import ARTICLE, page_features
from newscrawl.extraction.document import Document

SHIPPED = Path(body.__file__).parent
SOURCE = "WCXB v1.0 (Foley 2026, CC-BY-4.0); flairNLP/fundus test data (MIT)"

# A page's features further from the mean than this many deviations are cut there: see `classify.py`.
LIMIT = 6
INVERSE_PENALTY = 0.01


def main() -> None:
    """Train as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+", help="folders with truth.jsonl and html/")
    parser.add_argument("--write", action="store_true", help="replace the packaged weights")
    options = parser.parse_args()
    samples = list(read_samples(options.folders))
    settings = Settings()
    folds = _cross_validate(samples, settings)
    places = {folder.name: folder for folder in options.folders}
    rows = np.stack([_page_row(sample, places[sample.folder], folds[sample.fold]) for sample in samples])
    _cross_validate_articles(samples, rows)
    if options.write:
        _write("body.npz", train([sample for sample in samples if sample.page_type == "article"], settings))
        _write("article.npz", _fit(rows, _labels(samples)))


def _cross_validate(samples: list[Sample], settings: Settings) -> list[Weights]:
    """Return the weights of each fold, trained without its publishers, and print how they do on it."""
    articles = [sample for sample in samples if sample.page_type == "article"]
    folds: list[Weights] = []
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for fold in range(FOLDS):
        folds.append(train([sample for sample in articles if sample.fold != fold], settings))
        for sample in articles:
            if sample.fold == fold:
                scores[sample.folder].append(_word_f1(sample, folds[fold]))
    for folder, values in scores.items():
        print(f"{folder}: body word F1 {fmean(values):.4f} over {len(values)} pages, cross-validated")
    return folds


def _word_f1(sample: Sample, weights: Weights) -> float:
    logits = body.forward(weights, sample.features, body.ranges_of(sample.layout, len(sample.words)), np)
    said = Counter(word for index in np.flatnonzero(logits > 0) for word in sample.tokens[index])
    return 2 * (said & sample.truth).total() / max(said.total() + sample.truth.total(), 1)


def _page_row(sample: Sample, folder: Path, weights: Weights) -> Any:
    html = gzip.decompress((folder / "html" / f"{sample.page}.html.gz").read_bytes())
    doc = Document.parse(html, sample.url)
    scored = body.score(doc, weights)
    assert scored is not None
    return page_features(scored, doc)


def _labels(samples: list[Sample]) -> Any:
    return np.array([sample.page_type == "article" for sample in samples])


def _fit(rows: Any, labels: Any) -> Weights:
    mean, scale = rows.mean(0), rows.std(0) + 0.02
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=1000)
    model.fit(np.clip((rows - mean) / scale, -LIMIT, LIMIT), labels)
    return {"mean": mean, "scale": scale, "weights": model.coef_[0], "bias": model.intercept_}


def _cross_validate_articles(samples: list[Sample], rows: Any) -> None:
    labels, folds = _labels(samples), np.array([sample.fold for sample in samples])
    said = np.zeros(len(samples), bool)
    for fold in range(FOLDS):
        weights = _fit(rows[folds != fold], labels[folds != fold])
        logits = np.clip((rows - weights["mean"]) / weights["scale"], -LIMIT, LIMIT) @ weights["weights"]
        here = folds == fold
        said[here] = 1 / (1 + np.exp(-(logits[here] + weights["bias"][0]))) >= ARTICLE
    for folder in dict.fromkeys(sample.folder for sample in samples):
        here = np.array([sample.folder == folder for sample in samples])
        right = int((said & labels & here).sum())
        f1 = 2 * right / max(int((said & here).sum() + (labels & here).sum()), 1)
        print(f"{folder}: article or not F1 {f1:.4f} over {here.sum()} pages, cross-validated")


def _write(name: str, weights: Weights) -> None:
    precision = np.float16 if name == "body.npz" else np.float32
    arrays = {key: np.asarray(value).astype(precision) for key, value in weights.items()}
    np.savez_compressed(
        SHIPPED / name, source=np.array(SOURCE), settings=np.array(str(attrs.asdict(Settings()))), **arrays
    )


if __name__ == "__main__":
    main()
