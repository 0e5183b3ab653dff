"""What a page and its scripts ask for, what they are given, and what comes of it."""

from collections.abc import Awaitable, Callable, Mapping

import attrs

# What would say how a body was packed or framed, opens a way past the caller, or keeps something for later pages.
_LEFT_OUT = frozenset(
    "content-encoding content-length transfer-encoding connection keep-alive set-cookie refresh content-disposition "
    "strict-transport-security alt-svc clear-site-data report-to reporting-endpoints nel service-worker-allowed".split()
)


@attrs.frozen(kw_only=True)
class Answer:
    """What a server answered to a request for `url`: `body` decoded, `headers` by lower-case name."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def headers_for_browser(self) -> dict[str, str]:
        """Return the headers that are true of the body as it is, and that concern this page alone."""
        return {name: value for name, value in self.headers.items() if name not in _LEFT_OUT}


@attrs.frozen(kw_only=True)
class Wanted:
    """What the `page` (an address) asks for: `headers` are those that its script has set.

    `is_script`: it is to be run, not read.
    """

    url: str
    page: str
    headers: Mapping[str, str] = attrs.field(factory=dict)
    is_script: bool = False


Ask = Callable[[Wanted], Awaitable[Answer | None]]
"""Asks a server; None where that is refused or fails. Raises only what is to end the rendering."""


@attrs.frozen(kw_only=True)
class Rendered:
    """The `html` of a page after its scripts ran; `requests` of them were made, and `refused` were not."""

    html: str
    requests: int = 0
    refused: int = 0
