"""What the crawl needs to know of a response and of the article on it."""

import re

from scrapy.http import HtmlResponse, Response, TextResponse

from newscrawl.discovery.crawl.page_outcome import ArticleFacts
from newscrawl.discovery.crawl.site_crawl import SiteCrawl
from newscrawl.discovery.pages.teasers import Card
from newscrawl.items import NewsArticle, content_hash
from newscrawl.storage import Link
from newscrawl.web.canonicals import believable_canonical
from newscrawl.web.dates import utc_date
from newscrawl.web.tellings import telling_of
from newscrawl.web.urls import canonical_url

XML_ROOT = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*\?>\s*(?:<[!?][^>]*>\s*)*<(?!html|!doctype html)", re.IGNORECASE
)


def is_page(response: Response) -> bool:
    """Tell whether *response* is a web page, by its type and its first bytes."""
    if isinstance(response, HtmlResponse):
        return not XML_ROOT.match(response.body[:1024])
    return isinstance(response, TextResponse) and b"<html" in response.body[:2048].lower()


def facts_of(article: NewsArticle, url: str, crawl: SiteCrawl) -> ArticleFacts:
    """Return what *crawl* needs to know of *article*, read from the page at *url*."""
    stated = article.canonicalUrl or ""
    return ArticleFacts(
        url=believable_canonical(crawl.at_home(canonical_url(stated)) or stated, url) or url,
        published=utc_date(article.datePublished),
        section=article.section,
        content_hash=content_hash(article) if article.articleBody else None,
        telling=telling_of(article.headline, article.articleBody),
    )


def listing_link(from_url: str, card: Card) -> Link:
    """Return the store's link for a listing's card."""
    return Link(
        from_url=from_url,
        to_url=card.url,
        kind="listing",
        headline=card.headline,
        excerpt=card.excerpt,
        position=card.position,
    )
