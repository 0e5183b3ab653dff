"""Every example of the documentation runs, and prints what it is said to print."""

import contextlib
import io
import json
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest
import typer

from newscrawl import settings
from newscrawl.cli import app
from newscrawl.runner.running.site_spiders import SiteSpiders
from newscrawl.schema import schema_text
from newscrawl.sites.listing.reading import check_sites
from tests.docs.blocks import PAGES, ROOT, Block, blocks, demo_folder, ran, session

NEWSCRAWL = re.compile(r"^(?:\S*/)?newscrawl (?P<words>.+)$")
EXAMPLES = [(path.stem, block) for path in PAGES for block in blocks(path)]


def of(*languages: str) -> list[object]:
    found = [(name, block) for name, block in EXAMPLES if block.language in languages]
    return [pytest.param(block, id=f"{name}-{number}") for number, (name, block) in enumerate(found)]


@pytest.fixture(scope="module", autouse=True)
def folder():
    with demo_folder() as found:
        yield found


@pytest.mark.parametrize("block", of("console"))
def test_a_session_prints_what_is_shown(block: Block) -> None:
    for command, output in session(block.text):
        assert ran(command).rstrip() == output.rstrip(), command


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_python_runs_and_prints_what_is_shown(path: Path) -> None:
    names: dict[str, object] = {}
    for block in blocks(path):
        if block.language == "python":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(block.text, str(path), "exec"), names)
            if block.output is not None:
                assert printed.getvalue() == block.output


@pytest.mark.parametrize("block", of("sh"))
def test_commands_have_the_options_that_are_shown(block: Block) -> None:
    command = typer.main.get_command(app)
    for line in re.split(r"\n|&&", block.text):
        match = NEWSCRAWL.match(line.strip())
        if match:
            context = command.make_context("newscrawl", shlex.split(match["words"]), resilient_parsing=False)
            _parse(command, context)


def _parse(group, context) -> None:
    """Parse down to the last sub-command; raises `click.UsageError` for what it does not know."""
    if hasattr(group, "resolve_command"):
        words = [*context._protected_args, *context.args]
        name, command, rest = group.resolve_command(context, words)
        _parse(command, command.make_context(name, list(rest), parent=context))


@pytest.mark.parametrize("block", of("toml"))
def test_lists_of_sites_are_sound(block: Block) -> None:
    if "[[site]]" in block.text:
        assert check_sites(block.text, SiteSpiders())[1] == []
    else:
        tomllib.loads(block.text)


@pytest.mark.parametrize("block", of("json"))
def test_json_is_json(block: Block) -> None:
    json.loads(block.text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists(), target


def test_readme_links_every_page() -> None:
    readme = PAGES[0].read_text("utf-8")
    assert [page.stem for page in PAGES[1:] if f"newscrawl/docs/{page.name}" not in readme] == []


def test_every_field_is_explained() -> None:
    page = (ROOT / "newscrawl/docs/record.md").read_text("utf-8")
    assert [name for name in json.loads(schema_text())["properties"] if f"`{name}`" not in page] == []


def test_every_setting_is_explained() -> None:
    page = (ROOT / "newscrawl/docs/settings.md").read_text("utf-8")
    names = [name for name in vars(settings) if name.startswith("NEWSCRAWL_")]
    assert [name for name in names if f"`{name}`" not in page] == []


def test_every_benchmark_is_explained() -> None:
    folder = ROOT / "tests" / "benchmarks"
    page = (folder / "README.md").read_text("utf-8")
    programs = [path.name for path in folder.glob("*.py") if "__main__" in path.read_text("utf-8")]
    assert programs
    assert [name for name in programs if f"`{name}" not in page] == []


@pytest.mark.parametrize(("version", "ends"), [((3, 10, 13), True), ((3, 11, 0), False), ((3, 14, 1), False)])
def test_an_old_python_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], ends: bool
) -> None:
    program = re.search(r"python3 -c '([^']+)'", PAGES[0].read_text("utf-8"))
    assert program is not None
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(sys, "version", ".".join(map(str, version)) + " (main)")
    if not ends:
        exec(program[1])
        return
    with pytest.raises(SystemExit, match=r"^newscrawl needs Python 3\.11 or newer; python3 is 3\.10\.13$"):
        exec(program[1])


def test_docs_are_printed_by_a_command() -> None:
    assert "record" in ran("newscrawl docs")
    assert ran("newscrawl docs record").startswith("# The record")
    assert "did you mean record?" in ran("newscrawl docs recrod")
