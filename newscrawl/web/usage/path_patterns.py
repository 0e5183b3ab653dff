"""Patterns of paths as robots.txt has them (RFC 9309, 2.2.3), which tdmrep.json and AIPREF have taken over."""

MAX_PATTERN = 2_000
"""Characters of a pattern that count; a longer one fits nothing."""


def fits(pattern: str, path: str) -> bool:
    """Tell whether *path* begins as *pattern* says: `*` stands for anything, `$` at its end for the end of the path.

    Takes time in proportion to the two lengths, whatever the pattern.

    >>> fits("/news/*.html$", "/news/a.html"), fits("/news", "/newsroom"), fits("/a$", "/ab")
    (True, True, False)
    """
    if len(pattern) > MAX_PATTERN:
        return False
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    last = parts.pop() if parts and pattern.endswith("$") else None
    for part in parts:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    if last is not None:
        return len(path) - place >= len(last) and path.endswith(last)
    return not pattern.endswith("$") or place == len(path)


def path_of(url: str) -> str:
    """Return path and query of the canonical *url*, as such patterns are held against.

    >>> path_of("https://example.org/a?b=1")
    '/a?b=1'
    """
    return "/" + url.partition("://")[2].partition("/")[2]
