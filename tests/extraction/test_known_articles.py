"""Who knows that a page is an article is believed; a page nobody knows of is judged."""

import pytest

from newscrawl import extract
from tests.extraction.body.stories import PARAGRAPHS, PLAIN, URL

BARE = f"<html><body><b>{PARAGRAPHS[1]}</b><br><br>{PARAGRAPHS[2]}<br><br>{PARAGRAPHS[3]}</body></html>"
NAMES = [
    f"Number {number} of the list of the two hundred best that were ever made in the valley" for number in range(30)
]
LIST = "".join(f"<li><a href=/best/{number}>{name}</a></li>" for number, name in enumerate(NAMES))


def test_a_known_article_is_read_from_a_bare_page() -> None:
    article = extract(BARE, "https://x.example/?p=7", article=True)
    assert article is not None
    assert PARAGRAPHS[2] in (article.articleBody or "")


def test_a_known_article_that_is_a_list_of_links_is_read() -> None:
    page = f"<html><body><h1>The best of the valley</h1><article>{PLAIN[0]}<ol>{LIST}</ol></article></body></html>"
    article = extract(page, URL, article=True)
    assert article is not None
    assert PARAGRAPHS[0] in (article.articleBody or "")


def test_what_is_known_to_be_no_article_gives_none() -> None:
    page = f"<html><body><article><h1>The line</h1>{''.join(PLAIN)}</article></body></html>"
    assert extract(page, URL) is not None
    assert extract(page, URL, article=False) is None


@pytest.mark.parametrize(
    "page", [b"", "", b"\0\xff", "<p>Hello</p>", "<html><body><nav><a href=/a>A</a></nav></body></html>"]
)
def test_a_page_without_text_gives_none_whoever_knows(page: bytes | str) -> None:
    assert extract(page, URL, article=True) is None


def test_a_section_front_with_excerpts_is_no_article() -> None:
    card = "<div class=card><a href=/valley/2024/story-{0}><h3>Story {0} from the valley</h3></a><p>{1}</p></div>"
    cards = "".join(card.format(number, PARAGRAPHS[number % 7]) for number in range(14))
    head = '<head><title>Culture | Valley Post</title><meta property="og:type" content="website"></head>'
    front = f"<html lang=en>{head}<body><main><h1>Culture</h1>{cards}</main></body></html>"
    assert extract(front, "https://news.example/culture/") is None
