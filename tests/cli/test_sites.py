"""`newscrawl sites`: a list is named as an argument or by --sites; what is in it is shown."""

import json
from pathlib import Path

import pytest

LIST = """
[[site]]
url = "https://www.paper.example/"
tags = ["daily", "mali"]
every = "6h"

[[site]]
url = "https://other.example/"
spider = "lessor"
"""


@pytest.mark.parametrize("words", [["mine.toml"], ["--sites", "mine.toml"]])
@pytest.mark.parametrize("name", ["check", "list"])
def test_the_list_is_an_argument_too(command, tmp_path: Path, name: str, words: list[str]) -> None:
    (tmp_path / "mine.toml").write_text(LIST)
    done = command("sites", name, *words)
    assert (done.code, done.err) == (0, "")
    assert ("2 sites, all sound" in done.out) == (name == "check")


def test_sites_are_listed(command, tmp_path: Path) -> None:
    (tmp_path / "sites.toml").write_text(LIST)
    first, second = json.loads(command("sites", "list", "--json").out)
    url = "https://www.paper.example/"
    assert first == {"site": "paper.example", "url": url, "tags": "daily mali", "every": "6h", "spider": "news"}
    assert (second["every"], second["spider"]) == ("as it publishes", "lessor")
    assert command("sites", "list", "--tsv").out.splitlines()[1].split("\t")[0] == "paper.example"


@pytest.mark.parametrize("name", ["check", "list"])
def test_a_list_that_is_not_there(command, name: str) -> None:
    done = command("sites", name, "none.toml")
    assert (done.code, done.out) == (2, "")
    assert "there is no none.toml" in done.err
