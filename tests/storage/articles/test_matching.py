"""Two articles stay two, whatever ids and canonical addresses say; and one stays one."""

import json

import pytest

from newscrawl.items import NewsArticle
from newscrawl.storage import Link, Store
from newscrawl.web.article_ids import derived_id
from tests.storage.builders import SITE, links_of

LATER = "2026-03-02T12:00:00Z"


def report(path: str, subject: str, **fields: str) -> NewsArticle:
    """Return an article read at *path*, all of whose words are of its *subject*."""
    body = " ".join(f"{subject}{n}" for n in range(60))
    url = f"{SITE}/{path}"
    return NewsArticle(
        **{"url": url, "canonicalUrl": url, "headline": subject, "articleBody": body, "fetchedAt": LATER, **fields}
    )


def stored(store: Store) -> dict[str, tuple[str | None, str | None]]:
    return {article.canonicalUrl or "": (article.headline, article.articleId) for article in store.articles()}


@pytest.mark.parametrize("together", [True, False])
def test_one_id_of_two_texts_is_the_id_of_the_first(store: Store, together: bool) -> None:
    both = [report("15000-marchers", "march", articleId="15000"), report("15000-trees", "planting", articleId="15000")]
    saved = store.save_batch(both) if together else [store.save(one) for one in both]
    assert [one.outcome for one in saved] == ["new", "new"]
    found = stored(store)
    assert found[f"{SITE}/15000-marchers"] == ("march", "15000")
    headline, identifier = found[f"{SITE}/15000-trees"]
    assert headline == "planting"
    assert identifier not in (None, "15000")
    assert [one.outcome for one in map(store.save, both)] == ["unchanged", "unchanged"]


def test_a_rewritten_article_under_a_new_slug_is_still_the_one(store: Store) -> None:
    store.save(report("old-slug-4711001", "harbour", articleId="4711001"))
    text = " ".join([*(f"harbour{n}" for n in range(40)), *(f"later{n}" for n in range(40))])
    moved = store.save(report("new-slug-4711001", "vote", articleId="4711001", articleBody=text))
    assert moved.outcome == "changed"
    assert list(stored(store)) == [f"{SITE}/new-slug-4711001"]


@pytest.mark.parametrize(
    "order", [("second", "third", "first"), ("first", "second", "third"), ("third", "first", "second")]
)
@pytest.mark.parametrize("together", [True, False])
def test_one_canonical_of_several_texts_merges_nothing(store: Store, order: tuple[str, ...], together: bool) -> None:
    first = f"{SITE}/first"
    pages = [report(name, f"story of the {name}", canonicalUrl=first, articleId=derived_id(first)) for name in order]
    store.add_links([Link(from_url=f"{SITE}/", to_url=f"{SITE}/{order[0]}", kind="listing")])
    if together:
        store.save_batch(pages)
    else:
        for page in pages:
            store.save(page)
    found = stored(store)
    assert {url: headline for url, (headline, _) in found.items()} == {
        f"{SITE}/{name}": f"story of the {name}" for name in order
    }
    assert found[first][1] == derived_id(first)
    assert len({identifier for _, identifier in found.values()}) == 3
    assert len(store.history(first)) == 1
    assert [link["to"] for link in links_of(store)] == [f"{SITE}/{order[0]}"]


def test_a_stated_address_that_nobody_else_states_is_believed(store: Store) -> None:
    store.save(report("index?p=12", "harbour", canonicalUrl=f"{SITE}/harbour-vote"))
    changed = store.save(
        report("harbour-vote", "harbour", articleBody="harbour1 harbour2 and more", fetchedAt="2026-03-03T12:00:00Z")
    )
    assert changed.outcome == "changed"
    assert list(stored(store)) == [f"{SITE}/harbour-vote"]


def test_what_is_set_back_is_told_to_consumers(store: Store) -> None:
    store.save(report("second", "second", canonicalUrl=f"{SITE}/first"))
    store.save(report("first", "first"))
    assert json.loads(json.dumps(sorted(stored(store)))) == [f"{SITE}/first", f"{SITE}/second"]
