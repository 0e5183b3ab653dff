"""Small pages built for one question each."""

from newscrawl.extraction.metadata.page_metadata import gather
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.record import read_fields
from newscrawl.items import NewsArticle

URL = "https://www.herald.example/news/2025/10/27/council-votes-on-harbour-4711001"


def fields(head: str = "", body: str = "", url: str = URL, lang: str = "en") -> NewsArticle:
    """Return the fields of a page with *head* and *body*."""
    page = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return read_fields(gather(Document.parse(page, url)))


def json_ld(text: str) -> str:
    """Return *text* in a JSON-LD script element."""
    return f'<script type="application/ld+json">{text}</script>'


def meta(name: str, content: str) -> str:
    """Return an OpenGraph-style meta element."""
    return f'<meta property="{name}" content="{content}">'


def names(article: NewsArticle) -> list[str | None]:
    """Return the names of the article's authors."""
    return [author.name for author in article.authors or []]
