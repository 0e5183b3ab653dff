"""Sites out of what people already have: a feed reader's subscriptions (OPML), a table (CSV), or lines of addresses."""

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import attrs
from lxml import etree

from newscrawl.errors import SitesError
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.storage import site_of

# Columns of a table that hold a site's address, the better first.
COLUMNS = ("url", "website", "homepage", "site", "domain", "htmlurl", "link", "address", "feed", "xmlurl")
TAG_COLUMNS = ("tag", "tags", "category", "categories", "folder", "group")

_NOT_IN_TAG = re.compile(r"[^\w.-]+")


@attrs.frozen
class Listed:
    """A site that was found: where it starts, and the words that it is filed under."""

    url: str
    tags: tuple[str, ...] = ()

    def entry(self, tags: tuple[str, ...] = ()) -> SiteEntry:
        """Return its entry in a list, with *tags* as well."""
        return SiteEntry(url=self.url, tags=frozenset((*self.tags, *tags)))


def sites_in(data: bytes, name: str) -> list[Listed]:
    """Return the sites in *data*, a file called *name*, each once. Raises `SitesError` where there is none."""
    found: dict[str, Listed] = {}
    for listed in _read(data, name):
        found.setdefault(site_of(listed.url), listed)
    if not found:
        raise SitesError(f"{name} names no site: give OPML, a CSV file with a column url, or an address a line")
    return list(found.values())


def _read(data: bytes, name: str) -> Iterator[Listed]:
    if data.lstrip()[:1] == b"<":
        yield from _opml(data, name)
        return
    text = data.decode("utf-8-sig", "replace")
    first = text.partition("\n")[0]
    names = [part.strip().casefold() for part in re.split("[,;\t]", first)]
    if any(column in names for column in COLUMNS):
        yield from _table(text, first)
        return
    for line in text.splitlines():
        word = line.partition("#")[0] if "://" not in line else line
        url = _front_page(word.strip().split()[0] if word.split() else "")
        if url:
            yield Listed(url)


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


def _table(text: str, first: str) -> Iterator[Listed]:
    delimiter = max(",;\t", key=first.count)
    for row in csv.DictReader(io.StringIO(text), delimiter=delimiter):
        cells = {(key or "").strip().casefold(): value or "" for key, value in row.items() if isinstance(value, str)}
        url = next((url for column in COLUMNS if (url := _front_page(cells.get(column, "").strip()))), None)
        tags = [tag for column in TAG_COLUMNS for tag in re.split("[,;|]", cells.get(column, ""))]
        if url:
            yield Listed(url, _tags(tags))


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
