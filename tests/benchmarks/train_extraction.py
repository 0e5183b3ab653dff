"""Train what `newscrawl/extraction` ships: `body.npz` (what is text) and `article.npz` (article or not).

`python tests/benchmarks/train_extraction.py DATA [--without FOLDER] [--write]`: DATA is a folder with a folder a
set. Cross-validates by site and prints the figures. `--without FOLDER` trains without each set in turn and writes
these weights to FOLDER/SET, for `extraction.py --weights FOLDER` to read each set with weights that have not seen it.
`--write` trains on all pages and replaces the packaged weights. Needs the extra `train`.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training_judge import fit, judged
from training_network import Settings, Weights, train
from training_samples import FOLDS, Sample, count_words, page_of, read_samples

from newscrawl.extraction.body import text as body
from newscrawl.extraction.body.features import feature_names
from newscrawl.extraction.body.page_classifier import ARTICLE, page_feature_names, page_features
from newscrawl.extraction.body.weights import save_weights
from newscrawl.extraction.metadata.page_metadata import gather

SHIPPED = Path(body.__file__).parent
SOURCE = (
    "WCXB v1.0 (Foley 2026, CC-BY-4.0); flairNLP/fundus test data (MIT); adbar/trafilatura evaluation (Apache-2.0); "
    "adbar/htmldate evaluation (Apache-2.0); postlight/parser fixtures (MIT/Apache-2.0); "
    "mozilla/readability test pages (Apache-2.0); goose3 tests (Apache-2.0); newspaper4k tests (MIT)"
)

GROUPS = ("publishers", "wcxb", "trafilatura", "")
"""Sets that are left out together, by how their names begin; the last is all that is small."""


def main() -> None:
    """Train as the command line asks."""
    options = _options()
    samples = read_samples(options.folders, variants=True)
    pages = [sample for sample in samples if not sample.is_variant]
    print(f"{len(pages)} pages and {len(samples) - len(pages)} variants read", file=sys.stderr, flush=True)
    by_fold = [_trained([one for one in samples if one.fold != fold], f"fold {fold}") for fold in range(FOLDS)]
    readings = _read_all(pages, options.places, [by_fold[page.fold] for page in pages])
    rows = np.stack([reading.row for reading in readings])
    if options.rows:
        np.savez(options.rows, rows=rows, sets=[page.folder for page in pages], types=[page.page_type for page in pages],
                 folds=[page.fold for page in pages], pages=[page.page for page in pages])
    _report(pages, readings, judged(pages, rows), "sites left out")
    if options.write:
        _write(SHIPPED, _trained(samples, "all"), fit(pages, rows))
    for group in GROUPS if options.without else ():
        weights = _trained([one for one in samples if _group(one.folder) != group], f"without {group or 'the small'}")
        others = np.array([_group(page.folder) != group for page in pages])
        judge = fit([page for page, other in zip(pages, others, strict=True) if other], rows[others])
        for folder in options.folders:
            if _group(folder.name) == group:
                (options.without / folder.name).mkdir(parents=True, exist_ok=True)
                _write(options.without / folder.name, weights, judge)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with a folder a set")
    parser.add_argument("--write", action="store_true", help="replace the packaged weights")
    parser.add_argument("--without", type=Path, help="write weights trained without each set to this folder")
    parser.add_argument("--rows", type=Path, help="write what the judge sees of each page to this file")
    options = parser.parse_args()
    options.folders = sorted(path.parent for path in options.data.glob("*/truth.jsonl"))
    options.places = {folder.name: folder for folder in options.folders}
    return options


def _group(name: str) -> str:
    return next(group for group in GROUPS if name.startswith(group))


def _trained(samples: list[Sample], name: str) -> Weights:
    weights = train([sample for sample in samples if sample.known.any()], Settings())
    print(f"{name} trained", file=sys.stderr, flush=True)
    return weights


@attrs.frozen
class Reading:
    """What weights make of a page."""

    row: Any
    """The page's features for telling whether it is an article."""
    word_f1: float | None
    """Where the truth gives the whole text."""


def _read_all(pages: list[Sample], places: dict[str, Path], weights: list[Weights]) -> list[Reading]:
    tasks = ((page.page, page.url, page.whole, places[page.folder]) for page in pages)
    return list(map(_read, tasks, weights))


def _read(task: tuple[str, str, bool, Path], weights: Weights) -> Reading:
    page, url, whole, folder = task
    facts = gather(page_of(folder, page, url))
    scored = body.score(facts, weights)
    assert scored is not None
    row = page_features(scored, facts)
    if not whole:
        return Reading(row, None)
    found = body.body_of(scored, facts.url)
    said, meant = count_words(found.text if found else ""), count_words(_truth(folder, page))
    return Reading(row, 2 * (said & meant).total() / max(said.total() + meant.total(), 1))


_TRUTHS: dict[Path, dict[str, str]] = {}


def _truth(folder: Path, page: str) -> str:
    if folder not in _TRUTHS:
        lines = map(json.loads, (folder / "truth.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n"))
        _TRUTHS[folder] = {line["id"]: line.get("body", "") for line in lines}
    return _TRUTHS[folder][page]


def _report(pages: list[Sample], readings: list[Reading], said: Any, kind: str) -> None:
    """Print by set the body's word F1 and how well articles are told."""
    labels = np.array([page.page_type == "article" for page in pages])
    for name in dict.fromkeys(page.folder for page in pages):
        here = np.array([page.folder == name for page in pages])
        print(f"{name}, {kind}: {', '.join(_figures(here, labels, readings, said >= ARTICLE))}", flush=True)


def _figures(here: Any, labels: Any, readings: list[Reading], said: Any) -> Iterator[str]:
    articles = here & labels
    scores = [reading.word_f1 for reading, used in zip(readings, articles, strict=True) if used and reading.word_f1 is not None]
    if scores:
        yield f"body word F1 {np.mean(scores):.4f} over {len(scores)} articles"
    right = int((said & articles).sum())
    if not labels[here].all():
        yield f"article or not F1 {2 * right / max(int((said & here).sum() + articles.sum()), 1):.4f}"
    yield f"recall {right / articles.sum():.4f} over {here.sum()} pages"


def _write(folder: Path, network: Weights, judge: Weights) -> None:
    save_weights(folder / "body.npz", network, feature_names(), SOURCE, np.float16)
    save_weights(folder / "article.npz", judge, page_feature_names(), SOURCE, np.float32)


if __name__ == "__main__":
    main()
