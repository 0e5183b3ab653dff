"""Imports go down the rooms, never up, and never in a circle: what each room may know of the others."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "newscrawl"
GROUND = {"items", "schema", "signals", "errors", "extras", "settings", "fates", "seen_by", "source_notes"}
READING = GROUND | {"web"}
ALLOWED: dict[str, set[str]] = {
    "items": set(),
    "fates": {"errors", "seen_by"},
    "seen_by": set(),
    "source_notes": set(),
    "schema": {"items"},
    "errors": set(),
    "extras": set(),
    "settings": set(),
    "addon": {"settings"},
    "signals": {"items"},
    "web": {"items", "errors"},
    "extraction": READING,
    "discovery": READING | {"extraction"},
    "publishers": READING | {"extraction"},
    "storage": READING,
    "archive": GROUND | {"web"},
    "rendering": GROUND | {"web"},
    "pipelines": READING | {"storage", "extraction", "extensions"},
    "extensions": READING | {"storage", "extraction"},
    "middlewares": READING | {"storage", "extraction", "extensions", "archive", "rendering", "discovery"},
    "spiders": READING | {"archive", "discovery", "publishers", "storage", "extensions", "extraction"},
    "sites": READING | {"storage", "discovery", "publishers", "extraction", "rendering"},
    "runner": READING
    | {"pipelines", "archive", "extraction", "spiders", "storage", "sites", "publishers", "middlewares", "extensions"},
    "browse": READING | {"archive", "extraction", "storage", "sites"},
    "demo": {"items", "web"},
}


def modules() -> dict[str, Path]:
    """Return every module of the package by its dotted name."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path, *, at_import: bool = False) -> set[str]:
    """Return what the module at *path* imports of the package; *at_import*: leave out what its functions import."""
    tree = ast.parse(path.read_text("utf-8"))
    nodes = tree.body if at_import else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.startswith("newscrawl.")}


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    files = list((PACKAGE / room).rglob("*.py")) if (PACKAGE / room).is_dir() else [PACKAGE / f"{room}.py"]
    assert files
    breaches = {
        str(path.relative_to(PACKAGE)): wrong
        for path in files
        if (wrong := {name.split(".")[1] for name in imported(path)} - ALLOWED[room] - {room, "__version__"})
    }
    assert breaches == {}


def test_every_room_is_held() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - {"__init__", "__main__", "cli", "commands", "__pycache__"} == set(ALLOWED)


def test_no_modules_import_each_other_in_a_circle() -> None:
    known = modules()
    graph = {name: imported(path, at_import=True) & known.keys() - {name} for name, path in known.items()}
    # A package's own face may name its modules.
    edges = {name: {other for other in others if not name.startswith(f"{other}.")} for name, others in graph.items()}
    try:
        list(TopologicalSorter(edges).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def loaded_in_order(statement: str) -> list[str]:
    """Return the modules that a fresh Python has loaded after *statement*, first those whose loading began first."""
    script = f"{statement}\nimport sys; print(list(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return list(ast.literal_eval(ran.stdout))


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a fresh Python has loaded after *statement*."""
    return set(loaded_in_order(statement))


def test_the_store_loads_neither_a_reader_nor_a_spider() -> None:
    loaded = loaded_by("import newscrawl.storage")
    rooms = {name.split(".")[1] for name in loaded if name.startswith("newscrawl.")}
    assert rooms <= READING - {"items"} | {"storage"}
    assert not loaded & {"scrapy", "twisted", "zyte_common_items", "web_poet", "selectolax", "py3langid"}
    assert "sqlalchemy.dialects.postgresql" not in loaded


def test_the_command_loads_what_it_runs_alone() -> None:
    loaded = loaded_by("import newscrawl.cli")
    assert {name.split(".")[1] for name in loaded if name.startswith("newscrawl.")} <= {
        "cli",
        "errors",
        "runner",
        "web",
    }
    assert not loaded & {"scrapy", "sqlalchemy", "numpy", "lxml", "requests", "tldextract"}


def test_commands_that_ask_the_store_load_nothing_that_crawls_or_reads_pages() -> None:
    asking = ("coverage", "graph", "history", "losses", "quality", "search", "sources", "status")
    loaded = loaded_by("\n".join(f"import newscrawl.cli.{command}" for command in asking))
    assert not loaded & {"scrapy", "twisted", "zyte_common_items", "selectolax", "newscrawl.spiders", "datasette"}


CRAWLS = ("newscrawl.cli.crawl", "newscrawl.commands.crawl", "newscrawl.runner.processes.child")


@pytest.mark.parametrize("start", CRAWLS)
def test_a_crawl_loads_scrapys_tls_before_what_it_would_look_through(start: str) -> None:
    loaded = loaded_in_order(f"import {start}")
    assert loaded.index("scrapy.core.downloader.contextfactory") < loaded.index("sqlalchemy")
