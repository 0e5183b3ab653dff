"""What a page sets around an article's text is read as what it is, and is none of the text."""

import pytest

from newscrawl.extraction.bylines.bylines import is_signature
from newscrawl.web.time_zones import zone_of
from tests.extraction.surroundings.pages import PARAGRAPHS, TEXT, read

BODY = "\n\n".join(PARAGRAPHS)
STANDFIRST = "After ten years of strife, the people themselves shall have the last word."


def test_a_byline_under_the_text() -> None:
    article = read("<p>Bandé Moussa SISSOKO / AMAP - Kayes</p>")
    assert article.articleBody == BODY
    assert [author.name for author in article.authors or []] == ["Bandé Moussa SISSOKO"]
    assert (article.agency, article.dateline) == ("AMAP", "Kayes")


def test_a_byline_by_the_headline_that_is_marked_as_one_outweighs_an_agency_under_the_text() -> None:
    byline = '<p class="byline">By <a rel="author" href="/authors/ann-martel">Ann Martel</a></p>'
    article = read("<p>AFP</p>", before=byline)
    assert [author.name for author in article.authors or []] == ["Ann Martel"]


@pytest.mark.parametrize(
    "text",
    [
        "Awa KEÏTA",
        "Awa KEÏTA et Bandé SISSOKO / AFP",
        "Rédaction Lessor",
        "By Jane Doe",
        "AFP",
        "IN-Redaktion",
    ],
)
def test_signatures(text: str) -> None:
    assert is_signature(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Redaktion empfiehlt",
        "Neues aus der Redaktion",
        "Now it is up to you.",
        "",
        "Jane Doe",
    ],
)
def test_no_signatures(text: str) -> None:
    assert not is_signature(text)


def test_a_title_in_capitals_does_not_end_the_text() -> None:
    more = "The engineers built the bridge over the river Tamm too, which has stood for forty years without harm."
    article = read(text=f"{TEXT}<p>Building with NASA</p><p>{more}</p>")
    assert article.articleBody == f"{BODY}\n\nBuilding with NASA\n\n{more}"


def test_a_standfirst_set_apart_is_the_description_where_the_page_states_none() -> None:
    article = read(before=f"<header><p class=intro><b>{STANDFIRST}</b></p></header>")
    assert article.description == STANDFIRST
    assert article.articleBody == BODY


def test_a_printed_standfirst_is_the_description_before_a_cut_or_site_wide_one() -> None:
    printed = f"<p class=standfirst>{STANDFIRST}</p>"
    for stated in (f"{STANDFIRST[:40]}…", "Latest news, sport and weather from the islands and the coast."):
        article = read(before=printed, head=f'<meta name="description" content="{stated}">')
        assert article.description == STANDFIRST


def test_a_caption_in_one_box_with_the_picture() -> None:
    rows = "<tr><td><img src=/pictures/bridge-over-the-harbour.jpg></td></tr><tr><td>The old ferry</td></tr>"
    picture = f"<table>{rows}</table>"
    article = read(before=picture)
    assert article.mainImage is not None
    assert (article.mainImage.url, article.mainImage.caption) == (
        "https://www.example.org/pictures/bridge-over-the-harbour.jpg",
        "The old ferry",
    )
    assert article.articleBody == BODY


def test_the_section_is_the_link_by_the_headline() -> None:
    assert read(above="<div><a href=/town-and-port>Town and port</a></div>").section == "Town and port"
    assert read(above="<div><a href=/>Home</a></div>").section is None


def test_a_printed_date_has_the_time_zone_of_the_sites_country() -> None:
    date = "<p>Published Tuesday 5 August 2025 at 08:59</p>"
    article = read(before=date, url="https://www.example.sn/posts/un-nouveau-pont-10432", language="en")
    assert (article.datePublished, article.datePublishedRaw) == (
        "2025-08-05T08:59:00+00:00",
        "Tuesday 5 August 2025 at 08:59",
    )
    assert read(before=date, language="fr").datePublished == "2025-08-05T08:59:00"


def test_a_date_in_a_box_beside_the_text_is_not_the_articles() -> None:
    box = "<aside><ol><li><a href=/x>Other</a> <time>Publié lundi 28 octobre 2024 à 20:27</time></li></ol></aside>"
    assert read(after=box).datePublished is None


@pytest.mark.parametrize(
    ("url", "zone"),
    [
        ("https://www.example.ml/x", "Africa/Bamako"),
        ("https://news.example.co.uk/x", "Europe/London"),
        ("https://example.com.co/x", "America/Bogota"),
        ("https://example.co/x", None),
        ("https://example.us/x", None),
        ("http://127.0.0.1:8000/x", None),
        ("", None),
    ],
)
def test_countries_with_one_time_zone(url: str, zone: str | None) -> None:
    assert zone_of(url) == zone
