import pytest

from tests.extraction.field_pages import URL, fields, meta


def canonical(href: str) -> str:
    return f'<link rel="canonical" href="{href}">'


def test_a_new_slug_or_host_keeps_the_id():
    ids = {
        fields(url=f"https://{host}/posts/{slug}-68ff3bd69b349").articleId
        for host in ("www.herald.example", "herald.example")
        for slug in ("harbour-vote", "harbour-vote-corrected")
    }
    assert ids == {"68ff3bd69b349"}


def test_an_id_is_derived_where_none_is_stated():
    article = fields(url="https://herald.example/harbour-vote")
    assert len(article.articleId) == 16
    assert article.articleId == fields(url="https://herald.example/harbour-vote#comments").articleId
    assert article.articleId != fields(url="https://herald.example/market-vote").articleId


def test_a_stated_id_serves_where_the_address_has_none():
    assert fields(meta("article:id", "A-48151"), url="https://herald.example/harbour-vote").articleId == "A-48151"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/news/2025/10/27/council-votes-on-harbour-4711001?x=1#top", "https://www.herald.example/news/2025/10/27/council-votes-on-harbour-4711001?x=1"),
        ("https://m.herald.example/a-4711001", "https://m.herald.example/a-4711001"),
        ("https://www.herald.example/", URL),
        ("https://elsewhere.example/news/council-votes-on-harbour-4711001", URL),
        ("https://www.herald.example/news/another-story-4711002", URL),
        ("javascript:void(0)", URL),
        ("http://[broken", URL),
        ("", URL),
    ],
)  # fmt: skip
def test_canonical_address_only_where_plausible(href, expected):
    assert fields(canonical(href)).canonicalUrl == expected


def test_og_url_serves_without_canonical_link():
    assert fields(meta("og:url", f"{URL}?edition=2")).canonicalUrl == f"{URL}?edition=2"


def test_a_canonical_address_without_what_it_was_shared_by():
    head = f'<link rel="canonical" href="{URL}?utm_source=rss&amp;utm_medium=feed#top">'
    assert fields(head, url=f"{URL}?utm_source=rss").canonicalUrl == URL


def test_page_of_unknown_address():
    article = fields(canonical("https://herald.example/harbour-4711001"), url="")
    assert article.canonicalUrl == "https://herald.example/harbour-4711001"
    assert fields(url="").articleId is None
