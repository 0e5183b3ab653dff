"""Every field of the record but the body, from any news page."""

import hashlib
import re
from urllib.parse import urljoin, urlsplit

from newscrawl.extraction.authors import read_authors
from newscrawl.extraction.document import Document
from newscrawl.extraction.headline import read_headline
from newscrawl.extraction.images import read_cover
from newscrawl.extraction.language import read_language
from newscrawl.extraction.published import read_dates
from newscrawl.extraction.structured import gather
from newscrawl.items import NewsArticle, NewsArticleMetadata


def read_fields(document: Document, body: object | None = None) -> NewsArticle:
    facts = gather(document)
    headline = read_headline(facts)
    language = read_language(facts)
    dates = read_dates(facts, language)
    cover = read_cover(facts)
    return NewsArticle(
        url=document.url or None,
        headline=headline,
        authors=read_authors(facts, headline) or None,
        inLanguage=language,
        datePublished=dates.published.isoformat() if dates.published else None,
        datePublishedRaw=dates.published_raw,
        dateModified=dates.modified.isoformat() if dates.modified else None,
        dateModifiedRaw=dates.modified_raw,
        mainImage=cover.as_image() if cover else None,
        metadata=NewsArticleMetadata(datePublishedSource=dates.source) if dates.source else None,
    )
