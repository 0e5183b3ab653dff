"""Compare what the generic reader says of the demo site's articles with what the site's own page object says.

`python tests/benchmarks/field_agreement.py` prints, for each markup of the demo site, the share of the fields
that the page object reads in which `newscrawl.extract` agrees, field by field, and the mean of those that
count. `--differences N` prints the first N differences of each field.

What counts: every field of the record that the page object reads, one share a field. The three parts of
`relatedArticles` and of `authorArticles` (addresses, headlines, excerpts …) and the body's words are shown
beside it, marked `*`, and do not count. Addresses are compared by their path: the demo site stands for four
hosts, which only the page object knows to be one. Two fields are shown and left out of the mean, as no page
of the site states them and only who knows the site can say them: `isAccessibleForFree`, and the day that an
undated page's id stands for. `datePublished` is compared as the clock prints it: the country's top-level
domain, from which the generic reader knows a time zone, is not on a loopback address.
"""

import argparse
import asyncio
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import fmean
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rich.console import Console
from rich.table import Table
from web_poet import HttpResponse

from newscrawl import NewsArticle, extract
from newscrawl.demo import RENDITIONS, DemoSite
from newscrawl.publishers.lessor import LessorArticlePage

BASE = "http://127.0.0.1:8000"
WORD = re.compile(r"\w+")

Value = Callable[[NewsArticle], Any]


def main() -> None:
    """Run the comparison that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--differences", type=int, default=0, help="differences to print of each field")
    options = parser.parse_args()
    shares: dict[str, dict[str, float]] = {}
    for rendition in RENDITIONS:
        pairs = list(read_both(DemoSite(rendition)))
        shares[rendition] = {}
        for name, (value, agreement) in FIELDS.items():
            shares[rendition][name] = compare(pairs, value, agreement)
            show_differences(rendition, name, pairs, options.differences)
    show(shares)


def read_both(site: DemoSite) -> Iterator[tuple[NewsArticle, NewsArticle]]:
    """Yield the page object's record and the generic reader's of every article of *site*."""
    for truth in site.truth(BASE):
        path = urlsplit(str(truth.url)).path
        answer = site.answer(path, BASE)
        if answer.status == 503:
            answer = site.answer(path, BASE)
        page = LessorArticlePage(response=HttpResponse(BASE + path, body=answer.body))
        own = asyncio.run(page.to_item())
        yield own, extract(answer.body, BASE + path) or NewsArticle(url=BASE + path)


def exact(own: Any, generic: Any) -> float:
    """Return 1 where the two are equal, else 0."""
    return float(own == generic)


def shared(own: Any, generic: Any) -> float:
    """Return the F1 of two lists as multisets."""
    mine, other = Counter(own), Counter(generic or ())
    return 2 * sum((mine & other).values()) / max(1, sum(mine.values()) + sum(other.values()))


def compare(
    pairs: list[tuple[NewsArticle, NewsArticle]], value: Value, agreement: Callable[[Any, Any], float]
) -> float:
    """Return the mean agreement over the articles of which the page object reads the field."""
    values = [(value(own), value(generic)) for own, generic in pairs]
    return fmean([agreement(own, generic) for own, generic in values if own] or [1.0])


def path_of(url: str | None) -> str:
    """Return the path of *url*, without a closing slash."""
    return urlsplit(url or "").path.rstrip("/")


def listed(field: str, *names: str) -> Value:
    """Return what gives the values of the parts *names* of each entry of the list *field*."""

    def values(article: NewsArticle) -> list[Any]:
        entries = getattr(article, field) or []
        return [
            tuple(path_of(entry.url) if name == "url" else getattr(entry, name) for name in names) for entry in entries
        ]

    return values


def dated(length: int) -> Value:
    """Return what gives the first *length* characters of the printed date."""
    return lambda article: (
        (article.datePublished or "")[:length]
        if article.metadata and article.metadata.datePublishedSource != "articleId"
        else ""
    )


def cards_dates(article: NewsArticle) -> list[Any]:
    """Return addresses and clock times of the author's other articles."""
    return [(path_of(card.url), (card.datePublished or "")[:16]) for card in article.authorArticles or []]


def words(article: NewsArticle) -> list[str]:
    """Return the words of the body."""
    return WORD.findall((article.articleBody or "").lower())


FIELDS: dict[str, tuple[Value, Callable[[Any, Any], float]]] = {
    "headline": (lambda a: a.headline, exact),
    "description": (lambda a: a.description, exact),
    "datePublished": (dated(16), exact),
    "*day": (dated(10), exact),
    "datePublishedRaw": (lambda a: a.datePublishedRaw, exact),
    "authors": (lambda a: [author.name for author in a.authors or []], exact),
    "*author url": (lambda a: [path_of(x.url) for x in a.authors or [] if x.url], exact),
    "agency": (lambda a: a.agency, exact),
    "dateline": (lambda a: a.dateline, exact),
    "section": (lambda a: a.section, exact),
    "mainImage.url": (lambda a: a.mainImage and a.mainImage.url, exact),
    "mainImage.caption": (lambda a: a.mainImage and a.mainImage.caption, exact),
    "articleBody": (lambda a: a.articleBody, exact),
    "*words of the body": (words, shared),
    "relatedArticles": (listed("relatedArticles", "url", "headline", "excerpt", "position"), exact),
    "*related urls": (listed("relatedArticles", "url"), shared),
    "*related headlines": (listed("relatedArticles", "url", "headline"), shared),
    "*related excerpts": (listed("relatedArticles", "url", "excerpt"), shared),
    "authorArticles": (listed("authorArticles", "url", "headline", "excerpt", "byline"), exact),
    "*author urls": (listed("authorArticles", "url"), shared),
    "*author headlines": (listed("authorArticles", "url", "headline"), shared),
    "*author excerpts": (listed("authorArticles", "url", "excerpt"), shared),
    "*author bylines": (listed("authorArticles", "url", "byline"), shared),
    "*author dates": (cards_dates, shared),
    "inLanguage": (lambda a: (a.inLanguage or "")[:2], exact),
    "articleId": (lambda a: a.articleId, exact),
    "*free to read": (lambda a: a.isAccessibleForFree, exact),
}


def show(shares: dict[str, dict[str, float]]) -> None:
    """Print one row a field, one column a markup."""
    table = Table(title="agreement with the site's own page object")
    for column in ("field", *shares, "mean"):
        table.add_column(column, justify="left" if column == "field" else "right")
    counted = [name for name in FIELDS if not name.startswith("*")]
    rows = {name: [share[name] for share in shares.values()] for name in FIELDS}
    rows["mean of those that count"] = [fmean(share[name] for name in counted) for share in shares.values()]
    for name, row in rows.items():
        table.add_row(name, *(f"{share:.3f}" for share in (*row, fmean(row))))
    Console().print(table)


def show_differences(rendition: str, name: str, pairs: list[tuple[NewsArticle, NewsArticle]], count: int) -> None:
    """Print the first *count* articles whose field *name* differs."""
    value, agreement = FIELDS[name]
    differing = [(own, other) for own, other in pairs if value(own) and agreement(value(own), value(other)) < 1]
    for own, other in differing[:count]:
        print(f"{rendition} {name} {own.url}\n   own: {value(own)!r}\n  here: {value(other)!r}")


if __name__ == "__main__":
    main()
