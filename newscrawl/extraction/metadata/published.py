"""When the article was published and changed: what the page states, prints, or has in its address."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import attrs

from newscrawl.extraction.metadata.json_ld import plain
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.extraction.page.lines import FOREIGN_TAGS, Line, has_word, is_foreign
from newscrawl.extraction.page.nodes import attribute, element_text
from newscrawl.web.dates import parse_date
from newscrawl.web.time_zones import zone_of

PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "date_published",
    "article:published",
    "publish_date",
    "published_date",
    "publication_date",
    "pub_date",
    "og:pubdate",
    "published_time",
    "published_at",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "article_date_original",
    "original_publication_date",
    "article:created",
    "article:created_time",
    "release_date",
    "date",
    "creation_date",
    "citation_publication_date",
    "citation_date",
    "date_created",
    "article_date",
)
# "published", "wpublisheddate", "contentpublishdate": such names without punctuation, as `meta_key` gives them
PUBLISHED_META = re.compile(r"published$|publish(?:ed)?(?:on|at|date|time)|(?:date|time)publish(?:ed)?$")

MODIFIED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "og:modified_time",
    "date_modified",
    "article:modified",
    "article:updated",
    "article:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "last_modified",
    "lastmod",
    "modified_time",
    "updated_time",
    "revised",
)

# /2025/10/27/…   /20251027/…   /2025-10-27-…   …-20251027145127-…
URL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=(?:[01]\d|2[0-3])[0-5]\d|\D|$)"
)

# «Updated», «Mis à jour», «Aktualisiert»
UPDATED = re.compile(
    r"updat|modifi|mise? à jour|aktualisiert|geändert|stand:|actualiz|atualiza|aggiornat|bijgewerkt|"
    r"oppdatert|opdateret|uppdaterad|zaktualizowan|обновл|güncelle|更新|수정|تحديث|viewed|reviewed|accessed",
    re.IGNORECASE,
)
# «Publié le 5 août 2025», "Published: 5 August 2025", „Veröffentlicht am 5. August 2025“
PUBLISHED_LABEL = re.compile(
    r"^(?:first |date )?(?:published|posted|publié[es]?|paru|mis en ligne|veröffentlicht|publicado|publicada|"
    r"pubblicato|gepubliceerd|publicerad|publisert|publiceret|opublikowano|опубликовано|publikováno|yayınlanma)\b"
    r"(?: (?:on|at|le|am|el|em|il|op|den|dnia))?\s*[:：]?\s*",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"©|copyright|\(c\)|since|rights reserved", re.IGNORECASE)
# "5 August 2025", "Do 25.04.24 | 14:07 Uhr"
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{1,2}\.\d{1,2}\.\d{2}(?!\d)")

BARE_DATE = 50
"""Characters: a line not longer holds a date and little else."""

FAR = 60
"""So many lines from the headline a date among other words is a reference's or an event's."""

DATE_WORDS = ("date", "publi", "time", "posted")
NEVER_DATED = frozenset({"nav", "figure", "figcaption", "form"})

ABOVE = 5
MARKED = 10
"""So many lines farther counts a date above the headline, and one there that nothing marks as a date:
many sites print today's date on top of every page."""

MAX_DATED_LINES = 12
"""Lines with a year that are tried, on each side of the headline."""


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
    changes = list(_parsed(_stated_modified(facts), language))
    stated = list(_parsed(_stated_published(facts), language))
    stated = stated or list(_parsed(_marked_published(facts), language))
    source, found = "structured", stated
    if not found:
        source, found = "printed", list(islice(_parsed(_printed(facts), language), 1))
    if not found:
        source, found = "url", list(_parsed(_in_url(facts), language))
    known = [moment for moment, _ in (*stated, *changes)]
    modified, modified_raw = _with_raw(changes[:1], known)
    published, published_raw = _with_raw([_fullest(found)] if found else [], known)
    if published and published.tzinfo is None and source == "printed" and (zone := zone_of(facts.url)):
        published = published.replace(tzinfo=ZoneInfo(zone))
    published = _in_local_time(published, facts, language) if published else None
    published_raw = PUBLISHED_LABEL.sub("", published_raw) if published_raw else None
    return Dates(published, published_raw, modified, modified_raw, source if published else None)


def _with_raw(found: list[tuple[datetime, str]], known: list[datetime]) -> tuple[datetime | None, str | None]:
    return (with_offset(found[0][0], known), found[0][1]) if found else (None, None)


def _parsed(texts: Iterator[str], language: str | None) -> Iterator[tuple[datetime, str]]:
    for text in texts:
        moment = parse_date(text, language) if text else None
        if moment is not None:
            yield moment, text


def _fullest(found: list[tuple[datetime, str]]) -> tuple[datetime, str]:
    """Return the first, or, where that is a bare day, the first that tells the time of the same day."""
    first = found[0]
    if _is_bare_day(first[0]):
        same_day = (other for other in found if other[0].date() == first[0].date() and not _is_bare_day(other[0]))
        return next(same_day, first)
    return first


def _is_bare_day(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def with_offset(moment: datetime, others: list[datetime]) -> datetime:
    """Return *moment* with the offset that another statement of the page gives for the same clock or zone.

    A moment that has an offset, or that no other explains, comes back as it is. UTC is taken over only
    from a statement of the same clock time: many sites state UTC beside their own local time.
    """
    if moment.tzinfo is not None:
        return moment
    aware = [other for other in others if other.tzinfo is not None]
    for other in aware:
        if abs(other.replace(tzinfo=None) - moment) < timedelta(minutes=1):
            return moment.replace(tzinfo=other.tzinfo)
    offsets = {other.utcoffset() for other in aware}
    if len(offsets) == 1 and timedelta(0) not in offsets:
        return moment.replace(tzinfo=aware[0].tzinfo)
    return moment


def _in_local_time(moment: datetime, facts: Facts, language: str | None) -> datetime:
    """Return a *moment* stated in UTC with the offset in which a `<time>` element gives the same instant."""
    if moment.utcoffset() == timedelta(0):
        for local, _ in _parsed((attribute(element, "datetime") for element in facts.times[:5]), language):
            if local.utcoffset() and abs(local - moment) < timedelta(minutes=1):
                return local
    return moment


def _stated_published(facts: Facts) -> Iterator[str]:
    yield plain(facts.article.get("datePublished"))
    yield plain(facts.page.get("datePublished"))
    yield from facts.contents(*PUBLISHED_METAS)
    for key in ("dateCreated", "uploadDate"):
        yield plain(facts.article.get(key))


def _marked_published(facts: Facts) -> Iterator[str]:
    """Yield what microdata, `<time>` elements and `<meta>` under uncommon names state."""
    yield facts.microdata_value("datePublished")
    own = [element for element in facts.times[:20] if not is_foreign(element, facts.own_boxes, NEVER_DATED)]
    for element in own:
        attributes = element.attributes
        if "pubdate" in attributes or "publish" in (attributes.get("class") or "").lower():
            yield attributes.get("datetime") or element_text(element)
    yield from (attribute(element, "datetime") for element in own[:1])
    yield from facts.contents(*(name for name in facts.metas if PUBLISHED_META.search(name)))


def _stated_modified(facts: Facts) -> Iterator[str]:
    yield plain(facts.article.get("dateModified"))
    yield plain(facts.page.get("dateModified"))
    yield from facts.contents(*MODIFIED_METAS)


def _printed(facts: Facts) -> Iterator[str]:
    """Yield the dated lines: bare dates first, those of a change last, else by nearness to the headline."""
    for element in facts.times[:10]:
        if not is_foreign(element, facts.own_boxes, NEVER_DATED | {"aside"}):
            yield element_text(element)
    ranked: list[tuple[bool, bool, int, str]] = []
    for side, start in ((facts.lines.before[::-1], ABOVE), (facts.lines.after, 0)):
        dated = [(distance, line) for distance, line in enumerate(side, start) if YEAR.search(line.text)]
        for distance, line in dated[:MAX_DATED_LINES]:
            far = distance > FAR and len(line.text) > BARE_DATE
            if not far and not COPYRIGHT.search(line.text) and not _is_of_other(facts, line):
                changed = bool(UPDATED.search(line.text))
                if start and not has_word(line.element, DATE_WORDS):
                    distance += MARKED
                ranked.append((changed, len(line.text) > BARE_DATE, distance, line.text))
    yield from (text for *_, text in sorted(ranked))


def _is_of_other(facts: Facts, line: Line) -> bool:
    """Tell whether a dated line is another article's; what is marked as a date may stand in any element."""
    marked = has_word(line.element, DATE_WORDS)
    return is_foreign(line.element, facts.own_boxes, NEVER_DATED if marked else FOREIGN_TAGS)


def _in_url(facts: Facts) -> Iterator[str]:
    for match in URL_DATE.finditer(facts.url):
        yield f"{match[1]}-{match[3]}-{match[4]}"
