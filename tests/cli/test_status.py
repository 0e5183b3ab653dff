"""`newscrawl status` before there is anything to tell of."""

from pathlib import Path

from newscrawl.storage import Store
from tests.cli.conftest import Command


def test_a_store_without_articles_is_told_how_to_begin(command: Command, tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/empty.db").close()
    assert "begin with newscrawl crawl" in command("status", "--store", f"sqlite:///{tmp_path}/empty.db").err


def test_articles_that_no_recorded_run_brought_are_told(command: Command, filled: str) -> None:
    said = command("status", "--store", filled).err
    assert "articles of 1 site are stored, but no run is on record" in said
