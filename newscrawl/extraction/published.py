"""When the article was published and changed: what the page states, prints, or has in its address."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import attrs
from lxml import etree
from lxml.html import HtmlElement

from newscrawl.extraction.dates import parse_date
from newscrawl.extraction.jsonld import plain
from newscrawl.extraction.structured import Facts, element_text

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published",
    "article:published", "article.published", "publishdate", "publish-date", "publish_date", "published_date",
    "published-date", "publication_date", "publication-date", "pubdate", "pub_date", "published_time", "published_at",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dcterms.issued",
    "dcterms.created", "dc.date.issued", "dc.date.created", "dcterms.date", "dc.date", "article:post_date",
    "article_date_original", "originalpublicationdate", "article.created", "article:created_time", "release_date",
    "date", "creation_date", "citation_publication_date", "citation_date", "datecreated", "og:pubdate", "article_date",
    "lastmodifieddate",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "og:modified_time", "datemodified",
    "article:modified", "article.updated", "article:updated_time", "dcterms.modified", "dc.date.modified",
    "last-modified", "lastmod", "modified_time", "updated_time", "moddate", "revised",
)  # fmt: skip

# /2025/10/27/…   /20251027/…   /2025-10-27-…   …-20251027145127-…
URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")

# <span class="publish-date">, <div class="entry-meta__time">, <p id="datum">
PRINTED_DATE_ELEMENTS = etree.XPath(
    "//*["
    + " or ".join(
        f"contains(@{attribute},'{word}')"
        for attribute in ("class", "id", "data-testid")
        for word in (
            "date",
            "Date",
            "publi",
            "Publi",
            "time",
            "Time",
            "datum",
            "fecha",
            "posted",
            "meta",
            "byline",
        )
    )
    + "]"
)

LATEST_OFFSET = timedelta(hours=14)


@attrs.frozen
class Dates:
    """The article's dates; a `datetime` is naive where the page tells no offset."""

    published: datetime | None = None
    published_raw: str | None = None
    modified: datetime | None = None
    modified_raw: str | None = None
    source: str | None = None
    """`structured`, `printed` or `url`: where `published` was read."""


def read_dates(facts: Facts, language: str | None) -> Dates:
    """Return when the article was published and last changed.

    Structured statements come first, then what the page prints by the headline, then a date in the address.
    """
    stated = list(_parsed(_stated_published(facts), language))
    modified_stated = list(_parsed(_stated_modified(facts), language))
    modified, modified_raw = modified_stated[0] if modified_stated else (None, None)
    if modified is not None:
        modified = with_offset(modified, [moment for moment, _ in [*modified_stated, *stated]])
    for source, found in (("structured", stated), ("printed", None), ("url", None)):
        if source == "printed":
            found = list(_parsed(_printed(facts), language))
        elif source == "url":
            found = list(_parsed(_in_url(facts), language))
        if found:
            moment, raw = _choose(found)
            offsets = [m for m, _ in [*found, *modified_stated]]
            return Dates(with_offset(moment, offsets), raw, modified, modified_raw, source)
    return Dates(modified=modified, modified_raw=modified_raw)


def _parsed(texts: Iterator[str], language: str | None) -> Iterator[tuple[datetime, str]]:
    for text in texts:
        moment = parse_date(text, language)
        if moment is not None:
            yield moment, text


def _choose(found: list[tuple[datetime, str]]) -> tuple[datetime, str]:
    """Return the first, or, where that is a bare day, the first that tells the time of the same day."""
    first, raw = found[0]
    if _is_bare_day(first):
        for moment, text in found[1:]:
            if moment.date() == first.date() and not _is_bare_day(moment):
                return moment, text
    return first, raw


def _is_bare_day(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def with_offset(moment: datetime, others: list[datetime]) -> datetime:
    """Return *moment* with the offset that another statement gives for the same instant or the same clock.

    A moment that has an offset, or that no other explains, comes back as it is.
    """
    if moment.tzinfo is not None:
        return moment
    aware = [other for other in others if other.tzinfo is not None]
    for other in aware:
        clock = other.replace(tzinfo=None)
        if abs(clock - moment) < timedelta(minutes=1):
            return moment.replace(tzinfo=other.tzinfo)
    offsets = {other.utcoffset() for other in aware}
    if len(offsets) == 1 and offsets != {timedelta(0)}:
        return moment.replace(tzinfo=aware[0].tzinfo)
    return moment


def _stated_published(facts: Facts) -> Iterator[str]:
    yield plain(facts.article.get("datePublished"))
    yield plain(facts.page.get("datePublished"))
    for name in PUBLISHED_METAS:
        yield from facts.metas.get(name, ())[:2]
    yield plain(facts.article.get("dateCreated"))
    yield plain(facts.article.get("uploadDate"))
    yield facts.microdata_value("datePublished")
    for element in facts.times[:20]:
        if element.get("pubdate") is not None or "publish" in (element.get("class") or "").lower():
            yield element.get("datetime") or element_text(element)
    if facts.times:
        yield facts.times[0].get("datetime") or ""


def _stated_modified(facts: Facts) -> Iterator[str]:
    yield plain(facts.article.get("dateModified"))
    yield plain(facts.page.get("dateModified"))
    for name in MODIFIED_METAS:
        yield from facts.metas.get(name, ())[:2]
    yield facts.microdata_value("dateModified")


def _printed(facts: Facts) -> Iterator[str]:
    for element in facts.times[:10]:
        yield element_text(element)
    for element in PRINTED_DATE_ELEMENTS(facts.root)[:60]:
        if len(element) <= 8:
            text = element_text(element)
            if 6 <= len(text) <= 120:
                yield text


def _in_url(facts: Facts) -> Iterator[str]:
    for match in URL_DATE.finditer(facts.url):
        yield f"{match[1]}-{match[3]}-{match[4]}"
