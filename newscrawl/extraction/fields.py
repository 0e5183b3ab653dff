"""Every field of the record but the body, from any news page."""

import zyte_common_items as zyte

from newscrawl.extraction.authors import read_credits
from newscrawl.extraction.document import Document
from newscrawl.extraction.headline import read_headline
from newscrawl.extraction.images import read_images
from newscrawl.extraction.language import read_language
from newscrawl.extraction.published import read_dates
from newscrawl.extraction.structured import gather
from newscrawl.items import NewsArticle, NewsArticleMetadata


def read_fields(document: Document, body: object | None = None) -> NewsArticle:
    facts = gather(document)
    headline = read_headline(facts)
    language = read_language(facts)
    dates = read_dates(facts, language)
    images = read_images(facts)
    return NewsArticle(
        url=document.url or None,
        headline=headline,
        authors=[zyte.Author(name=c.name, nameRaw=c.raw, url=c.url) for c in read_credits(facts)] or None,
        inLanguage=language,
        datePublished=dates.published.isoformat() if dates.published else None,
        datePublishedRaw=dates.published_raw,
        dateModified=dates.modified.isoformat() if dates.modified else None,
        dateModifiedRaw=dates.modified_raw,
        mainImage=images[0] if images else None,
        images=images or None,
        metadata=NewsArticleMetadata(datePublishedSource=dates.source) if dates.source else None,
    )
