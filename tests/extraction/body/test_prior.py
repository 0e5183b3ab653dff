"""A page's address weighs in on whether it is an article, but does not decide alone."""

from newscrawl.extraction.extract import extract_document
from newscrawl.extraction.page.document import Document

URL = "https://example.org/news/the-bridge-is-open-again-10001"
STORY = "".join(
    f"<p>The bridge over the river is open again after {n} months of work, said the mayor of the town on Monday.</p>"
    for n in range(2, 9)
)
ARTICLE = f"<html><head><title>Bridge</title></head><body><main><h1>The bridge is open</h1>{STORY}</main></body></html>"
EMPTY = "<html><body><h1>Not found</h1><p>This page is no longer here.</p></body></html>"


def test_an_article_is_read_with_headline_and_body() -> None:
    article = extract_document(Document.parse(ARTICLE, URL), prior=3.0)
    assert article is not None
    assert article.headline == "The bridge is open"
    assert article.articleBody is not None
    assert article.articleBody.count("\n\n") == 6


def test_a_page_that_looks_like_none_is_none_whatever_its_address() -> None:
    assert extract_document(Document.parse(EMPTY, URL), prior=50.0) is None
    assert extract_document(Document.parse("", URL), prior=50.0) is None


def test_a_page_of_links_with_a_few_words_is_none_whatever_its_address() -> None:
    menu = "".join(f"<p><a href=/section-{n}>Section number {n} of the paper</a></p>" for n in range(12))
    page = f"<html><body>{menu}<h1>Not found</h1><p>This article is gone or has moved.</p>{menu}</body></html>"
    assert extract_document(Document.parse(page, URL), prior=50.0) is None
