"""Which browser there is: playwright drives the system's Chromium; none is ever downloaded."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from newscrawl.errors import BadInput
from newscrawl.extras import install_hint

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def browser_path(stated: str = "") -> Path | None:
    """Return the browser that the user *stated* (a path, or a name on the PATH), by default the first of `NAMES` on the
    PATH; `None` where there is none. Raises `BadInput` where what was stated is none."""
    if stated:
        found = shutil.which(stated)
        if found is None:
            raise BadInput(f"there is no browser {stated}: set NEWSCRAWL_BROWSER to the path of a Chromium")
        return Path(found)
    paths = (shutil.which(name) for name in NAMES)
    return next((Path(path) for path in paths if path is not None), None)


def what_is_missing(stated: str = "") -> str:
    """Return what keeps pages from being rendered here, and how to get it; empty where nothing does.

    *stated* as in `browser_path`. Raises `BadInput`.
    """
    if find_spec("playwright") is None:
        return f"the extra render is not installed: {install_hint('render')}"
    if browser_path(stated) is None:
        return "there is no Chromium here: install one (apt install chromium), or name it with NEWSCRAWL_BROWSER"
    return ""
