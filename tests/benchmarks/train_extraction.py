"""Train what `newscrawl/extraction` ships: `body.npz` (what is text) and `article.npz` (article or not).

`python tests/benchmarks/train_extraction.py DATA [--without FOLDER] [--write]`: DATA is a folder with a folder a set.
The network is trained once without each group of sets (`GROUPS`), and reads the sets that it has not seen; what the
judge of articles sees of a page comes from there, and the judge is cross-validated by site. Both figures are
printed. `--without FOLDER` keeps these networks as FOLDER/SET, for `extraction.py --weights FOLDER`. `--write` trains
on all pages and replaces the packaged weights. Needs the extra `train`.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training_judge import fit, judged
from training_network import Settings, Weights, train
from training_samples import Sample, count_words, page_of, read_samples

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
    unseen = {group: _trained_without(group, samples, options) for group in GROUPS}
    readings = [_read(page, options.places[page.folder], unseen[_group(page.folder)]) for page in pages]
    rows = np.stack([reading.row for reading in readings])
    _report(pages, readings, judged(pages, rows) >= ARTICLE)
    if options.write:
        save_weights(SHIPPED / "body.npz", _trained(samples, "on all"), feature_names(), SOURCE, np.float16)
        save_weights(SHIPPED / "article.npz", fit(pages, rows), page_feature_names(), SOURCE, np.float32)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with a folder a set")
    parser.add_argument("--write", action="store_true", help="replace the packaged weights")
    parser.add_argument("--without", type=Path, help="write weights trained without each set to this folder")
    options = parser.parse_args()
    options.folders = sorted(path.parent for path in options.data.glob("*/truth.jsonl"))
    options.places = {folder.name: folder for folder in options.folders}
    return options


def _group(name: str) -> str:
    return next(group for group in GROUPS if name.startswith(group))


def _trained_without(group: str, samples: list[Sample], options: argparse.Namespace) -> Weights:
    """Return a network that has not seen the sets of *group*, and keep it where it is asked for."""
    weights = _trained([one for one in samples if _group(one.folder) != group], f"without {group or 'the small sets'}")
    for folder in options.folders if options.without else ():
        if _group(folder.name) == group:
            (options.without / folder.name).mkdir(parents=True, exist_ok=True)
            save_weights(options.without / folder.name / "body.npz", weights, feature_names(), SOURCE, np.float16)
    return weights


def _trained(samples: list[Sample], name: str) -> Weights:
    weights = train([sample for sample in samples if sample.known.any()], Settings())
    print(f"trained {name}", file=sys.stderr, flush=True)
    return weights


@attrs.frozen
class Reading:
    """What weights make of a page."""

    row: Any
    """The page's features for telling whether it is an article."""
    word_f1: float | None
    """Where the truth gives the whole text."""


def _read(page: Sample, folder: Path, weights: Weights) -> Reading:
    facts = gather(page_of(folder, page.page, page.url))
    scored = body.score(facts, weights)
    assert scored is not None
    row = page_features(scored, facts)
    if not page.whole:
        return Reading(row, None)
    found = body.body_of(scored, facts.url)
    said, meant = count_words(found.text if found else ""), count_words(page.text)
    return Reading(row, 2 * (said & meant).total() / max(said.total() + meant.total(), 1))


def _report(pages: list[Sample], readings: list[Reading], said: Any) -> None:
    """Print by set the body's word F1, the set left out, and how well articles are told, the site left out."""
    labels = np.array([page.page_type == "article" for page in pages])
    for name in dict.fromkeys(page.folder for page in pages):
        here = np.array([page.folder == name for page in pages])
        print(f"{name}: {', '.join(_figures(here, labels, readings, said))}", flush=True)


def _figures(here: Any, labels: Any, readings: list[Reading], said: Any) -> Iterator[str]:
    articles = here & labels
    scores = [
        reading.word_f1
        for reading, used in zip(readings, articles, strict=True)
        if used and reading.word_f1 is not None
    ]
    if scores:
        yield f"body word F1 {np.mean(scores):.4f} over {len(scores)} articles"
    right = int((said & articles).sum())
    if not labels[here].all():
        yield f"article or not F1 {2 * right / max(int((said & here).sum() + articles.sum()), 1):.4f}"
    yield f"recall {right / articles.sum():.4f} over {here.sum()} pages"


if __name__ == "__main__":
    main()
