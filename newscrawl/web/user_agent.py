"""An honest user agent: what asks, and whom to write to."""

from newscrawl import __version__


def user_agent(contact: str) -> str:
    """Return the user agent of a crawl that answers to *contact* (an e-mail address or a web page; may be empty).

    >>> user_agent("https://example.org/crawler").endswith("(+https://example.org/crawler)")
    True
    """
    name = f"newscrawl/{__version__}"
    # A header is one line of ASCII, and nothing in it may end the comment.
    plain = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()").strip()
    return f"{name} (+{plain})" if plain else name
