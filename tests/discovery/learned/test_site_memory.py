"""What earlier runs know of a site's articles."""

from datetime import UTC, datetime, timedelta

from newscrawl.discovery.learned.site_memory import KnownArticle, KnownPage, SiteMemory

URL = "https://paper.example/news/harbour-vote"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def test_an_article_was_last_asked_for_when_a_page_came_or_was_said_to_be_the_same() -> None:
    memory, article = SiteMemory(), KnownArticle(url=URL, fetched=NOW)
    assert memory.last_fetched(article) == NOW
    for status, expected in ((304, LATER), (200, LATER), (500, NOW), (None, NOW)):
        memory.add_page(KnownPage(url=URL, kind="article", status=status, fetched=LATER))
        assert memory.last_fetched(article) == expected
    assert memory.last_fetched(KnownArticle(url=URL)) is None


def test_a_page_that_came_to_nothing_is_asked_for_whole() -> None:
    memory = SiteMemory()
    memory.notes.complete_at = LATER
    memory.add_page(KnownPage(url=URL, kind="article", status=200, fetched=NOW, etag='"a"'))
    assert memory.validators(URL) is None
    memory.add_article(KnownArticle(url=URL, fetched=NOW))
    assert memory.validators(URL) is not None
