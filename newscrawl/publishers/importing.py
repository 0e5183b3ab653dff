"""Modules that users name: of an installed package, or beside where the command runs."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

from newscrawl.errors import BadInput


def imported(name: str, what: str) -> ModuleType:
    """Return the module *name*, which holds *what*. Raises `BadInput`."""
    here = str(Path.cwd())
    if "" not in sys.path and here not in sys.path:
        # As `python -m` has it.
        sys.path.append(here)
    try:
        return importlib.import_module(name)
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise BadInput(f"the module {name!r} with {what} cannot be imported: {reason}") from error
