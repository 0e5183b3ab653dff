"""Train what `newscrawl/extraction` ships: `body.npz` (what is text) and `article.npz` (article or not).

`python tests/benchmarks/train_extraction.py FOLDER… [--write]`: cross-validates by publisher and prints the
figures; `--write` then trains on all pages and replaces the weights. Needs the extra `train`.

The packaged weights were trained on WCXB v1.0, development split (Foley 2026, CC-BY-4.0), and on
flairNLP/fundus's test data (MIT).
"""

import argparse
import gzip
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training_network import Settings, Weights, train
from training_samples import FOLDS, WORD, Sample, read_samples

from newscrawl.extraction.body import text as body
from newscrawl.extraction.body.page_classifier import ARTICLE, page_features
from newscrawl.extraction.metadata.page_metadata import gather
from newscrawl.extraction.page.document import Document

SHIPPED = Path(body.__file__).parent
SOURCE = "WCXB v1.0 (Foley 2026, CC-BY-4.0); flairNLP/fundus test data (MIT)"

# A page's features further from the mean than this many deviations are cut there: see `classify.py`.
LIMIT = 6
INVERSE_PENALTY = 0.03


def main() -> None:
    """Train as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+", help="folders with truth.jsonl and html/")
    parser.add_argument("--write", action="store_true", help="replace the packaged weights")
    options = parser.parse_args()
    samples = list(read_samples(options.folders))
    places = {folder.name: folder for folder in options.folders}
    settings = Settings()
    weights = [_trained_without(fold, samples, settings) for fold in range(FOLDS)]
    readings = [_read(sample, places[sample.folder], weights[sample.fold]) for sample in samples]
    rows = np.stack([reading.row for reading in readings])
    _report(samples, readings, _said_by_others(samples, rows), "cross-validated")
    if options.write:
        final = train(samples, settings)
        classifier = _fit(rows, _labels(samples))
        _write("body.npz", final)
        _write("article.npz", classifier)
        readings = [_read(sample, places[sample.folder], final) for sample in samples]
        said = _said(classifier, np.stack([reading.row for reading in readings]))
        _report(samples, readings, said, "fitted")


@attrs.frozen
class Reading:
    """What weights make of a page."""

    row: Any
    """The page's features for telling whether it is an article."""
    word_f1: float


def _trained_without(fold: int, samples: list[Sample], settings: Settings) -> Weights:
    weights = train([sample for sample in samples if sample.fold != fold], settings)
    print(f"fold {fold} of {FOLDS} trained", file=sys.stderr, flush=True)
    return weights


def _read(sample: Sample, folder: Path, weights: Weights) -> Reading:
    html = gzip.decompress((folder / "html" / f"{sample.page}.html.gz").read_bytes())
    facts = gather(Document.parse(html, sample.url))
    scored = body.score(facts, weights)
    assert scored is not None
    found = body.body_of(scored, facts.url)
    said = Counter(WORD.findall(found.text.lower() if found else ""))
    meant = Counter(WORD.findall(sample.text.lower()))
    word_f1 = 2 * (said & meant).total() / max(said.total() + meant.total(), 1)
    return Reading(page_features(scored, facts), word_f1)


def _labels(samples: list[Sample]) -> Any:
    return np.array([sample.page_type == "article" for sample in samples])


def _fit(rows: Any, labels: Any) -> Weights:
    mean, scale = rows.mean(0), rows.std(0) + 0.02
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=1000)
    model.fit(np.clip((rows - mean) / scale, -LIMIT, LIMIT), labels)
    return {"mean": mean, "scale": scale, "weights": model.coef_[0], "bias": model.intercept_}


def _said(weights: Weights, rows: Any) -> Any:
    """Return for each row whether the page counts as an article."""
    logits = np.clip((rows - weights["mean"]) / weights["scale"], -LIMIT, LIMIT) @ weights["weights"]
    return 1 / (1 + np.exp(-(logits + weights["bias"][0]))) >= ARTICLE


def _said_by_others(samples: list[Sample], rows: Any) -> Any:
    """Return the same, each fold judged by weights fitted on the others."""
    labels, folds = _labels(samples), np.array([sample.fold for sample in samples])
    said = np.zeros(len(samples), bool)
    for fold in range(FOLDS):
        here = folds == fold
        said[here] = _said(_fit(rows[~here], labels[~here]), rows[here])
    return said


def _report(samples: list[Sample], readings: list[Reading], said: Any, kind: str) -> None:
    """Print by folder the body's word F1, the same where a page taken for no article counts 0, and the F1
    of telling articles."""
    labels, scores = _labels(samples), np.array([reading.word_f1 for reading in readings])
    for folder in dict.fromkeys(sample.folder for sample in samples):
        here = np.array([sample.folder == folder for sample in samples])
        articles = here & labels
        right = int((said & articles).sum())
        f1 = 2 * right / max(int((said & here).sum() + articles.sum()), 1)
        print(
            f"{folder}, {kind}: body word F1 {scores[articles].mean():.4f}, "
            f"with lost pages {(scores * said)[articles].mean():.4f} over {articles.sum()} articles; "
            f"article or not F1 {f1:.4f}, recall {right / articles.sum():.4f} over {here.sum()} pages",
            flush=True,
        )


def _write(name: str, weights: Weights) -> None:
    precision = np.float16 if name == "body.npz" else np.float32
    arrays = {key: np.asarray(value).astype(precision) for key, value in weights.items()}
    np.savez_compressed(
        SHIPPED / name, source=np.array(SOURCE), settings=np.array(str(attrs.asdict(Settings()))), **arrays
    )


if __name__ == "__main__":
    main()
