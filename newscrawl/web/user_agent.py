"""An honest user agent: what asks, and whom to write to."""

import re
from typing import Final

from newscrawl import __version__
from newscrawl.errors import BadInput

# desk@example.org, https://www.example.org/crawler
_REACHABLE: Final = re.compile(r"[^\s@<>(),;]+@[\w-]+(?:\.[\w-]+)+|https?://[\w-]+(?:[.:][\w-]+)+\S*", re.IGNORECASE)


def user_agent(contact: str) -> str:
    """Return the user agent of a crawl that answers to *contact*, which holds an e-mail address or that of a web page,
    or is empty. Raises `BadInput` for another.

    >>> user_agent("https://example.org/crawler").endswith("(+https://example.org/crawler)")
    True
    """
    name = f"newscrawl/{__version__}"
    # A header is one line of ASCII, and nothing in it may end the comment.
    plain = "".join(c for c in checked_contact(contact) if c.isascii() and c.isprintable() and c not in "()").strip()
    return f"{name} (+{plain})" if plain else name


def checked_contact(contact: str) -> str:
    """Return *contact* where it is empty, or somebody can be reached by it; raises `BadInput`."""
    found = _REACHABLE.search(contact)
    if contact.strip() and found is None:
        raise BadInput(
            f"the contact {contact!r} is no e-mail address and no web page: site owners see it; give one such as "
            "desk@example.org or https://www.example.org/crawler"
        )
    if found is not None and not found[0].isascii():
        raise BadInput(f"the contact {found[0]!r} cannot stand in a header of HTTP: give it in ASCII, as its xn-- form")
    return contact
