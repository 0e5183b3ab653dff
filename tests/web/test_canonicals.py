"""Which canonical address of a page is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.canonicals import believable_canonical
from newscrawl.web.sites import site_of
from newscrawl.web.urls import canonical_url

PAGE = "https://example.org/posts/old-slug-68ff3bd69b349"
WORDED = "https://example.org/news/council-votes-on-harbour"


@pytest.mark.parametrize(
    ("stated", "page", "expected"),
    [
        ("/posts/new-slug-68ff3bd69b349", PAGE, "https://example.org/posts/new-slug-68ff3bd69b349"),
        ("https://www.example.org/posts/a-68ff3bd69b349", PAGE, "https://www.example.org/posts/a-68ff3bd69b349"),
        ("/2025/10/council-votes-on-harbour", WORDED, "https://example.org/2025/10/council-votes-on-harbour"),
        ("/council-votes-on-harbour", "https://example.org/?p=12", "https://example.org/council-votes-on-harbour"),
        ("council-votes-on-harbour", WORDED, WORDED),
        (WORDED + "?utm_source=x", WORDED + "/amp/", WORDED),
    ],
)
def test_believed(stated: str, page: str, expected: str) -> None:
    assert believable_canonical(stated, page) == expected


@pytest.mark.parametrize("page", [PAGE, WORDED, "https://example.org/index.php?id=4711"])
@pytest.mark.parametrize(
    "stated",
    [
        "", " ", "/", "https://example.org", "https://elsewhere.example/posts/a-68ff3bd69b349", "javascript:1",
        "undefined", "/undefined", "null", "https://example.org/null", "{{ url }}", "https://example.org/{{slug}}",
        "${canonical}", "[object Object]", "/[object%20Object]", "<?php echo $url ?>", "%URL%", "None", "NaN",
        "article", "story", "news", "../article", "news/", "/news/", "/news", "/section/politics", "/posts/",
        "https://example.org/en/", "/latest.html", "http://[broken",
    ],
)  # fmt: skip
def test_not_believed(stated: str, page: str) -> None:
    assert believable_canonical(stated, page) is None


def test_another_id_is_another_article() -> None:
    assert believable_canonical("/posts/other-68ff3bd69b350", PAGE) is None


def test_a_page_of_unknown_address_is_believed() -> None:
    assert believable_canonical("https://example.org/a-b-c", "") == "https://example.org/a-b-c"


@given(st.text(), st.sampled_from([PAGE, WORDED, "", "http://[broken"]))
def test_what_is_believed_is_on_the_site(stated: str, page: str) -> None:
    found = believable_canonical(stated, page)
    if found:
        assert canonical_url(found) == found
        assert not canonical_url(page) or site_of(found) == site_of(page)
