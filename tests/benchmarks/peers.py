"""The libraries that newscrawl is measured against: a benchmark that lacks one says so and stops."""

import sys
from collections.abc import Iterable
from importlib.util import find_spec

INSTALL = "pip install -U pip && pip install -c constraints.txt -e '.[bench]'"

MODULES = {
    "trafilatura": "trafilatura",
    "trafilatura-fast": "trafilatura",
    "newspaper4k": "newspaper",
    "readability-lxml": "readability",
    "resiliparse": "resiliparse",
}
"""The module of each reader that is not newscrawl's own."""


def require(names: Iterable[str]) -> None:
    """Exit with status 1 and what to install where one of the readers *names* cannot be imported."""
    missing = [name for name in names if name in MODULES and find_spec(MODULES[name]) is None]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)}. Install them with: {INSTALL}; or leave them out")
