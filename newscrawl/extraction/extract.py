"""One page, whole: the record of the article on it, or nothing."""

from newscrawl.extraction.body import Body, body_of, score, stated_body
from newscrawl.extraction.classify import ARTICLE, article_probability
from newscrawl.extraction.clues import read_clues
from newscrawl.extraction.document import Document
from newscrawl.extraction.fields import read_fields
from newscrawl.extraction.state import body_in_scripts
from newscrawl.items import NewsArticle

FEW_CHARACTERS = 300
"""A page that shows less may be one whose text a script puts in."""


def extract(html: bytes | str, url: str, encoding: str | None = None) -> NewsArticle | None:
    """Return the article in *html*, the page at *url* (absolute; `""` if unknown), or `None` if it is none.

    *html* is the response's body as served or as text; *encoding* the charset of the HTTP header, a hint.
    Never raises for bad input: an empty, broken or hostile page gives `None` or what could be read.

    >>> extract(b"<p>Hello</p>", "https://example.org/") is None
    True
    """
    return extract_document(Document.parse(html, url, encoding))


def extract_document(doc: Document) -> NewsArticle | None:
    """Return the article on a page that is parsed already, as `extract` does."""
    body = _body(doc)
    if body is None or len(body.text) < FEW_CHARACTERS:
        body = body_in_scripts(doc) or body
    if body is None:
        return None
    article = read_fields(doc, body)
    article.articleBody = body.text
    article.articleBodyHtml = body.html
    return article


def _body(doc: Document) -> Body | None:
    """Return the text that the page shows or states, `None` where it is no article."""
    scored = score(doc)
    if scored is None:
        return stated_body(read_clues(doc.root))
    return body_of(scored, doc.url) if article_probability(scored, doc) >= ARTICLE else None
