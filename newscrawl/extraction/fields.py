"""Every field of the record but the body, from any news page."""

from newscrawl.extraction.body import Body
from newscrawl.extraction.document import Document
from newscrawl.items import NewsArticle


def read_fields(document: Document, body: Body | None = None) -> NewsArticle:
    """Return a record with the address of *document*."""
    return NewsArticle(url=document.url)
