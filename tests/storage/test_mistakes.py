"""What newcomers give by mistake is told in one sentence by the room, not by a failure deep within."""

import pickle
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from zyte_common_items import Article

from newscrawl.errors import BadInput, NewscrawlError, StoreError, WrongType
from newscrawl.storage import Filter, Link, Page, Store, site_of
from tests.storage.builders import SITE, article

URL = f"{SITE}/posts/story-1"
LINK = Link(from_url=f"{SITE}/", to_url=URL, kind="listing")


@pytest.fixture
def one(store: Store) -> Store:
    store.save(article(1))
    return store


WRONG = {
    "save a dict": (lambda store: store.save({"url": URL}), "from_dict"),
    "save nothing": (lambda store: store.save(None), "NewsArticle"),
    "save a list": (lambda store: store.save([article(2)]), "NewsArticle"),
    "save another class": (lambda store: store.save(Article(url=URL)), "NewsArticle"),
    "save_batch a text": (lambda store: store.save_batch("abc"), "NewsArticle"),
    "save_batch nothing": (lambda store: store.save_batch(None), "NewsArticle"),
    "records of a domain": (lambda store: list(store.records("paper.example")), "Filter"),
    "records of a dict": (lambda store: list(store.records({"site": "paper.example"})), "Filter"),
    "articles of a dict": (lambda store: list(store.articles({"site": "paper.example"})), "Filter"),
    "articles of another kind": (lambda store: list(store.articles(kind=dict)), "subclass of NewsArticle"),
    "frame of a domain": (lambda store: store.frame("paper.example"), "Filter"),
    "frame in another library": (lambda store: store.frame(library="panda"), "did you mean pandas"),
    "search nothing": (lambda store: store.search(None), "give words"),
    "search a list": (lambda store: store.search(["a", "b"]), "give words"),
    "search in a domain": (lambda store: store.search("x", "paper.example"), "Filter"),
    "search for a text of hits": (lambda store: store.search("x", limit="5"), "number"),
    "search for no hits": (lambda store: store.search("x", limit=0), "from 1 on"),
    "record of a number": (lambda store: store.record(5), "as text"),
    "history of nothing": (lambda store: store.history(None), "as text"),
    "forget nothing": (lambda store: store.forget(), "nothing to forget"),
    "forget a number": (lambda store: store.forget(5), "as text"),
    "forget a word": (lambda store: store.forget("story 1"), "no web address"),
    "forget a site by number": (lambda store: store.forget(site=5), "as text"),
    "withdrawn soon": (lambda store: store.mark_withdrawn(URL, "soon"), "no date"),
    "links as pairs": (lambda store: store.add_links([(SITE, URL)]), "give a Link"),
    "links of another kind": (
        lambda store: store.add_links([Link(from_url=URL, to_url=URL, kind="lists")]),
        "did you mean listing",
    ),
    "pages as texts": (lambda store: store.record_pages([URL]), "give a Page"),
    "a site as a list": (lambda _: Filter(site=["a.example"]), "the site is ['a.example'] (list)"),
    "an author as a number": (lambda _: Filter(author=5), "author is 5 (int)"),
    "a language as a list": (lambda _: Filter(language=["fr"]), "language is"),
    "a section as a number": (lambda _: Filter(section=5), "section is"),
    "since a word": (lambda _: Filter(since="yesterday"), "no date"),
    "since a year": (lambda _: Filter(since=2026), "no date"),
    "since an hour": (lambda _: Filter(since=time(8)), "no date"),
    "since an age": (lambda _: Filter(since=timedelta(days=7)), "no date"),
    "since after until": (lambda _: Filter(since="2026-02-01", until="2026-01-01"), "is after"),
    "a cursor as text": (lambda _: Filter(changed_since="5"), "changed_since is '5'"),
    "a cursor as a part": (lambda _: Filter(changed_since=5.5), "changed_since is 5.5"),
    "a site of a number": (lambda _: site_of(5), "as text"),
    "a path for an address": (lambda _: Store.open(Path("news.db")), "sqlite:///news.db"),
    "no address": (lambda _: Store.open(None), "sqlite:///FILE"),
    "an empty address": (lambda _: Store.open(""), "sqlite:///FILE"),
    "no database": (lambda _: Store("sqlite:///news.db"), "Store.open"),
    "to another process": (lambda store: pickle.dumps(store), "its address"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_one_sentence_of_ours(one: Store, name: str) -> None:
    call, says = WRONG[name]
    with pytest.raises(NewscrawlError) as told:
        call(one)
    assert says in str(told.value)
    assert "\n" not in str(told.value)
    assert len(list(one.records())) == 1


FIELDS = {
    "headline": 5,
    "articleBody": ["one", "two"],
    "authors": "Awa Diarra",
    "keywords": "mali, fleuve",
    "images": [f"{SITE}/a.jpg"],
    "mainImage": f"{SITE}/a.jpg",
    "relatedArticles": [f"{SITE}/posts/story-2"],
    "breadcrumbs": ["Home"],
    "inLanguage": 5,
    "section": ["Sport"],
    "articleId": 12,
    "datePublished": datetime(2026, 1, 1, tzinfo=UTC),
    "dateModified": "last week",
    "fetchedAt": "now",
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_of_another_kind_is_named(one: Store, name: str) -> None:
    mistaken = article(2)
    setattr(mistaken, name, FIELDS[name])
    with pytest.raises(BadInput, match=rf"^{name}\b"):
        one.save(mistaken)
    assert len(list(one.records())) == 1


def test_a_part_of_a_list_is_named(one: Store) -> None:
    mistaken = article(2)
    mistaken.authors[1:] = ["Awa"]
    with pytest.raises(WrongType, match=r"^authors\[1\] is 'Awa': give a list of \w*Author$"):
        one.save(mistaken)


def test_a_generator_of_articles_is_saved_and_told(store: Store) -> None:
    assert [one.outcome for one in store.save_batch(article(n) for n in (1, 2))] == ["new", "new"]


def test_one_for_several_is_taken(one: Store) -> None:
    one.add_links(LINK)
    one.record_pages(Page(url=URL, kind="article", status=200))
    assert [saved.outcome for saved in one.save_batch(article(1))] == ["unchanged"]
    assert one.forget(URL) == [URL]


def test_a_closed_store_says_so(store_url: str) -> None:
    store = Store.open(store_url)
    store.save(article(1))
    store.close()
    for use in (lambda: store.save(article(2)), lambda: list(store.records()), lambda: store.search("x"), store.frame):
        with pytest.raises(StoreError, match="is closed"):
            use()
    store.close()
