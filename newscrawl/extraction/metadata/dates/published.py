"""When the article was published and changed: what the page states, prints, or has in its address."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from newscrawl.extraction.metadata.dates.printed import PrintedDate, differs, printed_dates
from newscrawl.extraction.metadata.dates.words import PUBLISHED_LABEL
from newscrawl.extraction.metadata.json_ld import plain
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.extraction.page.nodes import attribute
from newscrawl.web.dates import Precision, WrittenDate, parse_date, read_date
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
    r"(?<!\d)((?:19|20)\d{2})([/_-]?)(0?[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01]|[1-9])"
    r"(?:(?<=\d{8})(?=(?:[01]\d|2[0-3])[0-5]\d)|(?!\d))"
)
# /2016/10/  /2024-11/
URL_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})[/-](0[1-9]|1[0-2])(?!\d)")
# …-29-10-2021   /27.10.2025/
URL_DAY_FIRST = re.compile(r"(?<![\d.-])(0[1-9]|[12]\d|3[01])([-._])(0[1-9]|1[0-2])\2((?:19|20)\d{2})(?!\d)")

# /web/20130307013442/  /web/20130307013442id_/
ARCHIVED = re.compile(r"^.*/web/\d{14}\w*/")

SAME = 2.5
"""Days that a printed date may be away from the address's and be the same publication's."""

NEAR_MONTH = 45

LABELLED, MARKED, AGREEING, CONTRADICTING, AFTER_CHANGE = 4.0, 2.0, 4.0, 5.0, 3.0
"""What a label, an element's name, the address or the date of the last change weighs for or against a printed date."""

LINES = 8.0
"""So many lines from the headline a printed date weighs one less."""

LISTED = 3
LIST_FROM = 25
"""So many dates in like elements, the first so many lines from the headline, are a list's of other articles."""


@attrs.frozen
class Dates:
    """The article's dates; a `datetime` is naive where the page tells no offset."""

    published: datetime | None = None
    published_raw: str | None = None
    modified: datetime | None = None
    modified_raw: str | None = None
    source: str | None = None
    """`structured`, `printed`, `url`: where `published` was read; `modified`: only the last change is told."""
    precision: Precision | None = None
    """How exactly `published` is told."""


Read = tuple[WrittenDate, str]
"""A date and its text."""


def read_dates(facts: Facts, language: str | None) -> Dates:
    """Return when the article was published and last changed.

    Structured statements come first, then what the page prints by the headline, then a date in the address.
    """
    zone = zone_of(facts.url)
    home = ZoneInfo(zone) if zone else None
    stated = list(_parsed(_stated_published(facts), language, home))
    changes = list(_parsed(_stated_modified(facts), language, home))
    fully = any(date.has_clock and not _is_midnight(date) for date, _ in stated)
    shown = [] if fully and changes else printed_dates(facts, language, home)
    changes = changes or [(one.date, one.raw) for one in shown if one.role == "modified"]
    source, found = "structured", stated
    if not found:
        in_url = list(_parsed(_in_url(facts), language, home))
        chosen = _best(shown, in_url, facts, changes)
        found = [(chosen.date, chosen.raw)] if chosen else in_url
        source = "url" if chosen is None else "structured" if chosen.stated else "printed"
    if not found and changes:
        source, found = "modified", changes[:1]
    if not found:
        return _dates(None, None, changes, [], facts, (language, home))
    others = [(one.date, one.raw) for one in shown if one.role != "modified"]
    return _dates(_fullest(found, others), source, changes, stated, facts, (language, home))


def _dates(
    found: Read | None,
    source: str | None,
    changes: list[Read],
    stated: list[Read],
    facts: Facts,
    how: tuple[str | None, ZoneInfo | None],
) -> Dates:
    """Return the dates with the offsets that the page's other statements or its country tell."""
    known = [date.moment for date, _ in (*stated, *changes, *([found] if found else []))]
    modified = with_offset(changes[0][0].moment, known) if changes else None
    modified_raw = changes[0][1] if changes else None
    if found is None:
        return Dates(None, None, modified, modified_raw)
    published = with_offset(found[0].moment, known)
    if source == "printed" and published.tzinfo is None and how[1] is not None:
        published = published.replace(tzinfo=how[1])
    if found[0].has_clock:
        published = _in_local_time(published, facts, how)
    raw = PUBLISHED_LABEL.sub("", found[1])
    return Dates(published, raw, modified, modified_raw, source, found[0].precision)


def _parsed(texts: Iterable[str], language: str | None, home: ZoneInfo | None) -> Iterator[Read]:
    """Yield the dates of *texts*; *home* tells which "IST" is meant, and is not put in where a text names no zone."""
    for text in texts:
        date = read_date(text, language, home=home) if text else None
        if date is not None:
            yield date, text


def _best(shown: list[PrintedDate], in_url: list[Read], facts: Facts, changes: list[Read]) -> PrintedDate | None:
    """Return the printed date that most speaks for, `None` where none is or the address gainsays all."""
    weighed = [
        (_weight(one, in_url, facts, changes), one)
        for one in shown
        if one.role != "modified" and not _is_listed(one, shown)
    ]
    weight, best = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
    gainsaid = in_url and best is not None and differs(best.date.moment, in_url[0][0].moment, SAME)
    return None if gainsaid and weight < 0 else best


def _weight(one: PrintedDate, in_url: list[Read], facts: Facts, changes: list[Read]) -> float:
    labelled = one.role == "published"
    weight = LABELLED * labelled + MARKED * one.marked - one.distance / LINES
    moment = one.date.moment
    if in_url:
        same = not differs(moment, in_url[0][0].moment, SAME)
        weight += AGREEING if same else -1.0 if labelled or one.marked else -CONTRADICTING
    else:
        month = URL_MONTH.search(_own_address(facts.url))
        middle = datetime(int(month[1]), int(month[2]), 15) if month else None
        weight -= CONTRADICTING * (middle is not None and differs(moment, middle, NEAR_MONTH))
    change = changes[0][0].moment if changes else None
    if change is not None and moment.replace(tzinfo=None) > change.replace(tzinfo=None) + timedelta(days=1):
        weight -= AFTER_CHANGE
    return weight


def _is_listed(one: PrintedDate, shown: list[PrintedDate]) -> bool:
    """Tell whether *one* stands far from the headline, in a list of dated entries."""
    if one.distance < LIST_FROM:
        return False
    return len({other.date.moment.date() for other in shown if other.group == one.group}) >= LISTED


def _fullest(found: list[Read], others: list[Read]) -> Read:
    """Return the first, or, where that is a bare day, the first that tells the time of the same day."""
    first = found[0]
    if first[0].has_clock and not _is_midnight(first[0]):
        return first
    same_day = (
        other
        for other in (*found, *others)
        if other[0].moment.date() == first[0].moment.date() and other[0].has_clock and not _is_midnight(other[0])
    )
    return next(same_day, first)


def _is_midnight(date: WrittenDate) -> bool:
    moment = date.moment
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


def _in_local_time(moment: datetime, facts: Facts, how: tuple[str | None, ZoneInfo | None]) -> datetime:
    """Return a *moment* stated in UTC with the offset of the page's own clock, so that its day is the readers'.

    That is the offset in which a `<time>` element gives the same instant, else the zone of the site's country.
    """
    if moment.utcoffset() != timedelta(0):
        return moment
    for element in facts.times[:5]:
        local = parse_date(attribute(element, "datetime"), how[0])
        if local is not None and local.utcoffset() and abs(local - moment) < timedelta(minutes=1):
            return local
    return moment.astimezone(how[1]) if how[1] is not None else moment


def _stated_published(facts: Facts) -> Iterator[str]:
    yield plain(facts.article.get("datePublished"))
    yield plain(facts.page.get("datePublished"))
    yield from facts.contents(*PUBLISHED_METAS)
    for key in ("dateCreated", "uploadDate"):
        yield plain(facts.article.get(key))
    yield facts.microdata_value("datePublished")
    yield from facts.contents(*(name for name in facts.metas if PUBLISHED_META.search(name)))


def _stated_modified(facts: Facts) -> Iterator[str]:
    yield plain(facts.article.get("dateModified"))
    yield plain(facts.page.get("dateModified"))
    yield from facts.contents(*MODIFIED_METAS)
    for element in facts.microdata.get("dateModified", ())[:5]:
        yield attribute(element, "content") or attribute(element, "datetime")


def _in_url(facts: Facts) -> Iterator[str]:
    address = _own_address(facts.url)
    for match in URL_DATE.finditer(address):
        yield f"{match[1]}-{int(match[3]):02}-{int(match[4]):02}"
    for match in URL_DAY_FIRST.finditer(address):
        yield f"{match[4]}-{match[3]}-{match[1]}"


def _own_address(url: str) -> str:
    """Return the address of the page itself where *url* is a web archive's, which has the day of the copy in front."""
    return ARCHIVED.sub("/", url[max(url.rfind("http://"), url.rfind("https://"), 0) :])
