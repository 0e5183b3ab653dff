"""How an article is told from other pages: by what the page says, its address and the shape of its text."""

import pytest

from newscrawl.extraction.body.page_classifier import article_probability, states_article
from newscrawl.extraction.body.text import score
from newscrawl.extraction.metadata.page_metadata import gather
from newscrawl.extraction.page.document import Document

HEADLINE = "harbour-ferries-to-run-all-night-from-june"


def probability(page, url):
    facts = gather(Document.parse(page, url))
    return article_probability(score(facts), facts)


@pytest.mark.parametrize("address", [f"{HEADLINE}/ar", f"news/{HEADLINE}/10482", f"{HEADLINE}/"])
def test_a_headline_in_the_address_speaks_for_an_article(golden, address):
    page = golden("english_lists")
    assert probability(page, f"https://a.example/{address}") > probability(page, "https://a.example/ar")


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        ('<meta property="og:type" content="article">', True),
        ('<meta property="og:type" content="website">', False),
        ('<script type="application/ld+json">{"@type": ["NewsArticle"]}</script>', True),
        ('<script type="application/ld+json">{"@type" : "Product", "name": "Article"}</script>', False),
        ('<script type="application/ld+json">{"@type":</script>', False),
        ("", False),
    ],
)
def test_a_page_says_that_it_is_an_article(head, meant):
    assert states_article(gather(Document.parse(f"<html><head>{head}</head><body></body></html>", ""))) is meant
