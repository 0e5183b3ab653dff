"""One browser a process, however many crawls run in it."""

from pathlib import Path

import attrs

from newscrawl.rendering.browser import Browser

_LENT: "dict[Path, _Lent]" = {}


@attrs.define
class _Lent:
    browser: Browser
    users: int = 0


def lend(path: Path, at_once: int) -> Browser:
    """Return the process's browser at *path*, which renders so many pages *at_once*; give it back with `give_back`."""
    lent = _LENT.setdefault(path, _Lent(Browser(path, at_once)))
    lent.users += 1
    return lent.browser


async def give_back(browser: Browser) -> None:
    """Say that a crawl needs *browser* no more; the last one ends it."""
    lent = _LENT[browser.path]
    lent.users -= 1
    if not lent.users:
        del _LENT[browser.path]
        await browser.close()
