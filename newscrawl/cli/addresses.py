"""Addresses as users type them."""

import re
import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

from newscrawl.errors import BadInput
from newscrawl.runner.output.consoles import err
from newscrawl.web.host_names import host_in_ascii

# `htp://`, `https:/`, `https//`, `https:`: what was to be http:// or https://.
MISTYPED = re.compile(r"^h?[tp]{1,4}(s?)(?::/{0,2}|//)(?=[^/])", re.IGNORECASE)


def usable(urls: Sequence[str]) -> list[str]:
    """Return those of *urls* that can be asked, and say what is wrong with others. Raises `BadInput` where none can."""
    found, problems = [], []
    for url in urls:
        try:
            found.append(checked(url))
        except BadInput as error:
            problems.append(error)
    if not found and problems:
        raise problems[0]
    for problem in problems:
        err.print(f"newscrawl: {problem}; the others are crawled", soft_wrap=True, markup=False)
    return found


def checked(url: str) -> str:
    """Return *url* if it is a web address whose host is known. Raises `BadInput`."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        port = parts.port
    except ValueError:
        raise BadInput(f"{url} is no web address: give one such as https://www.lessor.ml/") from None
    if not url.rpartition(":")[2].strip("/"):
        raise BadInput(f"{url} names no site: give an address such as https://www.lessor.ml/")
    if parts.scheme not in ("http", "https") or not host:
        raise BadInput(f"{url} has no http:// or https:// in front: did you mean {meant(url)}?")
    try:
        socket.getaddrinfo(host_in_ascii(host) or host, port or 80)
    except (OSError, UnicodeError):
        raise BadInput(f"the host {host} is unknown: check the spelling and the network connection") from None
    return url


def meant(url: str) -> str:
    """Return the web address that *url*, which is none, may stand for.

    >>> meant("htp://example.org/"), meant("https:/example.org"), meant("example.org")
    ('http://example.org/', 'https://example.org', 'https://example.org')
    """
    match = MISTYPED.match(url)
    if match:
        return f"http{match[1].lower()}://{url[match.end() :]}"
    return f"https://{url.rpartition('://')[2].lstrip(':/')}"
