"""Imports go down the rooms, never up: what each room may know of the others."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "newscrawl"
ALLOWED = {
    "items": set(),
    "signals": set(),
    "settings": set(),
    "schema": set(),
    "extraction": {"items"},
    "pages": {"extraction", "items"},
    "discovery": {"extraction", "items"},
    "storage": {"items", "extraction"},
    "pipelines": {"storage", "extraction", "items", "signals"},
    "middlewares": {"storage", "extraction", "discovery", "items", "signals"},
    "sites": {"discovery", "storage", "extraction", "items"},
    "browse": {"sites", "storage", "items"},
    "spiders": {"pages", "discovery", "storage", "extraction", "items", "signals"},
    "demo": {"items", "extraction"},
}


def imported(path: Path) -> set[str]:
    """Return the rooms that the module at *path* imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "newscrawl" else [f"newscrawl.{a.name}" for a in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("newscrawl.")}
    return found - {"__version__"}


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    files = (PACKAGE / room).rglob("*.py") if (PACKAGE / room).is_dir() else [PACKAGE / f"{room}.py"]
    breaches = {
        str(path.relative_to(PACKAGE)): wrong for path in files if (wrong := imported(path) - ALLOWED[room] - {room})
    }
    assert breaches == {}
