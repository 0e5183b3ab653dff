"""What pages ask of robots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.robots_directives import directives_in


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("noindex, nofollow", {"noindex", "nofollow"}),
        ("NOARCHIVE", {"noarchive"}),
        ("otherbot: noindex, nofollow", set()),
        ("newscrawl: noarchive", {"noarchive"}),
        ("noindex, otherbot: noarchive", {"noindex"}),
        ("unavailable_after: 25 Jun 2026, noarchive", {"unavailable_after", "noarchive"}),
        ("max-snippet: 20", {"max-snippet"}),
        ("none", {"noindex", "nofollow"}),
        ("", set()),
    ],
)
def test_headers(header: str, found: set[str]) -> None:
    assert directives_in([header]) == found


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (b'<meta name="robots" content="noarchive">', {"noarchive"}),
        (b"<META CONTENT='noai, noimageai' NAME=ROBOTS>", {"noai", "noimageai"}),
        (b'<meta name="newscrawl" content="nofollow">', {"nofollow"}),
        (b'<meta name="googlebot" content="noarchive">', set()),
        (b'<meta name="description" content="noarchive">', set()),
        (b"<p>noarchive</p>", set()),
        (b'<meta name="robots" content="">', set()),
    ],
)
def test_pages(page: bytes, found: set[str]) -> None:
    assert directives_in([], page) == found


@given(st.lists(st.text()), st.binary())
def test_nothing_makes_it_fail(headers: list[str], body: bytes) -> None:
    directives_in(headers, body)
