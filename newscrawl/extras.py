"""Parts that work only with packages which are not always there, and how to get them."""

import shutil
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


def install_hint(extra: str) -> str:
    """Return the shell command that installs what *extra* of pyproject.toml names, for this Python and this copy of
    newscrawl: a source tree that is used in place is installed as such."""
    here = Path(sys.prefix) / "bin" / "pip"
    pip = "pip" if not here.exists() or shutil.which("pip") == str(here) else str(here)
    if not (HOME / "pyproject.toml").exists():
        return f"{pip} install 'newscrawl[{extra}]'"
    source = "." if Path.cwd() == HOME else HOME
    return f"{pip} install -e '{source}[{extra}]'"
