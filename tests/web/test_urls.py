"""One canonical form a page; twins of a page have one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.page_keys import is_twin, page_key
from newscrawl.web.sites import host_of, site_of
from newscrawl.web.urls import MAX_URL, canonical_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/../../a", "https://example.org/a"),
        ("https://example.org/%7euser/%c3%a9", "https://example.org/~user/%C3%A9"),
        ("https://example.org/été d'or", "https://example.org/%C3%A9t%C3%A9%20d'or"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://example.org/a#comments", "https://example.org/a"),
        (" https://exam\nple.org/a\t", "https://example.org/a"),
        ("https:\\\\example.org\\a", "https://example.org/a"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org/a;jsessionid=12AB?x=1", "https://example.org/a?x=1"),
        ("http://[::1]:80/a", "http://[::1]/a"),
    ],
)
def test_one_form_by_rfc_3986(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("b", "https://example.org/x/b"),
        ("../b", "https://example.org/b"),
        ("/b", "https://example.org/b"),
        ("//other.example/b", "https://other.example/b"),
        ("?page=2", "https://example.org/x/y?page=2"),
        ("#top", "https://example.org/x/y?q=1"),
        ("http://other.example/b", "http://other.example/b"),
    ],
)
def test_relative_links_are_resolved(href: str, canonical: str) -> None:
    assert canonical_url(href, "https://example.org/x/y?q=1") == canonical


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:void(0)",
        "mailto:a@example.org",
        "tel:+223",
        "http://",
        "http://[zz]/",
        "http://exa mple/",
        "http://a:99999/",
        "https://example.org/" + "a" * MAX_URL,
        "ftp://example.org/a",
        "example.org/a",
    ],
)
def test_what_is_no_web_address_is_empty(url: str) -> None:
    assert canonical_url(url) == ""
    assert site_of(url) == page_key(url) == host_of(url) == ""


@pytest.mark.parametrize(
    "parameter",
    [
        "utm_source=feed",
        "utm_id=1",
        "fbclid=Iw",
        "gclid=1",
        "yclid=1",
        "msclkid=1",
        "at_medium=custom7",
        "at_campaign=x",
        "xtor=RSS-1",
        "mc_cid=1",
        "wt_mc=x",
        "__twitter_impression=true",
        "ref=rss",
        "source=newsletter",
        "PHPSESSID=ab12cd34ef56",
        "sid=0a1b2c3d4e5f",
        "_ga=1.2",
        "igshid=x",
        "ns_campaign=rss",
        "cmpid=1",
    ],
)
def test_tracking_and_session_parameters_go(parameter: str) -> None:
    assert canonical_url(f"https://example.org/a?id=7&{parameter}") == "https://example.org/a?id=7"


@pytest.mark.parametrize(
    "parameter", ["id=7", "p=1234", "article=x", "page=2", "ref=8812", "from=2025-01-01", "at=5", "sid=12"]
)
def test_parameters_that_may_name_the_page_stay(parameter: str) -> None:
    assert parameter in canonical_url(f"https://example.org/a?{parameter}")


@pytest.mark.parametrize(
    "twin",
    [
        "http://www.example.org/news/big-story-12345",
        "https://example.org/news/big-story-12345/",
        "https://m.example.org/news/big-story-12345",
        "https://amp.example.org/news/big-story-12345",
        "https://example.org/amp/news/big-story-12345",
        "https://example.org/news/big-story-12345/amp/",
        "https://example.org/news/big-story-12345?amp=1",
        "https://example.org/news/big-story-12345?outputType=amp",
        "https://example.org/print/news/big-story-12345",
        "https://example.org/news/big-story-12345?print=1",
        "https://example.org/news/big-story-12345/index.html",
        "https://example.org/news/big-story-12345?utm_source=x#more",
    ],
)
def test_twins_share_one_key(twin: str) -> None:
    assert page_key(twin) == page_key("https://example.org/news/big-story-12345")


def test_different_pages_have_different_keys() -> None:
    pages = [
        "/",
        "/amp",
        "/a",
        "/A",
        "/a?page=2",
        "/a?page=3",
        "/a?id=1",
        "/print-media/a",
        "/a.html",
        "/ampere/x",
    ]
    assert len({page_key("https://example.org" + page) for page in pages}) == len(pages) - 1  # /amp is /'s twin


def test_only_the_form_of_a_twin_counts() -> None:
    assert is_twin("https://example.org/a-b-c/amp")
    assert is_twin("https://m.example.org/a-b-c")
    assert not is_twin("https://example.org/a-b-c/")
    assert not is_twin("https://m.org/a-b-c")
    assert not is_twin("nonsense")


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.co.uk/a", "example.co.uk"),
        ("https://a.b.example.com.au/a", "example.com.au"),
        ("https://paper.blogspot.com/a", "paper.blogspot.com"),
        ("http://127.0.0.1:8080/a", "127.0.0.1:8080"),
        ("http://localhost/a", "localhost"),
        ("http://[::1]:8000/a", "[::1]:8000"),
    ],
)
def test_site_is_the_registrable_domain(url: str, site: str) -> None:
    assert site_of(url) == site


web_like = st.from_regex(r"https?://[a-zé.]{1,12}(:[0-9]{1,5})?(/[a-z%.;?&=#\\ é0-9]{0,9}){0,5}", fullmatch=True)


@given(st.one_of(st.text(), web_like, st.builds("https://example.org/{}".format, st.text())))
def test_canonical_form_is_stable_and_never_raises(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert once.isascii()
    assert page_key(once) == page_key(url)
    site_of(url), is_twin(url)


@given(st.one_of(st.text(), web_like), st.one_of(st.text(), web_like))
def test_any_pair_resolves_to_a_canonical_form(url: str, base: str) -> None:
    once = canonical_url(url, base)
    assert canonical_url(once) == once


@pytest.mark.parametrize(
    "query",
    ["sid=20261124001", "ns_id=4711", "at_id=12", "pk_id=7", "share_id=9", "trk_id=77", "id=3", "itm_id=2201"],
)
def test_a_plain_number_under_a_name_of_trackers_is_a_page(query: str) -> None:
    assert canonical_url(f"https://example.org/read?{query}&utm_source=x") == f"https://example.org/read?{query}"


@pytest.mark.parametrize(
    "query",
    ["campaign_id=123", "cmpid=77", "fbclid=12", "sid=8f3a9c1b2d", "PHPSESSID=12345678", "at_medium=12", "utm_id=5"],
)
def test_numbers_of_campaigns_and_visits_are_no_page(query: str) -> None:
    assert canonical_url(f"https://example.org/a/harbour-vote?{query}") == "https://example.org/a/harbour-vote"


def test_the_one_number_that_says_which_page_a_script_shows_is_kept() -> None:
    assert canonical_url("https://example.org/index.php?share=77") == "https://example.org/index.php?share=77"
    assert canonical_url("https://example.org/a/harbour-vote?share=77") == "https://example.org/a/harbour-vote"
    assert canonical_url("https://example.org/index.php?utm_id=77") == "https://example.org/index.php"
