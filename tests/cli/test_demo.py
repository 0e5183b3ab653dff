"""`newscrawl demo`: the README's first command."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., "CompletedProcess[str]"]


def test_the_demo_leaves_a_feed_and_a_store_and_says_what_comes_next(newscrawl: Run, tmp_path: Path) -> None:
    done = newscrawl("demo")
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in (tmp_path / "output/demo.jsonl").read_text("utf-8").splitlines()]
    assert len(records) == len({record["articleId"] for record in records}) >= 150
    assert "output/demo.jsonl" in done.stdout
    assert "output/demo.db" in done.stdout
    assert "Next:" in done.stdout

    store = ("--store", "sqlite:///output/demo.db")
    exported = newscrawl("export", "articles", "again.jsonl", *store)
    assert exported.returncode == 0, exported.stderr
    again = [json.loads(line) for line in (tmp_path / "again.jsonl").read_text("utf-8").splitlines()]
    assert {record["articleId"]: record for record in again} == {record["articleId"]: record for record in records}

    assert newscrawl("export", "links", "links.graphml", *store).returncode == 0
    assert newscrawl("export", "people", "people.csv", *store).returncode == 0
    assert json.loads(newscrawl("graph", "cited", "--json", *store).stdout)[0]["citations"] > 1
    assert "ambulance" in newscrawl("search", "ambulance", *store).stdout
    assert "finished" in newscrawl("status", *store).stdout
    assert "version 1" in newscrawl("history", records[0]["canonicalUrl"], *store).stdout


def test_an_unknown_rendition_is_refused_in_one_line(newscrawl: Run) -> None:
    done = newscrawl("demo", "--rendition", "golden")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "semantic" in done.stderr


@pytest.mark.parametrize("command", [(), ("--help",), ("export", "--help"), ("graph", "--help"), ("crawl", "--help")])
def test_help_teaches(newscrawl: Run, command: tuple[str, ...]) -> None:
    done = newscrawl(*command)
    assert "Usage" in done.stdout + done.stderr
