"""Further pages of archived articles, as they were when the first page was fetched."""

from pathlib import Path

import attrs
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse

from newscrawl.archive import ArchivedResponse, CaptureIndex
from newscrawl.archive.reading import read_capture

PART = "part"
"""What a crawl takes a further page of an article for."""

TIME = "newscrawl_archived_at"
"""Key of a request's meta: the `WARC-Date` of the article's first page."""


@attrs.define
class ArchivedParts:
    """Answers requests for further pages from the archive in `folder`; use as a context manager."""

    folder: Path
    _index: CaptureIndex = attrs.field(init=False)

    def __enter__(self) -> "ArchivedParts":
        self._index = CaptureIndex(self.folder)
        return self

    def __exit__(self, *_: object) -> None:
        self._index.close()

    async def download(self, request: Request) -> HtmlResponse:
        """Return the page as it was fetched next after the article; raises `IgnoreRequest` where it never was."""
        at = request.meta[TIME]
        capture = self._index.next(request.url, at) or self._index.last(request.url, at)
        found = read_capture(self.folder, self._index, capture) if capture is not None else None
        if found is None:
            raise IgnoreRequest(f"{request.url} is not in the archive")
        return response_of(found)


def response_of(page: ArchivedResponse) -> HtmlResponse:
    """Return the archived *page* as a crawl would see it."""
    request = Request(page.url, meta={TIME: page.time})
    return HtmlResponse(page.url, status=page.status, headers=page.headers, body=page.body, request=request)
