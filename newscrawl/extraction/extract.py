"""One page, whole: the record of the article on it, or nothing."""

from newscrawl.extraction.body import body_of, score, stated_body
from newscrawl.extraction.classify import ARTICLE, article_probability
from newscrawl.extraction.clues import read_clues
from newscrawl.extraction.document import Document
from newscrawl.extraction.fields import read_fields
from newscrawl.items import NewsArticle


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
    scored = score(doc)
    if scored is None:
        body = stated_body(read_clues(doc.root))
    else:
        body = body_of(scored, doc.url) if article_probability(scored, doc) >= ARTICLE else None
    if body is None:
        return None
    article = read_fields(doc, body)
    article.articleBody = body.text
    article.articleBodyHtml = body.html
    return article
