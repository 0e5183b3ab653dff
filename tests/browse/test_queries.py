"""What the pages ask the store, on both engines."""

from datetime import UTC, date, datetime

from newscrawl.browse.queries import article as articles
from newscrawl.browse.queries import graph, overview, people, person, site
from newscrawl.browse.queries.facets import Value, facets
from newscrawl.browse.queries.spans import Span, newest_day
from newscrawl.browse.queries.teasers import newest
from newscrawl.storage import Filter, Link, Store
from newscrawl.storage.graph.queries import key_of
from newscrawl.storage.search.queries import parsed
from tests.storage.builders import SITE, article

JANUARY = Span(date(2026, 1, 1), date(2026, 1, 31))
BODY = " ".join(f"word{number}" for number in range(150))


def pairs(values: list[Value]) -> list[tuple[str, int]]:
    """Return *values* as pairs."""
    return [(one.value, one.articles) for one in values]


def test_articles_are_counted_by_day_and_site(store: Store) -> None:
    other = article(30, canonicalUrl="https://other.example/30", datePublished="2026-01-02T23:30:00Z")
    store.save_batch([article(1), article(29, articleId="again"), other])
    counted = {
        (one.day.isoformat(), one.site): one.articles for one in overview.articles_a_day(store.database, JANUARY)
    }
    assert counted == {("2026-01-02", "paper.example"): 2, ("2026-01-02", "other.example"): 1}
    assert overview.size(store.database) == overview.Size(articles=3, people=4, sites=2)


def test_the_last_days_are_those_that_the_store_knows(store: Store) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert newest_day(store.database, now) == date(2026, 3, 1)
    store.save_batch([article(4), article(5, datePublished="2031-01-01T00:00:00Z")])
    assert newest_day(store.database, now) == date(2026, 1, 5)
    assert newest_day(store.database, now, "other.example") == date(2026, 3, 1)


def test_the_newest_come_first_with_who_signs_them(store: Store) -> None:
    store.save_batch([article(number) for number in (3, 9, 6)])
    first = newest(store.database, 2)
    assert [one.url for one in first] == [f"{SITE}/posts/story-9", f"{SITE}/posts/story-6"]
    assert [one.name for one in first[0].authors] == ["Awa DIARRA", "Author 9"]
    assert first[0].standfirst == "What happened in case 9."


def test_copies_are_grouped_largest_first(store: Store) -> None:
    store.save_batch([article(n, articleBody=BODY) for n in (1, 2, 3)] + [article(7)])
    (found,) = overview.clusters(store.database, JANUARY, 5)
    assert (found.articles, found.sites, found.headline) == (3, 1, "Headline 1: café at Ségou")
    key = key_of(store, f"{SITE}/posts/story-2")
    assert key is not None
    read = articles.read_article(store.database, key)
    assert read is not None
    assert read.cluster is not None
    assert read.record["duplicateOf"] == f"{SITE}/posts/story-1"
    copies = articles.copies(store.database, read.cluster, 10)
    assert [copy.is_original for copy in copies] == [True, False, False]


def test_facets_count_what_a_search_finds(store: Store) -> None:
    store.save_batch([article(n, section="Sport" if n % 2 else None) for n in range(1, 6)])
    found = facets(store.database, parsed("paragraph of story"), Filter())
    assert found.found == 5
    assert pairs(found.values["section"]) == [("Sport", 3)]
    assert pairs(found.values["author"])[0] == ("Awa DIARRA", 5)
    assert pairs(found.months) == [("2026-01", 5)]
    narrowed = facets(store.database, parsed("paragraph"), Filter(author="author 3", section="Sport"))
    assert narrowed.found == facets(store.database, [], Filter(author="Author 3")).found == 1


def test_a_person_is_known_by_months_sections_and_coauthors(store: Store) -> None:
    store.save_batch([article(1), article(2), article(3, datePublished="2026-03-05T00:00:00Z")])
    store.save(article(4, canonicalUrl="https://other.example/4"))
    first = people.signers(store.database, "", 10)[0].places[0]
    assert people.signers(store.database, "awa", 10)[0].articles == 4
    assert [place.articles for place in people.signers(store.database, "dia awa", 10)[0].places] == [3, 1]
    assert people.signers(store.database, "nobody", 10) == []
    keys = [first.key]
    assert pairs(person.by_month(store.database, keys)) == [("2026-01", 2), ("2026-03", 1)]
    assert [one.name for one in person.coauthors_of(store.database, keys, 2)] == ["Author 1", "Author 2"]
    assert pairs(person.sections(store.database, keys, 5)) == [("Society", 3)]
    read = person.read_person(store.database, first.key)
    assert read is not None
    assert [one.site for one in person.namesakes(store.database, read, keys)] == ["other.example"]


def test_one_person_is_whole_by_full_name_and_language(store: Store) -> None:
    """A name in another language, and one word alone, are somebody else for all that is known."""
    signed = {"authors": [{"name": "Awa DIARRA"}, {"name": "Moussa"}]}
    for number, host in enumerate(("a.example", "b.example", "c.example")):
        language = "en" if host == "c.example" else "fr"
        store.save(article(number, canonicalUrl=f"https://{host}/{number}", inLanguage=language, **signed))
    found = {(one.name, tuple(sorted(place.site for place in one.places))) for one in signers_of(store)}
    assert found == {
        ("Awa DIARRA", ("a.example", "b.example")),
        ("Awa DIARRA", ("c.example",)),
        *(("Moussa", (host,)) for host in ("a.example", "b.example", "c.example")),
    }
    for signer in signers_of(store):
        for place in signer.places:
            read = person.read_person(store.database, place.key)
            assert read is not None
            assert people.whole(store.database, read) == signer


def signers_of(store: Store) -> list[people.Signer]:
    """Return all who sign in *store*."""
    return people.signers(store.database, "", 10)


def test_a_week_leaves_out_articles_of_which_the_day_alone_is_known(store: Store) -> None:
    timed = article(1, datePublished="2026-01-05T09:30:00+01:00")  # a Monday
    store.save_batch([timed, article(2, datePublished="2026-01-06T00:00:00+00:00")])
    week = site.week_of(store.database, "paper.example", JANUARY)
    assert week[0][8] == sum(map(sum, week)) == 1
    assert site.week_of(store.database, None, JANUARY) == week


def test_a_piece_of_the_graph_holds_both_directions_and_who_signs(store: Store) -> None:
    store.save_batch([article(1), article(2)])
    store.add_links([Link(from_url=f"{SITE}/posts/story-9", to_url=f"{SITE}/posts/story-2", kind="inline")])
    key = key_of(store, f"{SITE}/posts/story-2")
    assert key is not None
    piece = graph.around_article(store.database, key, 10)
    by_label = {node.label: node for node in piece.nodes}
    middle = by_label["Headline 2: café at Ségou"]
    assert (middle.kind, middle.citations) == ("article", 2)
    assert by_label[f"{SITE}/posts/story-9"].kind == "seen"
    assert by_label["Awa DIARRA"].citations == 2
    assert {(edge.source, edge.kind) for edge in piece.edges if edge.target == middle.id} == {
        (by_label["Headline 1: café at Ségou"].id, "related"),
        (by_label[f"{SITE}/posts/story-9"].id, "inline"),
    }
    assert not piece.more
    assert graph.around_article(store.database, key, 1).more
    alone = graph.around_person(store.database, int(by_label["Author 2"].id[1:]), 10)
    assert {node.label for node in alone.nodes} == {"Author 2", "Awa DIARRA", "Headline 2: café at Ségou"}
    assert {node.kind for node in graph.newest_articles(store.database, "paper.example", 1).nodes} == {
        "article",
        "person",
    }
