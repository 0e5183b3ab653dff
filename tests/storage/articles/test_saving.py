"""What a crawl relies on when it hands an article to the store."""

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl.items import NewsArticle, as_record
from newscrawl.storage import Link, Store, StoreError
from newscrawl.storage.graph.queries import neighbours
from tests.storage.builders import SITE, article, links_of, people_of
from tests.storage.conftest import Clock

LATER = "2026-03-02T00:00:00Z"


def urls(store: Store) -> list[str | None]:
    return [found.canonicalUrl for found in store.articles()]


def test_record_comes_back_as_it_was(store: Store) -> None:
    assert store.save(article()).outcome == "new"
    assert [as_record(found) for found in store.articles()] == [as_record(article())]
    assert [list(record) for record in store.records()] == [list(as_record(article()))]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headline=st.text(), body=st.text(), author=st.text(min_size=1), keyword=st.text())
def test_any_text_can_be_stored(store: Store, headline: str, body: str, author: str, keyword: str) -> None:
    given = article(headline=headline, articleBody=body, authors=[{"name": author}], keywords=[keyword])
    store.save(given)
    (found,) = store.articles()
    assert found.headline == headline.replace("\x00", "\ufffd")
    assert found.articleBody == body.replace("\x00", "\ufffd")


def test_lone_surrogates_become_replacement_characters(store: Store) -> None:
    store.save(article(headline="a\ud800b"))
    assert [found.headline for found in store.articles()] == ["a\ufffdb"]


def test_second_save_changes_nothing_but_when_it_was_fetched(store: Store) -> None:
    first = store.save(article())
    before = list(store.records()), links_of(store)
    again = store.save(article(fetchedAt=LATER, url=f"{SITE}/posts/story-1?fbclid=x"))
    assert again.outcome == "unchanged"
    assert again.article_key == first.article_key
    assert list(store.records()) == before[0]
    assert [known.fetched_at for known in store.known("paper.example")] == [LATER]
    assert [(link["from"], link["to"], link["firstSeen"]) for link in links_of(store)] == [
        (link["from"], link["to"], link["firstSeen"]) for link in before[1]
    ]
    assert {link["lastSeen"] for link in links_of(store)} == {LATER}


def test_change_of_content_is_a_change(store: Store) -> None:
    corrections = {
        "headline": "Corrected",
        "description": "Corrected",
        "articleBody": "Corrected",
        "authors": [{"name": "Someone else"}],
        "datePublished": "2026-02-02T00:00:00+00:00",
        "dateModified": "2026-02-02T00:00:00+00:00",
    }
    store.save(article())
    for number, (field, value) in enumerate(corrections.items(), 1):
        assert store.save(article(fetchedAt=f"2026-04-{number:02d}", **{field: value})).outcome == "changed"
        assert len(store.history(f"{SITE}/posts/story-1")) == number + 1


def test_change_of_form_is_stored_without_a_revision(store: Store) -> None:
    store.save(article())
    assert store.save(article(fetchedAt=LATER, section="World")).outcome == "unchanged"
    assert [found.section for found in store.articles()] == ["World"]
    assert len(store.history(f"{SITE}/posts/story-1")) == 1


def test_older_fetch_that_arrives_late_does_not_replace_a_newer_one(store: Store) -> None:
    store.save(article(fetchedAt=LATER, headline="Newer"))
    assert store.save(article(headline="Older")).outcome == "unchanged"
    assert [found.headline for found in store.articles()] == ["Newer"]


def test_older_fetch_that_arrives_late_does_not_move_the_article(store: Store) -> None:
    store.save(article(canonicalUrl=f"{SITE}/posts/newer-slug", fetchedAt=LATER))
    assert store.save(article(canonicalUrl=f"{SITE}/posts/older-slug")).outcome == "unchanged"
    assert urls(store) == [known.url for known in store.known("paper.example")] == [f"{SITE}/posts/newer-slug"]


def test_new_slug_with_the_same_id_moves_the_article(store: Store) -> None:
    first = store.save(article())
    moved = store.save(article(canonicalUrl=f"{SITE}/posts/other-slug", fetchedAt=LATER))
    assert moved.article_key == first.article_key
    assert list(store.aliases("paper.example")) == [(f"{SITE}/posts/story-1", f"{SITE}/posts/other-slug")]
    assert urls(store) == [f"{SITE}/posts/other-slug"]


def test_new_slug_that_was_seen_as_a_link_takes_its_links_along(store: Store) -> None:
    store.save(article(1, relatedArticles=None, authorArticles=None))
    store.save(article(7, relatedArticles=[{"url": f"{SITE}/posts/other-slug"}], authorArticles=None))
    store.save(article(1, canonicalUrl=f"{SITE}/posts/other-slug", relatedArticles=None, authorArticles=None))
    store.add_links([Link(from_url=f"{SITE}/", to_url=f"{SITE}/posts/story-1", kind="listing")])
    assert [(link["from"], link["to"]) for link in links_of(store)] == [
        (f"{SITE}/posts/story-7", f"{SITE}/posts/other-slug"),
        (f"{SITE}/", f"{SITE}/posts/other-slug"),
    ]


def test_slug_can_go_back_and_forth(store: Store) -> None:
    old, new = f"{SITE}/posts/story-1", f"{SITE}/posts/other-slug"
    keys = {store.save(article(canonicalUrl=url)).article_key for url in (old, new, old, new, old)}
    assert len(keys) == 1
    assert urls(store) == [old]
    assert list(store.aliases("paper.example")) == [(new, old)]


def test_same_id_on_another_site_is_another_article(store: Store) -> None:
    store.save(article())
    store.save(article(canonicalUrl="https://other.example/posts/story-1"))
    assert len(urls(store)) == 2


def test_canonical_url_decides_where_id_and_url_disagree(store: Store) -> None:
    store.save_batch([article(1), article(2)])
    saved = store.save(article(2, articleId="id1", fetchedAt=LATER))
    assert saved.outcome == "unchanged"
    assert urls(store) == [f"{SITE}/posts/story-1", f"{SITE}/posts/story-2"]
    assert [known.article_id for known in store.known("paper.example")] == ["id1", "id2"]


def test_article_without_id_is_known_by_its_url(store: Store) -> None:
    store.save(article(articleId=None))
    assert store.save(article(articleId="late")).outcome == "unchanged"
    assert [known.article_id for known in store.known("paper.example")] == ["late"]


def test_one_batch_may_hold_an_article_twice(store: Store) -> None:
    saved = store.save_batch(
        [
            article(1),
            article(2),
            article(1, headline="Corrected"),
            article(canonicalUrl=f"{SITE}/posts/other-slug", headline="Corrected"),
        ]
    )
    assert [one.outcome for one in saved] == ["new", "new", "changed", "unchanged"]
    assert len(urls(store)) == 2


def test_batch_is_stored_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(StoreError, match="no web address"):
        store.save_batch([article(1), NewsArticle.from_dict({"url": "ftp://paper.example/"})])
    assert urls(store) == []


@pytest.mark.parametrize("url", ["ftp://paper.example/x", "https://paper.example/" + "x" * 3_000])
def test_unusable_url_is_refused(store: Store, url: str) -> None:
    with pytest.raises(StoreError, match="no web address of up to 2048 bytes"):
        store.save(attrs.evolve(article(), url=url, canonicalUrl=url))


def test_linked_article_is_a_node_until_it_is_crawled(store: Store) -> None:
    store.save(article(1))
    key = store.save(article(2)).article_key
    assert {link["headline"] for link in links_of(store) if link["to"].endswith("story-2")} == {"Next 2"}
    assert key < store.save(article(99)).article_key


def test_links_in_the_text_are_edges_with_their_words_and_places(store: Store) -> None:
    html = f"""<p>As <a href="{SITE}/posts/story-2?utm_source=x">we <b>wrote</b></a>, &amp; more
        <a href="/posts/story-7#part">there</a>, <a href="#note">below</a>,
        <a href="{SITE}/posts/story-1?fbclid=1">here</a>, <a href="mailto:x@paper.example">mail</a>.</p>
        <ul><li><a href="{SITE}/posts/story-2">again</a> <a href="https://other.example/a?b=1&amp;c=é">é</a></li></ul>"""
    store.save(article(1, articleBodyHtml=html))
    store.save(article(1, articleBodyHtml=html, fetchedAt=LATER))
    inline = [link for link in links_of(store) if link["kind"] == "inline"]
    assert [
        (link["to"], link["headline"], link["position"]) for link in sorted(inline, key=lambda e: e["position"])
    ] == [
        (f"{SITE}/posts/story-2", "we wrote", 1),
        (f"{SITE}/posts/story-7", "there", 2),
        ("https://other.example/a?b=1&c=%C3%A9", "é", 3),
    ]
    assert {(link["from"], link["firstSeen"], link["lastSeen"]) for link in inline} == {
        (f"{SITE}/posts/story-1", "2026-03-01T11:59:00Z", LATER)
    }


@pytest.mark.parametrize(
    "html",
    [
        "<a",
        "<a href='http://['>x</a>",
        "<p><a>x</a><a href>y</a>",
        "<a href=/>\x00",
        "\ud800<a>",
        "<!--<a>-->",
        "<a\x0b>",
    ],
)
def test_broken_html_of_a_text_stores_the_article_without_its_links(store: Store, html: str) -> None:
    store.save(article(1, articleBodyHtml=html))
    assert not [link for link in links_of(store) if link["kind"] == "inline" and link["to"] != f"{SITE}/"]


def test_what_only_a_text_links_to_is_not_asked_for_until_it_is_offered_as_an_article(store: Store) -> None:
    html = f'<p><a href="{SITE}/tags/gold">gold</a> <a href="{SITE}/posts/story-7">this</a></p>'
    store.save(article(1, articleBodyHtml=html, relatedArticles=None, authorArticles=None))
    assert list(store.pending("paper.example")) == []
    link = Link(from_url=f"{SITE}/", to_url=f"{SITE}/posts/story-7", kind="listing", headline="Seven")
    store.add_links([link])
    assert list(store.pending("paper.example")) == [link.to_url]
    neighbour = next(one for one in neighbours(store, f"{SITE}/posts/story-1") if one.url == link.to_url)
    assert (neighbour.kind, neighbour.headline) == ("inline", "Seven")


def test_one_name_is_one_person_of_a_site(store: Store) -> None:
    store.save(article(1, authors=[{"name": "Bandé Moussa SISSOKO"}]))
    store.save(article(2, authors=[{"name": "Bande Moussa  Sissoko"}, {"name": "bandé moussa sissoko"}]))
    assert [(one["name"], one["articles"]) for one in people_of(store)] == [("Bandé Moussa SISSOKO", 2)]


def test_authors_follow_the_article(store: Store) -> None:
    store.save(article(1, authors=[{"name": "A"}, {"name": "B"}]))
    store.save(article(1, authors=[{"name": "C"}], fetchedAt=LATER))
    assert {one["name"]: one["articles"] for one in people_of(store)} == {"A": 0, "B": 0, "C": 1}


def test_withdrawn_article_is_marked_and_kept(store: Store) -> None:
    store.save(article())
    assert store.mark_withdrawn(f"{SITE}/posts/story-1", LATER)
    assert [known.withdrawn_at for known in store.known("paper.example")] == [LATER]
    assert len(urls(store)) == 1
    store.save(article(fetchedAt="2026-03-03T00:00:00Z"))
    assert [known.withdrawn_at for known in store.known("paper.example")] == [None]
    assert not store.mark_withdrawn(f"{SITE}/posts/unknown")


def test_page_that_came_before_the_withdrawal_does_not_undo_it(store: Store) -> None:
    store.save(article())
    store.mark_withdrawn(f"{SITE}/posts/story-1", "2026-03-05T00:00:00Z")
    store.mark_withdrawn(f"{SITE}/posts/story-1", "2026-03-06T00:00:00Z")
    store.save(article(fetchedAt=LATER, section="World"))
    assert [known.withdrawn_at for known in store.known("paper.example")] == ["2026-03-05T00:00:00Z"]
    assert [found.section for found in store.articles()] == ["World"]


def test_what_the_store_finds_out_is_not_taken_from_the_article(store: Store) -> None:
    store.save(article(withdrawnAt=LATER, duplicateOf=f"{SITE}/x", clusterId="7"))
    assert list(store.records()) == [as_record(article())]


def test_links_keep_first_seen_and_show_the_latest(store: Store, clock: Clock) -> None:
    link = Link(from_url=f"{SITE}/", to_url=f"{SITE}/posts/a", kind="listing", headline="Old", position=1)
    store.add_links([link])
    clock.forward(hours=1)
    store.add_links([attrs.evolve(link, headline="New", position=2), attrs.evolve(link, to_url="mailto:x@y")])
    assert links_of(store) == [
        {
            "from": f"{SITE}/",
            "to": f"{SITE}/posts/a",
            "kind": "listing",
            "headline": "New",
            "position": 2,
            "firstSeen": "2026-03-01T12:00:00Z",
            "lastSeen": "2026-03-01T13:00:00Z",
        }
    ]


def test_times_are_utc(store: Store) -> None:
    store.save(article(datePublished="2026-01-02T00:30:00+01:00"))
    assert [known.published for known in store.known("paper.example")] == ["2026-01-01T23:30:00Z"]
