"""Learn the weights of `newscrawl.extraction.metadata.headline` from pages whose headline is known.

`python tests/benchmarks/train_headline.py PUBLISHERS WCXB` prints the weights, and for each folder the share of
titles that are equal to the truth: cross-validated by site, and with the weights of all pages. Each folder holds
`truth.jsonl` and `html/ID.html.gz`. The weights in use come from 137 pages of news publishers and the 786
articles of WCXB v1.0's development split (Foley 2026, CC-BY-4.0).
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tldextract
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from extraction_measures import Reading, score

from newscrawl.extraction.metadata.headline import WEIGHTS, features, find_candidates, key, slug_words
from newscrawl.extraction.metadata.page_metadata import gather
from newscrawl.extraction.page.document import Document

FEATURES = tuple(WEIGHTS)
PAGE_WEIGHTS = (4.0, 1.0)
"""How much a page of the first and the second folder counts: news publishers are what the crawler is for."""
RIDGE = 3.0
FOLDS = 8
SEEDS = (0, 1, 2)

site_of = tldextract.TLDExtract(suffix_list_urls=())


@dataclass
class Page:
    """A page's candidates as rows of features; which of them means the truth, which is equal to it."""

    folder: int
    site: str
    rows: np.ndarray
    meant: np.ndarray
    equal: list[bool]


def main() -> None:
    """Print weights and measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs=2)
    folders = parser.parse_args().folders
    pages = [page for number, folder in enumerate(folders) for page in _pages(folder, number)]
    shares = np.mean([_cross_validated(pages, seed) for seed in SEEDS], axis=0)
    weights = _fit(pages)
    print({name: round(float(weight), 2) for name, weight in zip(FEATURES, weights, strict=True)})
    fitted = _shares(pages, [_is_right(page, weights) for page in pages])
    for folder, crossed, share in zip(folders, shares, fitted, strict=True):
        print(f"{folder.name}: {crossed:.4f} cross-validated by site, {share:.4f} on the pages learnt from")


def _pages(folder: Path, number: int) -> Iterator[Page]:
    for line in (folder / "truth.jsonl").read_bytes().splitlines():
        truth = json.loads(line)
        if truth["page_type"] != "article" or not truth.get("title"):
            continue
        html = gzip.decompress((folder / "html" / f"{truth['id']}.html.gz").read_bytes())
        facts = gather(Document.parse(html, truth["url"]))
        candidates, address = find_candidates(facts), slug_words(facts.url)
        found = [features(one, candidates, address) for one in candidates]
        yield Page(
            number,
            site_of(truth["url"]).domain,
            np.array([[row.get(name, 0.0) for name in FEATURES] for row in found]).reshape(-1, len(FEATURES)),
            np.array([float(key(one.text) == key(truth["title"])) for one in candidates]),
            [score(Reading(title=one.text), truth).title == 1 for one in candidates],
        )


def _fit(pages: list[Page]) -> np.ndarray:
    """Return the weights of a conditional logit (McFadden 1974) over each page's candidates, with a ridge."""
    known = [page for page in pages if len(page.rows) > 1 and page.meant.any()]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = RIDGE * weights @ weights / 2, RIDGE * weights
        for page in known:
            chances = np.exp(page.rows @ weights)
            chances /= chances.sum()
            target = page.meant / page.meant.sum()
            total -= PAGE_WEIGHTS[page.folder] * (target @ np.log(chances))
            slope = slope + PAGE_WEIGHTS[page.folder] * (page.rows.T @ (chances - target))
        return total, slope

    return minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x


def _is_right(page: Page, weights: np.ndarray) -> bool:
    return bool(page.equal) and page.equal[int(np.argmax(page.rows @ weights))]


def _cross_validated(pages: list[Page], seed: int) -> list[float]:
    sites = sorted({page.site for page in pages})
    np.random.default_rng(seed).shuffle(sites)
    fold = {site: number % FOLDS for number, site in enumerate(sites)}
    right = [False] * len(pages)
    for number in range(FOLDS):
        weights = _fit([page for page in pages if fold[page.site] != number])
        for index, page in enumerate(pages):
            if fold[page.site] == number:
                right[index] = _is_right(page, weights)
    return _shares(pages, right)


def _shares(pages: list[Page], right: list[bool]) -> list[float]:
    return [
        float(np.mean([hit for page, hit in zip(pages, right, strict=True) if page.folder == folder]))
        for folder in range(len(PAGE_WEIGHTS))
    ]


if __name__ == "__main__":
    main()
