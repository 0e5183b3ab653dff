"""Which two sources are compared, and when nothing is told."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.seen_by import SeenBy
from newscrawl.sites.accounts.pairs import best_pair
from newscrawl.storage.state.coverage import SeenArticle

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
FEED, SITEMAP, LISTING = SeenBy.FEED, SeenBy.SITEMAP, SeenBy.LISTING


def seen(*kinds: SeenBy) -> list[SeenArticle]:
    """Return an article an hour, those that no source shows left out: it is as if they were not stored."""
    found = [(BEGIN + timedelta(hours=hour), by) for hour, by in enumerate(kinds)]
    return [SeenArticle(moment, by, by) for moment, by in found if by]


def of(chance: float, kind: SeenBy, rng: random.Random) -> SeenBy:
    return kind if rng.random() < chance else SeenBy(0)


def test_one_source_alone_tells_nothing() -> None:
    assert best_pair(seen(*[FEED] * 50)) is None
    assert best_pair(seen(*[FEED | SeenBy.LINK] * 50)) is None
    assert best_pair([]) is None


def test_a_feed_of_the_newest_beside_an_even_sitemap() -> None:
    rng = random.Random(2)
    kinds = [of(0.8, SITEMAP, rng) | (FEED if hour >= 180 else SeenBy(0)) for hour in range(200)]
    pair = best_pair(seen(*kinds))
    assert pair is not None
    assert pair.estimate is not None
    assert pair.since is None
    assert pair.estimate.low <= 200 <= pair.estimate.high
    assert "no third source" in pair.remark


def test_a_sitemap_of_the_newest_alone_speaks_for_these() -> None:
    """A news sitemap of the last 60 hours, a feed of the last 30, listings of all: the two say nothing of the rest."""
    rng = random.Random(3)
    kinds = [
        (of(0.8, SITEMAP, rng) if hour >= 240 else SeenBy(0))
        | (of(0.9, FEED, rng) if hour >= 270 else SeenBy(0))
        | of(0.95, LISTING, rng)
        for hour in range(300)
    ]
    found = seen(*kinds)
    pair = best_pair(found)
    assert pair is not None
    assert pair.estimate is not None
    assert LISTING in (pair.one, pair.other)
    two = best_pair([article for article in found if article.by & (SITEMAP | FEED)])
    assert two is not None


def test_sources_that_show_the_same_tell_a_least_number() -> None:
    rng = random.Random(4)
    kinds = []
    for _ in range(400):
        prominent = rng.random() < 0.5
        share = 0.9 if prominent else 0.1
        kinds.append(of(share, SITEMAP, rng) | of(share, FEED, rng) | of(share, LISTING, rng))
    pair = best_pair(seen(*kinds))
    assert pair is not None
    assert pair.at_least
    assert "at least" in pair.remark


def test_sources_that_share_articles_out_tell_nothing() -> None:
    rng = random.Random(5)
    kinds = [(SITEMAP if rng.random() < 0.5 else FEED) | LISTING for _ in range(200)]
    kinds += [SITEMAP | FEED | LISTING] * 10
    pair = best_pair([article for article in seen(*kinds) if article.by])
    assert pair is not None
    assert {pair.one, pair.other} != {SITEMAP, FEED}


def test_too_few_in_common_is_told() -> None:
    pair = best_pair(seen(*[FEED] * 30, *[SITEMAP] * 30, *[FEED | SITEMAP] * 3))
    assert pair is not None
    assert pair.estimate is None
    assert "3 articles in common" in pair.remark


@pytest.mark.parametrize("listing", [0.0, 0.3], ids=["two", "three"])
def test_the_interval_of_what_a_site_shows_holds_the_truth(listing: float) -> None:
    held, told = 0, 0
    for number in range(60):
        rng = random.Random(number)
        kinds = [
            of(0.8, SITEMAP, rng) | (FEED if hour >= 120 else SeenBy(0)) | of(listing, LISTING, rng)
            for hour in range(160)
        ]
        pair = best_pair(seen(*kinds))
        if pair is not None and pair.estimate is not None and not pair.at_least:
            told += 1
            held += pair.estimate.low <= 160 <= pair.estimate.high
    assert told > 50
    assert held / told > 0.9
