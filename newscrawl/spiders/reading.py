"""Reads the article on a parsed page, by extraction's parts."""

from newscrawl.extraction.body import body_of, score
from newscrawl.extraction.classify import ARTICLE, article_probability
from newscrawl.extraction.document import Document
from newscrawl.extraction.fields import read_fields
from newscrawl.items import NewsArticle


def read_article(document: Document) -> NewsArticle | None:
    """Return the article on the page, or None where it is none; never raises for bad input."""
    scored = score(document)
    if scored is None or article_probability(scored, document) < ARTICLE:
        return None
    body = body_of(scored, document.url)
    if body is None:
        return None
    article = read_fields(document, body)
    article.articleBody, article.articleBodyHtml = body.text, body.html
    return article
