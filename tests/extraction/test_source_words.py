"""What a feed or sitemap said of an article is taken where its page says less."""

from datetime import UTC, datetime

import pytest

from newscrawl.extraction.source_words import SourceWords, complete
from newscrawl.items import NewsArticle, NewsArticleMetadata
from tests.extraction.body.stories import PARAGRAPHS, PLAIN

NOW = datetime(2026, 3, 20, tzinfo=UTC)
SAID = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
WHOLE = "".join(PLAIN)


def completed(words: SourceWords, **fields: object) -> NewsArticle:
    article = NewsArticle(**{"url": "https://news.example/a", **fields})
    complete(article, words, NOW)
    return article


def metadata(source: str) -> NewsArticleMetadata:
    return NewsArticleMetadata(datePublishedSource=source, datePublishedPrecision="day")


def test_the_whole_text_of_a_feed_is_taken_for_a_teaser_and_marked_so() -> None:
    article = completed(SourceWords(source="feed", markup=WHOLE), articleBody=PARAGRAPHS[0], bodyCompleteness="teaser")
    assert (article.articleBody or "").split("\n\n") == PARAGRAPHS
    assert (article.articleBodyHtml or "").startswith("<p>The railway line")
    assert article.bodyCompleteness == "full"
    assert article.metadata is not None
    assert article.metadata.articleBodySource == "feed"


def test_a_page_that_seemed_whole_is_a_part_of_a_feeds_longer_text() -> None:
    article = completed(
        SourceWords(source="feed", markup=WHOLE), articleBody="\n\n".join(PARAGRAPHS[:3]), bodyCompleteness="full"
    )
    assert (article.articleBody or "").split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("markup", "shown"),
    [(WHOLE, PARAGRAPHS), ("".join(PLAIN[:2]), PARAGRAPHS), (WHOLE, ["Another story altogether. " * 20])],
    ids=["same", "shorter", "other"],
)
def test_a_whole_page_keeps_its_text(markup: str, shown: list[str]) -> None:
    text = "\n\n".join(shown)
    article = completed(SourceWords(source="feed", markup=markup), articleBody=text, bodyCompleteness="full")
    assert article.articleBody == text


def test_a_feed_that_breaks_off_as_well_gives_a_cut_text() -> None:
    markup = "".join(PLAIN[:4]).removesuffix("</p>") + " […]</p>"
    article = completed(SourceWords(source="feed", markup=markup), articleBody=PARAGRAPHS[0], bodyCompleteness="teaser")
    assert article.bodyCompleteness == "cut"


@pytest.mark.parametrize(
    ("stated", "source", "expected"),
    [
        (None, None, "2026-03-14T09:30:00+00:00"),
        ("2026-03-14", "url", "2026-03-14T09:30:00+00:00"),
        ("2026-02-01", "url", "2026-02-01"),
        ("2026-03-16T10:00:00+00:00", "modified", "2026-03-14T09:30:00+00:00"),
        ("2031-01-01T00:00:00+00:00", "structured", "2026-03-14T09:30:00+00:00"),
        ("2026-03-13T10:00:00+00:00", "printed", "2026-03-13T10:00:00+00:00"),
    ],
)
def test_a_feeds_date_is_the_fallback(stated: str | None, source: str | None, expected: str) -> None:
    given = metadata(source) if source else None
    article = completed(SourceWords(source="feed", published=SAID), datePublished=stated, metadata=given)
    assert article.datePublished == expected
    assert article.metadata is not None
    assert (article.metadata.datePublishedSource == "feed") is (expected != stated)


def test_a_sitemaps_day_gets_no_midnight() -> None:
    day = datetime(2026, 3, 14, tzinfo=UTC)
    article = completed(SourceWords(source="sitemap", published=day))
    assert article.datePublished == "2026-03-14"
    assert article.metadata is not None
    assert (article.metadata.datePublishedSource, article.metadata.datePublishedPrecision) == ("sitemap", "day")


def test_a_feeds_date_that_lies_ahead_is_none() -> None:
    assert completed(SourceWords(source="feed", published=datetime(2026, 3, 22, tzinfo=UTC))).datePublished is None


def test_a_moment_is_given_in_the_clock_of_the_sites_country() -> None:
    article = completed(SourceWords(source="feed", published=SAID), url="https://news.example.fr/a")
    assert article.datePublished == "2026-03-14T10:30:00+01:00"
