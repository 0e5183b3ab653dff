"""A page as the site served it, from an archive: its text and its source, and nothing of it that could act."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import attrs
from selectolax.lexbor import LexborHTMLParser

from newscrawl.archive import CaptureIndex
from newscrawl.archive.index import Capture
from newscrawl.archive.reading import ArchivedResponse, read_capture
from newscrawl.browse.requests import Asked, Data, NotThere, Page
from newscrawl.browse.safe_text import shown
from newscrawl.web.charsets import decode, header_charset
from newscrawl.web.urls import canonical_url

MOST = 100
ALONE = "sandbox; default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of a page of another site under our address: no script, no form, no request, an origin of its own."""

ACTING = (
    "script, style, link, meta, base, iframe, frame, object, embed, form, input, button, template, svg, img, picture, "
    "video, audio, source"
)
"""What is taken out before: it acts, is fetched, or is of no use without what acts."""


@attrs.frozen(kw_only=True)
class Shown:
    """A capture in a list: when, what the site answered, and where it is shown."""

    time: str
    status: int
    is_repeat: bool
    page: str
    source: str


def captured(asked: Asked) -> Page:
    """List the captures of the address that is parameter `url`, the newest first."""
    url = asked.text("url")
    with _index(asked) as index:
        found = index.of(canonical_url(url) or url, MOST)
    return Page("captured.html", {"url": url, "captures": [_shown(one) for one in found], "most": MOST})


def captured_page(asked: Asked) -> Data:
    """Give the text of the capture of `url` at the time `at` in its markup, without all that acts."""
    tree = LexborHTMLParser(_text(_capture(asked)))
    for node in tree.css(ACTING):
        node.decompose()
    headers = {"content-security-policy": ALONE, "x-dns-prefetch-control": "off"}
    return Data("text/html; charset=utf-8", iter([tree.html or ""]), headers=headers)


def captured_source(asked: Asked) -> Data:
    """Give the same as it was served, as plain text."""
    return Data("text/plain; charset=utf-8", iter([_text(_capture(asked))]))


def count_of(asked: Asked, url: str) -> int:
    """Return how many captures of *url* the archive holds, 0 where none is known."""
    if asked.archive is None:
        return 0
    with _index(asked) as index:
        return len(index.of(canonical_url(url) or url, MOST))


@contextmanager
def _index(asked: Asked) -> Iterator[CaptureIndex]:
    if asked.archive is None:
        raise NotThere("no archive of pages is known: newscrawl browse --archive DIR, the folder of crawl --archive")
    with CaptureIndex(asked.archive) as index:
        yield index


def _capture(asked: Asked) -> ArchivedResponse:
    url, at = asked.text("url"), asked.text("at")
    with _index(asked) as index:
        capture = index.last(canonical_url(url) or url, at or None)
        found = read_capture(index.folder, index, capture) if capture else None
    if found is None:
        raise NotThere(
            f"{shown(url, 200)} was not captured{f' until {shown(at, 40)}' if at else ''}, or stands there no more"
        )
    return found


def _text(found: ArchivedResponse) -> str:
    return decode(found.body, header_charset(found.headers.get("content-type"))).decode("utf-8", "replace")


def _shown(one: Capture) -> Shown:
    asks = urlencode({"url": one.url, "at": one.time})
    return Shown(
        time=one.time,
        status=one.status,
        is_repeat=one.is_revisit,
        page=f"/captured/page?{asks}",
        source=f"/captured/source?{asks}",
    )
