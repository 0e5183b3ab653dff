"""What a site states on all its pages is taken for its own, and nothing else is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.learned.recurring_values import RecurringValues
from newscrawl.items import NewsArticle, NewsImage

SLOGAN = "L'Essor, quotidien national d'information du Mali"


def article(number: int, description: str | None = SLOGAN, picture: str = "https://x.example/share.jpg") -> NewsArticle:
    images = [NewsImage(url=picture), NewsImage(url=f"https://x.example/{number}.jpg")]
    return NewsArticle(
        url=f"https://x.example/{number}",
        headline=f"Story {number}",
        description=description,
        mainImage=images[0],
        images=images,
    )


def seen(values: RecurringValues, *articles: NewsArticle) -> list[NewsArticle]:
    for one in articles:
        values.saw(one)
    return list(articles)


def test_a_description_under_the_third_headline_is_the_site_s() -> None:
    found = seen(RecurringValues(), *map(article, range(4)))
    assert [one.description for one in found] == [SLOGAN, SLOGAN, None, None]


def test_the_site_s_banner_gives_way_to_the_article_s_picture() -> None:
    found = seen(RecurringValues(), *map(article, range(3)))[-1]
    assert found.mainImage is not None
    assert found.mainImage.url == "https://x.example/2.jpg"
    assert found.images is not None
    assert [image.url for image in found.images] == ["https://x.example/2.jpg"]


def test_one_article_read_again_and_again_counts_once() -> None:
    assert seen(RecurringValues(), *(article(1) for _ in range(9)))[-1].description == SLOGAN


def test_an_article_s_own_values_stay() -> None:
    found = seen(
        RecurringValues(), *(article(n, f"What happened in case {n}", f"https://x.example/a{n}.jpg") for n in range(9))
    )
    assert all(one.description and one.mainImage and len(one.images or []) == 2 for one in found)


def test_a_column_s_description_among_many_articles_stays() -> None:
    values = RecurringValues()
    seen(values, *(article(n, f"What happened in case {n}", f"https://x.example/a{n}.jpg") for n in range(40)))
    found = seen(values, *(article(100 + n, "The week in pictures", "https://x.example/week.jpg") for n in range(4)))
    assert all(one.description == "The week in pictures" for one in found)


def test_the_next_run_knows_it_from_the_first_article_on() -> None:
    values = RecurringValues()
    seen(values, *map(article, range(3)))
    again = RecurringValues.from_note(json.loads(json.dumps(values.as_note())))
    assert seen(again, article(9))[0].description is None


@pytest.mark.parametrize("note", [None, [], {}, {"seen": "x"}, {"seen": 1, "description": 5, "mainImage": {}}])
def test_notes_that_cannot_be_read_are_none(note: object) -> None:
    assert RecurringValues.from_note(note) == RecurringValues()


@given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.sampled_from(["a", "b", "c"])), max_size=30))
def test_what_is_kept_is_bounded_by_what_was_seen(stated: list[tuple[int, str | None]]) -> None:
    values = RecurringValues()
    seen(values, *(article(number, text) for number, text in stated))
    assert all(count <= values.seen for counts in values.counts.values() for count in counts.values())
