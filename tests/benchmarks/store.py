"""How fast the store is and how it grows: `python tests/benchmarks/store.py [--url URL] [--articles N]`.

Made-up articles (Zipf-distributed words, 450 a body; 8 related links, most to recent articles; 1 or 2 of
2,000 authors; one in 50 a copy of an earlier one) are stored in batches as a crawl's writer does. Making
them is not timed. The rate is given for the first 10,000 and for the last 10,000 articles; then lookups,
exports and searches on what is stored. SQLite uses a file in a temporary folder; a PostgreSQL URL must name
an empty database.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa
from zyte_common_items import Author

from newscrawl.items import NewsArticle, RelatedArticle
from newscrawl.storage import Store
from newscrawl.storage.export import export_articles, export_links
from newscrawl.storage.shingles import shingled
from newscrawl.storage.sketch_index import sketch_index
from newscrawl.storage.text import words
from newscrawl.storage.writer import BATCH

MEASURED = 10_000
SITES = 200


class Maker:
    """Makes article after article; the same ones for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        rng = random.Random(seed)
        self.random = rng
        self.numbers = np.random.default_rng(seed)
        self.vocabulary = ["".join(rng.choices("abcdeéilmnoprstu", k=rng.randint(2, 11))) for _ in range(60_000)]
        weights = 1.0 / np.arange(20, 60_020)
        self.cumulated = np.cumsum(weights / weights.sum())
        self.recent: list[str] = []

    def text(self, words: int) -> str:
        ranks = np.searchsorted(self.cumulated, self.numbers.random(words))
        return " ".join(self.vocabulary[rank] for rank in np.minimum(ranks, len(self.vocabulary) - 1))

    def article(self, number: int) -> NewsArticle:
        rng = self.random
        if rng.random() < 0.02 and self.recent:
            body = rng.choice(self.recent)
        else:
            body = "\n\n".join(self.text(75) for _ in range(6))
            self.recent = [*self.recent[-199:], body]
        known = [max(0, number - rng.randint(1, 2_000)) for _ in range(7)] + [rng.randint(0, number)]
        return NewsArticle(
            url=url_of(number),
            canonicalUrl=url_of(number),
            headline=self.text(9),
            description=self.text(25),
            datePublished=f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:00:00+00:00",
            authors=[Author(name=f"Author {rng.randint(1, 2_000)}") for _ in range(rng.randint(1, 2))],
            articleBody=body,
            articleId=f"{number:x}",
            inLanguage="fr",
            section=f"Section {number % 8}",
            fetchedAt="2026-11-01T00:00:00Z",
            relatedArticles=[
                RelatedArticle(url=url_of(to), headline="A headline of some length", position=place)
                for place, to in enumerate(known, 1)
            ],
        )


def url_of(number: int) -> str:
    return f"https://www.paper{number % SITES}.example/posts/some-words-of-a-headline-{number:x}"


def fill(store: Store, maker: Maker, total: int) -> None:
    """Store *total* articles; print the rate of the first and of the last `MEASURED`."""
    timings: list[float] = []
    cpu: list[float] = []
    for first in range(0, total, BATCH):
        batch = [maker.article(number) for number in range(first, min(total, first + BATCH))]
        start, busy = time.perf_counter(), time.process_time()
        store.save_batch(batch)
        cpu.append(time.process_time() - busy)
        timings.append(time.perf_counter() - start)
        done = first + len(batch)
        if done in (MEASURED, total) or done % 100_000 == 0:
            last = timings[-MEASURED // BATCH :]
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            rate = BATCH * len(last) / sum(last)
            busy = 1_000 * sum(cpu[-len(last) :]) / BATCH / len(last)
            shown = f"{rate:6,.0f} stored a second, {busy:.2f} ms of CPU each"
            print(f"at {done:>9,} articles: {shown}; {memory} MB at most", flush=True)


def size_of(store: Store, url: str) -> int:
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return sum(part.stat().st_size for part in path.parent.glob(f"{path.name}*"))
    with store.database.reading() as connection:
        return int(connection.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0)


def ask(store: Store, maker: Maker) -> None:
    """Print latencies of searches for rarer and commoner words, and of near-duplicate lookups."""
    vocabulary = maker.vocabulary
    queries = {
        "search, common and rare word": [f"{vocabulary[10 + n]} {vocabulary[5_000 + n]}" for n in range(20)],
        "search, two common words": [f"{vocabulary[20 + n]} {vocabulary[60 + n]}" for n in range(20)],
        "search, one very common word": [vocabulary[n] for n in range(10)],
    }
    for name, asked in queries.items():
        print(f"{name}: {milliseconds(lambda query: store.search(query), asked)}")
    index = sketch_index(store.database)
    keys = [shingled(words(maker.text(450))).keys for _ in range(500)]
    keys += [shingled(words(body)).keys for body in maker.recent]
    with store.database.reading() as connection:
        print(f"near-duplicate lookup: {milliseconds(lambda key: index.sharing(connection, key), keys)}")


def milliseconds(call: Callable[[Any], object], arguments: Iterable[Any]) -> str:
    timings = []
    for argument in arguments:
        start = time.perf_counter()
        call(argument)
        timings.append(1_000 * (time.perf_counter() - start))
    timings.sort()
    return f"mean {statistics.mean(timings):.2f} ms, 95 % under {timings[int(0.95 * len(timings))]:.2f} ms"


def export(store: Store, folder: Path) -> None:
    for name, call in (("articles", export_articles), ("links", export_links)):
        start = time.perf_counter()
        result = call(store, folder / f"{name}.jsonl")
        seconds = time.perf_counter() - start
        print(f"export {name}: {result.rows:,} rows, {result.rows / seconds:,.0f} a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url")
    parser.add_argument("--articles", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.url or f"sqlite:///{folder}/store.db"
        maker = Maker()
        with Store.open(url) as store:
            fill(store, maker, options.articles)
            print(f"{size_of(store, url) / options.articles:,.0f} bytes an article")
            ask(store, maker)
            export(store, Path(folder))


if __name__ == "__main__":
    main()
