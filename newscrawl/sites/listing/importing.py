"""Sites out of what people already have: a feed reader's subscriptions (OPML), a table (CSV), or lines of addresses."""

import csv
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import attrs
from lxml import etree

from newscrawl.errors import SitesError
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.storage import site_of
from newscrawl.web.list_files import list_text

# Columns of a table that hold a site's address, the better first.
COLUMNS = ("url", "website", "homepage", "site", "domain", "htmlurl", "link", "address", "feed", "xmlurl")
TAG_COLUMNS = ("tag", "tags", "category", "categories", "folder", "group")

_SEPARATOR = re.compile(r"sep=[,;\t]", re.IGNORECASE)
_NOT_IN_TAG = re.compile(r"[^\w.-]+")


@attrs.frozen
class Listed:
    """A site that was found: where it starts, and the words that it is filed under."""

    url: str
    tags: tuple[str, ...] = ()

    def entry(self, tags: tuple[str, ...] = ()) -> SiteEntry:
        """Return its entry in a list, with *tags* as well."""
        return SiteEntry(url=self.url, tags=frozenset((*self.tags, *tags)))


@attrs.frozen
class Imported:
    """The sites that a file names, each once, and the numbers (from 1) of its `unread` lines: they name none."""

    sites: list[Listed]
    unread: list[int]


def sites_in(data: bytes, name: str) -> Imported:
    """Return the sites in *data*, a file called *name*. Raises `SitesError` where there is none."""
    found: dict[str, Listed] = {}
    unread = []
    for line, listed in _read(data, name):
        if listed is None:
            unread.append(line)
        else:
            found.setdefault(site_of(listed.url), listed)
    if not found:
        raise SitesError(f"{name} names no site: give OPML, a CSV file with a column url, or an address a line")
    return Imported(list(found.values()), unread)


def _read(data: bytes, name: str) -> Iterator[tuple[int, Listed | None]]:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        yield from ((0, listed) for listed in _opml(data, name))
        return
    text = list_text(data, name)
    lines = text.splitlines(keepends=True)
    # sep=; as Excel writes and reads it
    skipped = 1 if lines and _SEPARATOR.fullmatch(lines[0].strip()) else 0
    first = lines[skipped] if skipped < len(lines) else ""
    delimiter = lines[0].strip()[-1] if skipped else max(",;\t", key=first.count)
    rows = csv.reader(lines[skipped:], delimiter=delimiter)
    header = [cell.strip().casefold() for cell in next(rows, [])]
    if any(column in header for column in COLUMNS):
        for row in rows:
            if any(cell.strip() for cell in row):
                cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
                yield rows.line_num + skipped, _of_row(cells)
        return
    for number, line in enumerate(lines[skipped:], skipped + 1):
        words = (line if "://" in line else line.partition("#")[0]).replace(delimiter, " ").split()
        if words and not line.startswith("#"):
            url = next((url for word in words if (url := _front_page(word.strip("\"'")))), None)
            yield number, Listed(url) if url else None


def _opml(data: bytes, name: str) -> Iterator[Listed]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise SitesError(f"{name} is no OPML: export the subscriptions of your feed reader again")
    for outline in root.iter("{*}outline", "outline"):
        names = {str(key).casefold(): str(value) for key, value in outline.attrib.items()}
        url = _front_page(names.get("htmlurl") or names.get("xmlurl") or names.get("url") or "")
        folders = [parent.get("text") or parent.get("title") or "" for parent in outline.iterancestors("outline")]
        if url:
            yield Listed(url, _tags(folders))


def _of_row(cells: Mapping[str, str]) -> Listed | None:
    url = next((url for column in COLUMNS if (url := _front_page(cells.get(column, "")))), None)
    tags = [tag for column in TAG_COLUMNS for tag in re.split("[,;|]", cells.get(column, ""))]
    return Listed(url, _tags(tags)) if url else None


def _front_page(text: str) -> str | None:
    """Return the front page of the site of address or domain *text*, None where it is neither."""
    if "://" not in text:
        text = f"https://{text}" if "." in text and " " not in text else ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme in ("http", "https") and host and "." in host else None


def _tags(names: list[str]) -> tuple[str, ...]:
    found = (_NOT_IN_TAG.sub("-", name.strip().casefold()).strip("-") for name in names)
    return tuple(dict.fromkeys(tag for tag in found if tag))
