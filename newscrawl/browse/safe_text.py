"""Text from the web, made fit to be shown: what could rewrite the page around it is taken out, and what is endless cut.

Escaping is the templates' work; this is about what remains harmful when escaped.
"""

from urllib.parse import urlsplit

from newscrawl.web.foreign_text import displayed

LINE = 600
"""Characters of a headline, name or teaser that are shown."""

PARAGRAPH = 20_000
BODY = 400_000
"""Characters of an article that are shown: some 60,000 words."""


def shown(text: object, limit: int = LINE) -> str:
    """Return *text* without controls that turn or hide what stands beside it, cut to *limit* characters.

    >>> shown("a\\u202egpj.exe", 4)
    'agpj…'
    """
    plain = displayed("" if text is None else str(text))
    return plain if len(plain) <= limit else plain[:limit] + "…"


def web(url: object) -> str | None:
    """Return *url* if a link may lead there: http and https alone, never `javascript:` or `data:`.

    >>> web("https://a.example/"), web(" javascript:alert(1)")
    ('https://a.example/', None)
    """
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def paragraphs(body: str | None) -> list[str]:
    """Return the paragraphs of an article's text, in all at most `BODY` characters."""
    found: list[str] = []
    left = BODY
    for part in (body or "").split("\n\n"):
        if left <= 0:
            return [*found, "…"]
        text = shown(part, min(left, PARAGRAPH))
        left -= len(text)
        if text.strip():
            found.append(text)
    return found
