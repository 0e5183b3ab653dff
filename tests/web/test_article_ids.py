"""Which number in an address is the site's id of an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.article_ids import article_id, article_number, derived_id


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/posts/editorial-68ff3bd69b349", "68ff3bd69b349"),
        ("/posts/slug-5f3a9c1b", "5f3a9c1b"),
        ("/news/harbour-vote-2192432", "2192432"),
        ("/news/2192432/harbour-vote", "2192432"),
        ("/news/world-europe-66512345", "66512345"),
        ("/harbour_1_12328678.html", "12328678"),
        ("/367061-title-of-the-article", "367061"),
        ("/world/141E61E9-8a07-42e4-a527-2f03f45e7ef0", "141e61e9-8a07-42e4-a527-2f03f45e7ef0"),
        ("/article?id=48151", "48151"),
        ("/article?storyid=77", "77"),
        ("/story?anything=123456", "123456"),
        ("/2025/10/27/harbour-vote", None),
        ("/20251027/harbour-vote", None),
        ("/read?date=20251027", None),
        ("/top-10-of-2025", None),
        ("/news/12-people-facade", None),
        ("/", None),
    ],
)
def test_ids_in_addresses(path: str, number: str | None) -> None:
    assert article_number("https://a.example" + path) == number


def test_ids_of_different_places_have_different_forms() -> None:
    """A number that leads a headline may be one of its words: that site's other ids say nothing of it."""
    addresses = (
        "/actu/15000-manifestants-a-bamako",
        "/actu/harbour-vote-15000",
        "/15000/harbour-vote",
        "/local-15000/harbour-vote",
        "/a?id=15000",
        "/a?sid=15000",
        "/posts/a-68ff3bd69b349",
    )
    forms = [found.form for url in addresses if (found := article_id("https://a.example" + url))]
    assert len(forms) == len(addresses)
    assert len(set(forms)) == len(addresses) - 1  # the two folders are alike


def test_a_derived_id_is_that_of_the_address() -> None:
    assert derived_id("https://a.example/a") == derived_id("https://a.example/a") != derived_id("https://a.example/b")
    assert len(derived_id("")) == 16


@given(st.text() | st.builds("https://a.example/{}?{}".format, st.text(), st.text()))
def test_no_address_makes_it_fail(url: str) -> None:
    found = article_id(url)
    assert found is None or (found.value and found.form)
