"""When pages are rendered."""

from newscrawl.errors import DiscoveryError

AUTO, ALWAYS, NEVER = "auto", "always", "never"
MODES = (AUTO, ALWAYS, NEVER)


def rendering_mode(text: str | None) -> str:
    """Return the mode that *text* names, `auto` where it is empty. Raises `DiscoveryError`.

    >>> rendering_mode("Always"), rendering_mode(None)
    ('always', 'auto')
    """
    mode = (text or AUTO).strip().lower()
    if mode not in MODES:
        raise DiscoveryError(f"render {text!r}: give one of {', '.join(MODES)}")
    return mode
