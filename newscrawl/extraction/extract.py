"""One page, whole: the record of the article on it, or nothing."""

from newscrawl.extraction.body import Body, Scored, body_of, likely_blocks, score, stated_body
from newscrawl.extraction.classify import ARTICLE, article_probability
from newscrawl.extraction.clues import read_clues
from newscrawl.extraction.document import Document
from newscrawl.extraction.edges import read_edges
from newscrawl.extraction.fields import read_fields
from newscrawl.extraction.related import read_offers
from newscrawl.extraction.zones import zone_of
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
    if scored is not None and article_probability(scored, doc) < ARTICLE:
        return None
    return record_of(doc, scored)


def record_of(doc: Document, scored: Scored | None) -> NewsArticle | None:
    """Return the record of *doc*, a page that is taken for an article; `None` where it has no text.

    *scored* are its blocks as `body.score` gives them.
    """
    if scored is None:
        stated = stated_body(read_clues(doc.root))
        return _with_body(read_fields(doc, stated), stated) if stated else None
    offers = read_offers(scored.page, doc.url)
    taken = [block for block in likely_blocks(scored) if block not in offers.blocks]
    edges = read_edges(scored.page, taken, offers.blocks, described=bool(scored.clues.descriptions))
    body = body_of(scored, doc.url, offers.blocks | edges.blocks) or body_of(scored, doc.url)
    if body is None:
        return None
    article = _with_body(read_fields(doc, body, edges), body)
    names = [author.name for author in article.authors or [] if author.name]
    article.relatedArticles = offers.related() or None
    article.authorArticles = offers.by_author(names, article.inLanguage, zone_of(doc.url)) or None
    return article


def _with_body(article: NewsArticle, body: Body) -> NewsArticle:
    article.articleBody, article.articleBodyHtml = body.text, body.html
    return article
