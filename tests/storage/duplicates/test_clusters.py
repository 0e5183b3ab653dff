"""Which articles the store tells to be copies of each other, and what it says of them."""

from typing import Any

import pytest

from newscrawl.items import NewsArticle
from newscrawl.storage import Saved, Store
from tests.storage.builders import article
from tests.storage.texts import body, edited, weather


def on(paper: str, text: str, **changes: Any) -> NewsArticle:
    url = f"https://{paper}.example/a"
    parts: dict[str, Any] = {"articleId": None, "relatedArticles": None, "authorArticles": None}
    return article(**{**parts, "url": url, "canonicalUrl": url, "articleBody": text, **changes})


def clusters(store: Store) -> dict[str, tuple[str | None, str | None]]:
    """Return paper: (paper of the canonical member, cluster) of every article."""
    found = {}
    for record in store.records():
        original = record.get("duplicateOf")
        paper = original.removeprefix("https://").removesuffix(".example/a") if original else None
        name = record["canonicalUrl"].removeprefix("https://").removesuffix(".example/a")
        found[name] = (paper, record.get("clusterId"))
    return found


TEXT = body(1)

COPIES = {
    "the same": TEXT,
    "corrected here and there": edited(TEXT, 30),
    "with a paragraph more": body(2, 40) + "\n\n" + TEXT,
    "a paragraph short": TEXT.partition("\n\n")[2],
    "a teaser": " ".join(TEXT.split()[:45])[:-2],
    "other capitals and accents": TEXT.upper().replace("E", "É"),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
@pytest.mark.parametrize("is_first", [True, False], ids=["after", "before"])
def test_copy_is_found_in_either_order(store: Store, copy: str, is_first: bool) -> None:
    texts = [on("one", TEXT), on("two", copy)]
    saved = [store.save(one) for one in (texts if is_first else texts[::-1])]
    assert [one.cluster_id for one in saved] == [None, str(saved[0].article_key)]


OTHERS = {
    "another text": body(3),
    "a quotation": body(3) + "\n\n" + " ".join(TEXT.split()[100:135]),
    "the same words in another order": " ".join(sorted(TEXT.split())),
    "too short to say": " ".join(TEXT.split()[:15]),
    "empty": "",
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_other_text_is_no_copy(store: Store, other: str) -> None:
    store.save(on("one", TEXT))
    assert store.save(on("two", other, description=None)).cluster_id is None


def test_reports_of_one_template_are_no_copies(store: Store) -> None:
    saved = store.save_batch([on(f"paper{day}", weather(day)) for day in range(20)])
    assert {one.cluster_id for one in saved} == {None}


def test_corrected_report_is_a_copy(store: Store) -> None:
    saved = store.save_batch([on("one", weather(1)), on("two", weather(1).replace("Tomorrow", "Next day"))])
    assert {one.cluster_id for one in saved} == {"1"}


def test_first_published_is_canonical_whenever_it_is_found(store: Store) -> None:
    store.save(on("second", TEXT, datePublished="2026-01-02T00:00:00+00:00"))
    store.save(on("third", TEXT, datePublished="2026-01-03T00:00:00+00:00"))
    assert clusters(store) == {"second": (None, "1"), "third": ("second", "1")}
    saved = store.save(on("first", TEXT, datePublished="2026-01-01T00:00:00+00:00"))
    assert saved == Saved(outcome="new", article_key=saved.article_key, duplicate_of=None, cluster_id="1")
    assert clusters(store) == {"second": ("first", "1"), "third": ("first", "1"), "first": (None, "1")}


def test_teaser_is_not_canonical_though_it_was_first(store: Store) -> None:
    store.save(on("teaser", COPIES["a teaser"], datePublished="2026-01-01T00:00:00+00:00"))
    store.save(on("full", TEXT, datePublished="2026-01-02T00:00:00+00:00"))
    assert clusters(store) == {"teaser": ("full", "1"), "full": (None, "1")}


def test_text_that_joins_two_groups_makes_them_one(store: Store) -> None:
    halves = body(5, 200), body(6, 200)
    store.save_batch([on("a1", halves[0]), on("a2", halves[0]), on("b1", halves[1]), on("b2", halves[1])])
    assert {cluster for _, cluster in clusters(store).values()} == {"1", "3"}
    store.save(on("both", "\n\n".join(halves)))
    assert {cluster for _, cluster in clusters(store).values()} == {"1"}


@pytest.mark.parametrize("seed", range(10, 16))
def test_copy_of_any_one_member_joins_the_group(store: Store, seed: int) -> None:
    teaser = body(seed, 60)
    first = store.save(on("one", teaser + "\n\n" + body(seed + 100, 400)))
    for paper, text in (("two", teaser), ("three", teaser + "\n\n" + body(seed + 200, 400))):
        assert store.save(on(paper, text)).cluster_id == str(first.article_key)


def test_rewritten_text_leaves_its_group(store: Store) -> None:
    store.save_batch([on("one", TEXT), on("two", TEXT)])
    saved = store.save(on("two", body(9), fetchedAt="2026-03-02T00:00:00Z"))
    assert (saved.outcome, saved.cluster_id) == ("changed", None)
    assert clusters(store) == {"one": (None, None), "two": (None, None)}
    assert store.save(on("three", TEXT)).duplicate_of == "https://one.example/a"


def test_second_save_says_the_same_of_copies(store: Store) -> None:
    saved = store.save_batch([on("one", TEXT), on("two", TEXT)])
    again = store.save_batch([on("one", TEXT), on("two", TEXT)])
    assert [(a.duplicate_of, a.cluster_id) for a in again] == [(a.duplicate_of, a.cluster_id) for a in saved]


def test_text_of_one_endless_word_is_taken(store: Store) -> None:
    assert store.save(on("one", "a" * 300_000)).outcome == "new"
    assert store.save(on("two", "na " * 100_000)).outcome == "new"
