"""By which sources an article was seen is kept with it."""

from newscrawl.seen_by import SeenBy, SeenNote
from newscrawl.storage import Store
from newscrawl.storage.state.coverage import SeenArticle, seen_articles, stored_sites
from newscrawl.web.moments import moment_of
from tests.storage.builders import SITE, article


def of_paper(store: Store) -> list[tuple[SeenBy, SeenBy]]:
    return [(one.first, one.by) for one in seen_articles(store.database, "paper.example")]


def test_the_first_source_stays_and_others_are_added(store: Store) -> None:
    store.save(article(1))
    url = f"{SITE}/posts/story-1"
    assert of_paper(store) == [(SeenBy(0), SeenBy(0))]
    store.record_seen([SeenNote(url=url, first=SeenBy.FEED, by=SeenBy.FEED | SeenBy.LISTING)])
    store.record_seen([SeenNote(url=url, first=SeenBy.SITEMAP, by=SeenBy.SITEMAP)])
    all_three = SeenBy.FEED | SeenBy.LISTING | SeenBy.SITEMAP
    assert of_paper(store) == [(SeenBy.FEED, all_three)]
    store.save(article(1, headline="Corrected", fetchedAt="2026-04-01T00:00:00Z"))
    assert of_paper(store) == [(SeenBy.FEED, all_three)]
    (known,) = store.known("paper.example")
    assert (known.first_seen_by, known.seen_by) == (SeenBy.FEED, all_three)


def test_an_alias_is_the_article_and_an_unknown_address_is_none(store: Store) -> None:
    store.save(article(1))
    store.save(article(1, canonicalUrl=f"{SITE}/posts/new-slug-1", fetchedAt="2026-04-01T00:00:00Z"))
    for name in ("story-1", "unknown"):
        store.record_seen([SeenNote(url=f"{SITE}/posts/{name}", first=SeenBy.LINK, by=SeenBy.LINK)])
    assert of_paper(store) == [(SeenBy.LINK, SeenBy.LINK)]


def test_what_an_archive_alone_had_says_so(store: Store) -> None:
    with store.writer() as writer:
        writer.submit(article(1), origin="foreign archive").result()
    assert of_paper(store) == [(SeenBy.ARCHIVE, SeenBy.ARCHIVE)]


def test_only_what_was_published_since_then(store: Store) -> None:
    store.save_batch([article(1), article(2), article(3, datePublished=None)])
    since = moment_of("2026-01-03")
    assert list(seen_articles(store.database, "paper.example", since)) == [
        SeenArticle(moment_of("2026-01-03T08:30:00Z"), SeenBy(0), SeenBy(0))
    ]
    assert stored_sites(store.database) == ["paper.example"]
