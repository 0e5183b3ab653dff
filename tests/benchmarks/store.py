"""How fast the store is and how it grows: `python tests/benchmarks/store.py [--url URL] [--articles N]`.

Made-up articles (Zipf-distributed words, 450 a body, once as text and once as HTML with 2 links in it; 8
related links, most to recent articles; addresses and ids in no order; 1 or 2 of their site's 10 authors; one
in 50 a copy of an earlier one) are stored through the writer, as a crawl does. Making them is not timed. The
rate is that of the last 10,000 articles at each mark; then lookups, exports, searches and graph analyses on
what is stored. SQLite uses a file in a temporary folder; a PostgreSQL URL must name an empty database. Where
others use the machine, the processor time is the steadier figure (PostgreSQL's server has its own).
"""

import argparse
import hashlib
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa
from zyte_common_items import Author

from newscrawl.items import NewsArticle, RelatedArticle
from newscrawl.storage import Store, site_of
from newscrawl.storage.articles.storable_text import words
from newscrawl.storage.duplicates.shingles import shingled
from newscrawl.storage.duplicates.sketch_index import sketch_index
from newscrawl.storage.exports.export import export_articles, export_links
from newscrawl.storage.graph.analysis import largest_communities, top_ranked

MEASURED = 10_000
WINDOW = 2_000
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
        known = [max(0, number - rng.randint(1, 2_000)) for _ in range(9)] + [rng.randint(0, number)]
        url = self.url_of(number)
        return NewsArticle(
            url=url,
            canonicalUrl=url,
            headline=self.text(9),
            description=self.text(25),
            datePublished=f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:00:00+00:00",
            authors=[Author(name=f"Author {rng.randint(1, 10)} of {site_of(url)}") for _ in range(rng.randint(1, 2))],
            articleBody=body,
            articleBodyHtml=self.html(body, known[8:]),
            articleId=url[-13:],
            inLanguage="fr",
            section=f"Section {number % 8}",
            fetchedAt="2026-11-01T00:00:00Z",
            relatedArticles=[
                RelatedArticle(url=self.url_of(to), headline="A headline of some length", position=place)
                for place, to in enumerate(known[:8], 1)
            ],
        )

    def html(self, body: str, linked: list[int]) -> str:
        links = "".join(f' <a href="{self.url_of(number)}">as we wrote</a>' for number in linked)
        paragraphs = body.replace("\n\n", "</p>\n<p>")
        return f"<p>{paragraphs}{links}</p>"

    @lru_cache(maxsize=10_000)  # noqa: B019 - there is one maker
    def url_of(self, number: int) -> str:
        digits = hashlib.blake2b(number.to_bytes(8), digest_size=20).hexdigest()
        words = "-".join(self.vocabulary[int(digits[place : place + 4], 16) % 60_000] for place in (0, 4, 8, 12))
        return f"https://www.paper{int(digits[16:20], 16) % SITES}.example/posts/{words}-{digits[20:33]}".replace(
            "é", "e"
        )


def fill(store: Store, maker: Maker, total: int) -> None:
    """Store *total* articles through the writer; print the rate of the last `MEASURED` at each mark."""
    wall: list[float] = []
    cpu: list[float] = []
    with store.writer() as writer:
        for first in range(0, total, WINDOW):
            window = [maker.article(number) for number in range(first, min(total, first + WINDOW))]
            start, busy = time.perf_counter(), time.process_time()
            futures = [writer.submit(article) for article in window]
            writer.flush()
            cpu.append(time.process_time() - busy)
            wall.append(time.perf_counter() - start)
            assert all(future.exception() is None for future in futures)
            done = first + len(window)
            if done in (MEASURED, total) or done % 50_000 == 0:
                report(done, wall[-MEASURED // WINDOW :], cpu[-MEASURED // WINDOW :])


def report(done: int, wall: list[float], cpu: list[float]) -> None:
    articles = WINDOW * len(wall)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    shown = f"{articles / sum(wall):6,.0f} stored a second, {1_000 * sum(cpu) / articles:.2f} ms of CPU each"
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
    texts = [maker.text(450) for _ in range(500)] + maker.recent
    sketches = [[(0, shingled(" ".join(words(body))).keys)] for body in texts]
    with store.database.reading() as connection:
        print(f"near-duplicate lookup: {milliseconds(lambda one: index.sharing(connection, one), sketches)}")


def analyse(store: Store) -> None:
    """Print how long PageRank and communities take over all edges, and the memory at the end."""
    for name, call in (("PageRank", top_ranked), ("communities", largest_communities)):
        start = time.perf_counter()
        call(store)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name}: {time.perf_counter() - start:.1f} s; {memory} MB at most")


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
            analyse(store)


if __name__ == "__main__":
    main()
