"""Asks for a few pages of a site that is to be listed; bounded in time, size and place, and never off the site."""

from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request

import attrs

from newscrawl.storage import site_of
from newscrawl.web.guarded_http import Way, named_origins

TIMEOUT_SECONDS = 20.0
"""For an answer as a whole, however slowly it drips."""

MAX_BYTES = 4 * 1024 * 1024


@attrs.frozen
class Fetched:
    """An answer: the address that gave it, its status, at most 4 MiB of its body; status 0: none came.

    `elsewhere` is the address on another site that the page led to, which is not asked; `charset` what the server
    said of the body's.
    """

    url: str
    status: int
    body: bytes = b""
    elsewhere: str | None = None
    error: str | None = None
    charset: str | None = None


class _OnSite(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if site_of(newurl) != site_of(req.full_url) or not newurl.startswith(("http://", "https://")):
            raise _LeadsElsewhere(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _LeadsElsewhere(Exception):  # noqa: N818
    pass


def fetch(url: str, agent: str, named: str | None = None) -> Fetched:
    """Return the answer to a GET of *url* by the user agent *agent*; never raises for what a server does.

    No private address is asked but that of *named*, what the user typed; by default *url* itself.
    """
    request = Request(url, headers={"User-Agent": agent, "Accept": "text/html, application/xml, */*;q=0.5"})
    way = Way(named_origins(named or url), TIMEOUT_SECONDS)
    try:
        with (
            way.within(TIMEOUT_SECONDS),
            way.opener(_OnSite).open(request, timeout=TIMEOUT_SECONDS) as response,
        ):
            charset = response.headers.get_content_charset()
            body = response.read(MAX_BYTES)
        if way.over:
            return Fetched(url, 0, error=_too_slow())
        return Fetched(response.url, response.status, body, charset=charset)
    except _LeadsElsewhere as error:
        return Fetched(url, 0, elsewhere=str(error))
    except HTTPError as error:
        error.close()
        return Fetched(url, error.code)
    except (URLError, HTTPException, OSError, ValueError) as error:
        return Fetched(url, 0, error=_too_slow() if way.over else _reason(error))


def _too_slow() -> str:
    return f"the answer is not complete after {TIMEOUT_SECONDS:g} seconds"


def _reason(error: Any) -> str:
    return " ".join(str(getattr(error, "reason", None) or error).split()) or type(error).__name__
