"""What is a challenge, and what an article."""

import pytest

from newscrawl import extract
from newscrawl.extraction.page.document import Document
from newscrawl.spiders.page_check import MUCH, PageCheck

URL = "https://paper.example/2026/03/01/the-harbour-is-opened-12345"
SENTENCE = "The council has approved the new harbour plan after a long debate on Monday evening. "
CHECK = PageCheck(lambda _: None, lambda: False)


def page(title: str, sentences: int) -> str:
    paragraphs = "".join(f"<p>{SENTENCE}{number} people came.</p>" for number in range(sentences))
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>Harbour</h1>{paragraphs}</article></body></html>"
    )


@pytest.mark.parametrize("sentences", [0, 2, 10])
def test_a_short_page_that_says_so_is_a_challenge_whatever_was_read_of_it(sentences: int) -> None:
    html = page("Just a moment...", sentences)
    found = CHECK.challenge(Document.parse(html, URL), extract(html, URL, article=True))
    assert found is not None
    assert found.detail == "«Just a moment...»"


def test_a_page_with_much_to_read_is_none() -> None:
    html = page("Just a moment...", 60)
    article = extract(html, URL, article=True)
    assert article is not None
    assert len(article.articleBody or "") > MUCH
    assert CHECK.challenge(Document.parse(html, URL), article) is None


def test_what_stands_only_in_data_is_not_taken_for_what_the_page_shows() -> None:
    html = page("Just a moment...", 2)
    article = extract(page("Harbour", 60), URL, article=True)
    assert article is not None
    assert article.metadata is not None
    article.metadata.articleBodySource = "json-ld"
    assert CHECK.challenge(Document.parse(html, URL), article) is not None
