"""Whatever a spider yields leaves the first pipeline in the record's form."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.statscollectors import DummyStatsCollector
from scrapy.utils.test import get_crawler
from zyte_common_items import Author

from newscrawl.items import NewsArticle, NewsArticleMetadata
from newscrawl.pipelines.normalise import NormalisePipeline, fold_paragraphs, unique_authors

NOW = datetime(2026, 2, 10, 8, 46, 5, 123456, tzinfo=UTC)


def normalised(timezone: str | None = None, **fields: object) -> NewsArticle:
    pipeline = NormalisePipeline(DummyStatsCollector(get_crawler()), timezone, lambda: NOW)
    article = NewsArticle(**{"url": "https://example.org/a", **fields})
    pipeline.process_item(article)
    return article


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("2025-08-05T08:59:00+00:00", "2025-08-05T08:59:00+00:00"),
        ("2025-08-05T08:59:00Z", "2025-08-05T08:59:00+00:00"),
        ("2025-08-05T08:59:00+0200", "2025-08-05T08:59:00+02:00"),
        ("2025-08-05 08:59", "2025-08-05T08:59:00+00:00"),
        ("2025-08-05", "2025-08-05T00:00:00+00:00"),
    ],
)
def test_a_date_becomes_iso_8601_with_the_sites_offset(given_: str, expected: str) -> None:
    assert normalised("Africa/Bamako", datePublished=given_).datePublished == expected


def test_a_printed_date_is_read_in_the_pages_language() -> None:
    article = normalised("Europe/Paris", datePublishedRaw="mardi 05 août 2025 à 08:59", inLanguage="fr")
    assert article.datePublished == "2025-08-05T08:59:00+02:00"
    assert article.datePublishedRaw == "mardi 05 août 2025 à 08:59"


def test_a_date_without_a_known_zone_is_given_none() -> None:
    assert normalised(datePublished="2025-08-05T08:59:00").datePublished == "2025-08-05T08:59:00"


def test_what_is_no_date_is_dropped_and_its_raw_form_kept() -> None:
    article = normalised(datePublishedRaw="il y a longtemps")
    assert article.datePublished is None
    assert article.datePublishedRaw == "il y a longtemps"


@pytest.mark.parametrize("source", ["url", "structured"])
def test_a_day_that_only_the_address_tells_is_given_no_midnight(source: str) -> None:
    metadata = NewsArticleMetadata(datePublishedSource=source, datePublishedPrecision="day")
    article = normalised("Africa/Bamako", datePublished="2025-08-05", metadata=metadata)
    assert article.datePublished == ("2025-08-05" if source == "url" else "2025-08-05T00:00:00+00:00")


@pytest.mark.parametrize("form", ["{}-02-11T09:00:00+00:00", "{}-02-12"])
def test_a_date_more_than_a_day_ahead_is_none_and_its_raw_form_is_kept(form: str) -> None:
    metadata = NewsArticleMetadata(datePublishedSource="url", datePublishedPrecision="day")
    ahead = form.format(2026)
    article = normalised(datePublished=ahead, datePublishedRaw=ahead, dateModified=ahead, metadata=metadata)
    assert (article.datePublished, article.dateModified, article.datePublishedRaw) == (None, None, ahead)
    assert article.metadata is not None
    assert article.metadata.datePublishedSource is None
    assert article.metadata.datePublishedPrecision is None
    assert normalised(datePublished=ahead, fetchedAt="2026-03-01T00:00:00+00:00").datePublished


def test_text_is_folded_and_composed() -> None:
    article = normalised(
        headline=" Kayes :\u00a0 e\u0301te\u0301\n",
        articleBody="Un\u00a0mot.\n \n\n\nDeux\nmots.\n",
        section="  ",
    )
    assert article.headline == "Kayes : été"
    assert article.articleBody == "Un mot.\n\nDeux mots."
    assert article.section is None


def test_addresses_and_ids_are_filled_in() -> None:
    article = normalised(url="https://Example.org:443/a?utm_source=x#top")
    assert article.canonicalUrl == "https://example.org/a"
    assert article.articleId
    assert article.fetchedAt == "2026-02-10T08:46:05+00:00"
    assert article.contentHash


def test_an_author_is_named_once() -> None:
    authors = [Author(name="Awa  KEÏTA"), Author(name="awa keïta"), Author(name=" "), Author(name="B. SOW")]
    assert [a.name for a in unique_authors(authors)] == ["Awa KEÏTA", "B. SOW"]


def test_other_items_pass_untouched() -> None:
    pipeline = NormalisePipeline(DummyStatsCollector(get_crawler()), None, lambda: NOW)
    assert pipeline.process_item({"a": " b "}) == {"a": " b "}


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold_paragraphs(text)
    assert fold_paragraphs(once) == once
