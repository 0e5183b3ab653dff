"""Addresses are judged before they are fetched, and better the more of the site is known."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.addresses.traps import Trap, plain_view, trap_of
from newscrawl.discovery.addresses.url_classifier import SURELY_NO_ARTICLE, is_believed, judge
from newscrawl.discovery.addresses.url_features import traits_of
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import read_links
from newscrawl.extraction.page.document import Document
from newscrawl.web.urls import canonical_url

TODAY = date(2026, 3, 10)
SITE = "https://example.org"


@pytest.mark.parametrize(
    "path",
    [
        "/posts/editorial-of-the-day-68ff3bd69b349",
        "/2025/10/27/bridge-opens-after-two-years/",
        "/world/bridge-opens-after-two-years",
        "/news/world-66512345",
        "/sport/article/the-final-is-over.html",
        "/politik/regierung-beschlie%C3%9Ft-neues-gesetz-a-1234567.html",
        "/%E6%96%B0%E9%97%BB/%E6%94%BF%E5%BA%9C%E5%85%AC%E5%B8%83%E6%96%B0%E7%9A%84%E7%BB%8F%E6%B5%8E%E6%94%BF%E7%AD%96%E6%8E%AA%E6%96%BD",
    ],
)
def test_articles_by_form_alone(path: str) -> None:
    assert judge(SITE + path, SitePatterns(), TODAY).kind == "article"


@pytest.mark.parametrize("path", ["/", "/sport", "/world/africa/", "/author/ann-lee", "/2025/10/", "/sport?page=2"])
def test_listings_by_form_alone(path: str) -> None:
    assert judge(SITE + path, SitePatterns(), TODAY).kind == "listing"


@pytest.mark.parametrize(
    "path",
    [
        "/login",
        "/wp-json/wp/v2/posts",
        "/photo/bridge-over-the-river.jpg",
        "/report-of-the-year-2025.pdf",
        "/search?q=bridge",
        "/privacy-policy",
        "/events/calendar/2031/05/",
        "/world?filter%5Bcolor%5D=red",
        "/a/b/a/b/a/b",
        "/a/" + "/".join("bcdefghijklmno"),
    ],
)
def test_waste_by_form_alone(path: str) -> None:
    assert judge(canonical_url(SITE + path), SitePatterns(), TODAY).kind == "waste"


def test_the_links_text_and_place_count() -> None:
    headline_link = '<h2><a href="/read/8">The bridge is open after two long years</a></h2>'
    html = f'<nav><a href="/read/7">More</a></nav><main>{headline_link}'
    menu, headline = read_links(LinkedPage.of(Document.parse(html, SITE)))
    patterns = SitePatterns()
    assert judge(menu.url, patterns, TODAY, link=menu).kind == "listing"
    assert judge(headline.url, patterns, TODAY, link=headline).kind == "article"


@pytest.mark.parametrize(
    "path",
    [
        "/news/view?filter=story&id=55123",
        "/read?q=55125",
        "/story?s=council-approves-plan-for-bridge",
        "/index.php?Itemid=3&id=500&lang=fr&option=com_content&view=article",
        "/a.php?a=1&b=2&c=3&d=4&e=5&f=6&id=77123",
        "/news/news/news/council-approves-new-bridge-plan",
        "/a/b/c/d/e/f/g/h/i/j/k/l/m/farmers-market-moves-to-square",
        "/1968/05/barricades-in-the-latin-quarter",
    ],
)
def test_a_headline_is_an_article_whatever_form_its_address_has(path: str) -> None:
    html = f'<main><h2><a href="{path}">Council approves the plan of the new bridge</a></h2></main>'
    [link] = read_links(LinkedPage.of(Document.parse(html, SITE)))
    assert judge(link.url, SitePatterns(), TODAY, link=link).kind == "article"


@pytest.mark.parametrize(
    ("path", "trap"),
    [
        ("/world?order=asc", Trap.FACET),
        ("/search-page?q=council+approves+the+new+bridge", Trap.FACET),
        ("/list.php?a=1&b=2&c=3&d=4&e=5&f=6", Trap.PARAMETERS),
        ("/1905/05/", Trap.CALENDAR),
        ("/agenda?day=2026-03-01", Trap.CALENDAR),
    ],
)
def test_a_view_of_a_listing_stays_a_trap_and_says_which(path: str, trap: Trap) -> None:
    html = f'<main><a href="{path}">Show by date</a></main>'
    [link] = read_links(LinkedPage.of(Document.parse(html, SITE)))
    verdict = judge(link.url, SitePatterns(), TODAY, link=link)
    assert (verdict.kind, verdict.trap) == ("waste", trap)


def test_what_a_sites_articles_look_like_is_learned_and_kept() -> None:
    patterns = SitePatterns()
    for n in range(10):
        patterns.learn(f"{SITE}/read/{100 + n}", is_article=True)
        patterns.learn(f"{SITE}/offers/a-very-good-offer-for-{n}-readers", is_article=False)
    patterns = SitePatterns.from_note(json.loads(json.dumps(patterns.as_note())))
    assert judge(f"{SITE}/read/999", patterns, TODAY).kind == "article"
    assert judge(f"{SITE}/offers/another-very-good-offer-for-you", patterns, TODAY).kind == "listing"


def test_ids_name_articles_once_they_have_proved_unique() -> None:
    patterns = SitePatterns()
    old, new = f"{SITE}/posts/old-slug-of-it-68ff3bd69b349", f"{SITE}/posts/quite-another-slug-68ff3bd69b349"
    assert not patterns.trusts_ids(new)
    for n in range(20):
        patterns.learn(f"{SITE}/posts/slug-of-story-{n}-68ff3bd69b{n + 100}", is_article=True)
    assert patterns.trusts_ids(new)
    assert patterns.identity(old) == patterns.identity(new)
    led = f"{SITE}/posts/15000-people-at-the-harbour"
    patterns.learn(led, is_article=True)
    assert not patterns.trusts_ids(led)  # a number in front is another form of id, and the site has shown none
    for _ in range(5):
        patterns.clash(new)
    assert not patterns.trusts_ids(new)


@given(st.text(), st.sampled_from(["feed", "sitemap", "page"]))
def test_no_address_makes_it_fail(text: str, source) -> None:  # type: ignore[no-untyped-def]
    url = canonical_url(SITE + "/" + text)
    if url:
        judge(url, SitePatterns(), TODAY, source=source)
        trap_of(url, TODAY)
        plain_view(url)
        assert traits_of(url).words >= 0


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_no_note_makes_learning_fail(note: object) -> None:
    SitePatterns.from_note(note)
    SitePatterns.from_note({"skeletons": note, "shapes": note, "ids": note})


@pytest.mark.parametrize(
    ("taken_for", "probability", "believed"),
    [
        ("article", 0.01, True),
        ("home", 0.99, False),
        ("listing", SURELY_NO_ARTICLE, True),
        ("listing", SURELY_NO_ARTICLE - 0.01, False),
        ("page", 0.01, True),
    ],
)
def test_a_page_that_reads_as_an_article_is_believed_by_what_it_was_taken_for(
    taken_for: str, probability: float, believed: bool
) -> None:
    assert is_believed(taken_for, probability) is believed
