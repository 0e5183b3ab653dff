"""The record: one news article and its parts, in schema.org's names."""

import hashlib
from functools import cache
from typing import Any, Literal

import attrs
import zyte_common_items as zyte
from zyte_common_items.converters import to_metadata_optional, url_to_str_optional

Completeness = Literal["full", "teaser", "cut"]
"""Whether a record holds an article's whole text, a sentence or two of it, or a text that ends on its way."""


@attrs.define(kw_only=True)
class NewsImage(zyte.Image):
    """A picture of an article, at the best resolution that the page names."""

    caption: str | None = None
    """The text shown under the picture, without the credit where that stands apart."""

    credit: str | None = None
    """The photographer, agency or source, as printed."""


@attrs.define(kw_only=True)
class NewsVideo(zyte.Video):
    """A video of an article, as schema.org's VideoObject; `url` is the file's address, else the player's."""

    embedUrl: str | None = attrs.field(default=None, converter=url_to_str_optional)
    """Address of a player for it."""

    thumbnailUrl: str | None = attrs.field(default=None, converter=url_to_str_optional)
    name: str | None = None
    description: str | None = None

    duration: str | None = None
    """ISO 8601, as stated: `PT2M30S`."""

    uploadDate: str | None = None
    """As stated."""


@attrs.define(kw_only=True)
class LiveBlogUpdate(zyte.Item):
    """A post of a live blog."""

    url: str | None = attrs.field(default=None, converter=url_to_str_optional)
    """Address of the post, often a place on the article's page."""

    headline: str | None = None
    articleBody: str | None = None

    datePublished: str | None = None
    """ISO 8601, with the offset that the page gives."""


@attrs.define(kw_only=True)
class RelatedArticle(zyte.Item):
    """An article that the page offers to read next (French: «Lire aussi»)."""

    url: str | None = attrs.field(default=None, converter=url_to_str_optional)
    """Canonical URL of the article offered."""

    headline: str | None = None
    """Its headline as shown, without a label such as «Lire aussi :»."""

    excerpt: str | None = None
    """The teaser as shown, cut where the site cut it; absent where the site left it empty."""

    position: int | None = None
    """Place among the page's related articles, from 1."""


@attrs.define(kw_only=True)
class AuthorArticle(zyte.Item):
    """A card in a list of an author's other articles."""

    url: str | None = attrs.field(default=None, converter=url_to_str_optional)
    """Canonical URL of the article on the card."""

    headline: str | None = None
    excerpt: str | None = None

    byline: str | None = None
    """The card's byline as printed, without a label such as «Par»."""

    datePublished: str | None = None
    """ISO 8601 with the offset of the site's time zone."""


@attrs.define(kw_only=True)
class NewsArticleMetadata(zyte.ArticleMetadata):
    """How the record came about."""

    extractorVersion: str | None = None
    """Version of newscrawl that read the page."""

    pages: list[str] | None = None
    """Addresses of the pages that the site parts the article into, in order; absent where it is on one."""

    reserved: str | None = None
    """The publisher's statement for which text and pictures were left out of the record, as the crawl was told to."""

    articleBodySource: str | None = None
    """Where `articleBody` was read: `page`, `json-ld`, `script` (data from which scripts build the page), or `feed`
    (the site's feed holds the whole text, and the page only a part of it)."""

    datePublishedSource: str | None = None
    """Where `datePublished` was read: `structured` (JSON-LD, meta, `<time>`), `printed`, `url` (a day alone, without a
    time), `modified` (the page tells only when it was changed last), `feed` or `sitemap` (the page tells none), or
    `articleId` (the site's id states the day of creation; the page itself shows no date)."""

    datePublishedPrecision: str | None = None
    """How exactly `datePublished` is told: to the `second`, `minute`, `hour` or only the `day`, whose first
    second then stands in the field."""


@attrs.define(kw_only=True)
class UsageRight(zyte.Item):
    """One statement of a publisher on what may be done with an article.

    `signal` is its name (`content-usage`, `content-signal`, `license`, `tdm-reservation`, `tdm-policy`, `robots`,
    `usageInfo`, `copyrightHolder`; `disallow` for robots.txt groups of AI agents, which `value` then names), `value`
    what it says, `source` where: `robots.txt`, `header`, `meta`, `link` (`rel=license`), `json-ld` or `tdmrep.json`.
    """

    signal: str
    value: str
    source: str


@attrs.define(kw_only=True)
class NewsArticle(zyte.Article):
    """One article of a news site.

    Extends `zyte_common_items.Article` (`url canonicalUrl headline description datePublished
    datePublishedRaw dateModified dateModifiedRaw authors inLanguage breadcrumbs articleBody
    articleBodyHtml`). Dates are ISO 8601 with an offset. A field that the page does not state is `None`.

    `articleBody` holds paragraphs and sub-headings parted by one blank line, and none of: headline,
    standfirst (that is `description`), captions, byline, related links, cards, notices.
    """

    mainImage: NewsImage | None = None
    images: list[NewsImage] | None = None  # type: ignore[assignment]
    videos: list[NewsVideo] | None = None  # type: ignore[assignment]

    metadata: NewsArticleMetadata | None = attrs.field(
        default=None,
        converter=to_metadata_optional(NewsArticleMetadata),  # type: ignore[misc]
    )

    articleId: str | None = None
    """The site's own stable id where it has one, else derived from the canonical URL."""

    agency: str | None = None
    """News agency named in the byline: AMAP, AFP, Reuters …"""

    dateline: str | None = None
    """Bureau or place named in the byline."""

    section: str | None = None
    keywords: list[str] | None = None
    relatedArticles: list[RelatedArticle] | None = None
    authorArticles: list[AuthorArticle] | None = None
    liveBlogUpdate: list[LiveBlogUpdate] | None = None
    """The posts of a live blog, in the page's order."""

    isAccessibleForFree: bool | None = None
    bodyCompleteness: Completeness | None = None
    """Whether `articleBody` is the whole text (`full`), a sentence or two of it (`teaser`) or ends on its way, as at a
    paywall (`cut`)."""

    usageRights: list[UsageRight] | None = None
    """What the publisher says may be done with it, as seen, with the source of each statement."""

    contentHash: str | None = None
    """SHA-256 (hex) over what a reader would call the content: headline, standfirst, body, authors, date."""

    duplicateOf: str | None = None
    """Canonical URL of the article that this one repeats, where the store has found one."""

    clusterId: str | None = None
    """Id of the group of near-duplicates that this article belongs to."""

    withdrawnAt: str | None = None
    """When the store was told that the site had taken the article away: ISO 8601, UTC; absent while it is there."""

    fetchedAt: str | None = None
    """When the page was received: ISO 8601, UTC."""


def content_hash(article: NewsArticle) -> str:
    """Return the SHA-256 (hex) of what a reader would call the content: see `NewsArticle.contentHash`."""
    names = [author.name or "" for author in article.authors or []]
    parts = [article.headline, article.description, article.articleBody, article.datePublished, *names]
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()


def as_record(item: Any) -> Any:
    """Return *item* as plain dicts and lists, keys in declaration order, empty values absent.

    The shape of a line in an exported feed. `False` and `0` are values; `None` and `[]` are not. Fields that the
    item's class does not know come last.
    """
    if isinstance(item, zyte.Item):
        record: dict[str, Any] = {}
        for name in _field_names(type(item)):  # type: ignore[arg-type]
            value = getattr(item, name)
            if value is not None and not isinstance(value, str):
                value = as_record(value)
            if value is not None and value != [] and value != {}:
                record[name] = value
        return record | as_record(item._unknown_fields_dict)
    if isinstance(item, list):
        return [as_record(entry) for entry in item]
    if isinstance(item, dict):
        return {name: as_record(value) for name, value in item.items() if value is not None}
    return item


@cache
def _field_names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind) if field.name != "_unknown_fields_dict")
