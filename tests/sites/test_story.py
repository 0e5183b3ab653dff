"""The story of an address, seen or not, says what became of it and what would change that."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.errors import BadInput
from newscrawl.fates import FateNote, Reason
from newscrawl.items import NewsArticle
from newscrawl.sites.story import story_of
from newscrawl.storage import Page, Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITE = "news.example"
HOME = f"https://{SITE}/"


def note(path: str, reason: Reason, detail: str = "", tries: int = 0) -> FateNote:
    return FateNote(site=SITE, url=HOME + path, reason=reason, detail=detail, found_on=HOME, tries=tries, at=NOW)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path}/store.db", clock=lambda: NOW)


def test_a_refused_address_says_by_what_it_was_named_and_when_its_turn_is(store: Store) -> None:
    store.record_pages([Page(url=f"{HOME}a", kind="article", status=403, fetched_at=NOW)])
    store.record_fates([note("", Reason.LISTING), note("a", Reason.REFUSED, "403", tries=2)])
    story = story_of(store, f"{HOME}a?utm_source=x", NOW + timedelta(hours=1))
    assert (story.fate, story.reason) == ("refused", "refused: 403")
    told = " ".join(story.story)
    for words in (f"named by the page {HOME}", "answered 403", "--again refused", "2 times", "from 2026-03-01 18:00"):
        assert words in told


def test_a_stored_article_is_told_with_its_headline_whatever_its_last_fetch_brought(store: Store) -> None:
    store.save(NewsArticle(url=f"{HOME}b", headline="Bridge opens", articleBody="It is open.", fetchedAt="2026-03-01"))
    store.record_fates([note("b", Reason.FAILED, "500", tries=1)])
    story = story_of(store, f"{HOME}b", NOW)
    assert story.fate == "stored"
    assert "Bridge opens" in " ".join(story.story)


@pytest.mark.parametrize(
    ("path", "taken_for"),
    [
        ("news/the-bridge-is-open-after-two-years-12345", "taken for: article"),
        ("world", "taken for: listing"),
        ("login", "taken for: waste"),
        ("world?sort=asc", "taken for: waste"),
    ],
)
def test_an_address_never_seen_is_judged_by_its_form(store: Store, path: str, taken_for: str) -> None:
    story = story_of(store, HOME + path, NOW)
    assert (story.fate, story.reason) == ("never seen", taken_for)
    assert f"newscrawl crawl {HOME}" in story.story[-1]


def test_what_is_no_address_is_bad_input(store: Store) -> None:
    with pytest.raises(BadInput):
        story_of(store, "mailto:desk@news.example", NOW)
