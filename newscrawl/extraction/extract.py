"""One page, whole: the record of the article on it, or nothing."""

from newscrawl.extraction.body import body_of, score
from newscrawl.extraction.classify import ARTICLE, article_probability
from newscrawl.extraction.document import Document
from newscrawl.items import NewsArticle


def extract(html: bytes | str, url: str, encoding: str | None = None) -> NewsArticle | None:
    """Return the article in *html*, the page at *url* (absolute; `""` if unknown), or `None` if it is none.

    *html* is the response's body as served or as text; *encoding* the charset of the HTTP header, a hint.
    Never raises for bad input: an empty, broken or hostile page gives `None` or what could be read.
    """
    doc = Document.parse(html, url, encoding)
    scored = score(doc)
    if scored is None or article_probability(scored, doc) < ARTICLE:
        return None
    body = body_of(scored, doc.url)
    if body is None:
        return None
    article = NewsArticle(url=url)
    article.articleBody = body.text
    article.articleBodyHtml = body.html
    return article
