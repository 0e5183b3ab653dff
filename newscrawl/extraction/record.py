"""Every field of the record but the body, from any news page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import zyte_common_items as zyte

from newscrawl.extraction.bylines.authors import read_credits
from newscrawl.extraction.bylines.bylines import parse_byline
from newscrawl.extraction.bylines.person_names import is_agency
from newscrawl.extraction.bylines.printed import Credit
from newscrawl.extraction.metadata.captions import split_credit
from newscrawl.extraction.metadata.dates.published import Dates, read_dates
from newscrawl.extraction.metadata.headline import read_headline
from newscrawl.extraction.metadata.identity import read_article_id, read_canonical_url
from newscrawl.extraction.metadata.images import read_images
from newscrawl.extraction.metadata.live_blog import read_live_updates
from newscrawl.extraction.metadata.page_metadata import Facts, absolute
from newscrawl.extraction.metadata.sections import (
    read_access,
    read_breadcrumbs,
    read_description,
    read_keywords,
    read_section,
)
from newscrawl.extraction.metadata.stated_language import read_language
from newscrawl.extraction.metadata.text_language import settled_language
from newscrawl.extraction.metadata.usage import read_usage_rights
from newscrawl.extraction.metadata.videos import read_videos
from newscrawl.extraction.page.nodes import Element, attribute
from newscrawl.extraction.surroundings.boundaries import Edges
from newscrawl.items import NewsArticle, NewsArticleMetadata, NewsImage


class ArticleText(Protocol):
    """What this module needs to know of an article's body."""

    @property
    def text(self) -> str:
        """The text itself."""

    @property
    def elements(self) -> Sequence[Element]:
        """The elements that hold the article's text, in the page's order."""


def read_fields(facts: Facts, body: ArticleText | None = None, edges: Edges | None = None) -> NewsArticle:
    """Return a record with every field that a page with *facts* states, except the body's and `fetchedAt`.

    *body*, where known, tells which pictures stand with the article's text, *edges* what is printed around it.
    A standfirst that the page prints is the description, whatever it states elsewhere. Dates are ISO 8601, with the
    offset that the page gives; the page's own writing stays in `…Raw`. Never raises on any tree: what a
    page states badly is absent.
    """
    edges = edges or Edges()
    headline = read_headline(facts)
    language = settled_language(read_language(facts), body.text if body is not None else "")
    dates = read_dates(facts, language)
    images = _captioned(read_images(facts, body.elements if body is not None else ()), facts, edges)
    credits = read_credits(facts, edges.signature)
    breadcrumbs = read_breadcrumbs(facts, headline)
    canonical_url = read_canonical_url(facts)
    agency, dateline = _agency_and_dateline(credits, edges)
    return NewsArticle(
        url=facts.url or canonical_url,
        canonicalUrl=canonical_url,
        articleId=read_article_id(facts, canonical_url),
        headline=headline,
        description=edges.standfirst or read_description(facts, headline),
        authors=[zyte.Author(name=credit.name, nameRaw=credit.raw, url=credit.url) for credit in credits] or None,
        agency=agency,
        dateline=dateline,
        section=read_section(facts, breadcrumbs),
        keywords=read_keywords(facts) or None,
        breadcrumbs=breadcrumbs or None,
        inLanguage=language,
        datePublished=_published(dates),
        datePublishedRaw=dates.published_raw,
        dateModified=_iso(dates.modified),
        dateModifiedRaw=dates.modified_raw,
        videos=read_videos(facts, body.elements if body is not None else ()) or None,
        liveBlogUpdate=read_live_updates(facts, language) or None,
        mainImage=images[0] if images else None,
        images=images or None,
        isAccessibleForFree=read_access(facts),
        usageRights=read_usage_rights(facts) or None,
        metadata=NewsArticleMetadata(datePublishedSource=dates.source, datePublishedPrecision=dates.precision)
        if dates.source
        else None,
    )


def _published(dates: Dates) -> str | None:
    """Return the date as text: an address tells a day and no time of day."""
    if dates.source == "url" and dates.published is not None:
        return dates.published.date().isoformat()
    return _iso(dates.published)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment is not None else None


def _agency_and_dateline(credits: list[Credit], edges: Edges) -> tuple[str | None, str | None]:
    """Return the first agency among the authors or in their byline, and the place that it names."""
    raws = [credit.raw for credit in credits] + ([edges.signature.text] if edges.signature else [])
    bylines = [parse_byline(raw) for raw in raws]
    agency = next((credit.name for credit in credits if is_agency(credit.name)), None)
    return (
        agency or next((byline.agency for byline in bylines if byline.agency), None),
        next((byline.dateline for byline in bylines if byline.dateline), None),
    )


def _captioned(images: list[NewsImage], facts: Facts, edges: Edges) -> list[NewsImage]:
    """Give the caption that stands in one box with the cover to the cover, where it has none."""
    if images and not images[0].caption and edges.caption is not None:
        picture, text = edges.caption
        if absolute(facts.base, attribute(picture, "src")) == images[0].url:
            images[0].caption, credit = split_credit(text)
            images[0].credit = images[0].credit or credit or None
    return images
