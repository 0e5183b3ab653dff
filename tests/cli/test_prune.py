"""`newscrawl prune` deletes what it says, and with `--dry-run` nothing."""

import json
from pathlib import Path

from newscrawl.storage import Page, Store
from tests.cli.conftest import Command

OLD, NEW, OTHER = "paper.example-2020-01-02.jsonl", "paper.example-2999-01-02.jsonl", "notes-of-2020-01-02.txt"


def test_a_dry_run_says_what_would_go(command: Command, filled: str, tmp_path: Path) -> None:
    with Store.open(filled) as store:
        store.record_pages([Page(url="https://a.example/", kind="feed", status=200, fetched_at="2020-01-01T00:00:00Z")])
    folder = tmp_path / "feeds"
    folder.mkdir()
    for name in (OLD, NEW, OTHER, "news-2020-01-02T10-00-00+00-00.jsonl"):
        (folder / name).write_text("{}\n")
    words = ["prune", "pages", "feeds", "fates", "--older-than", "30d", "--store", filled, "--feeds", str(folder)]
    told = command(*words, "--dry-run", "--json")
    assert told.code == 0
    assert json.loads(told.out) == [
        {"kind": "pages", "count": 1},
        {"kind": "feeds", "count": 2, "bytes": 6},
        {"kind": "fates", "count": 0},
    ]
    assert len(list(folder.iterdir())) == 4
    assert command(*words, "--json").out == told.out
    assert {path.name for path in folder.iterdir()} == {NEW, OTHER}
    assert command("vacuum", "--store", filled).code == 0


def test_what_cannot_be_meant_is_refused(command: Command, filled: str) -> None:
    for words in (["fates"], ["fates", "--older-than", "1h"], ["articles", "--older-than", "30d"]):
        done = command("prune", *words, "--store", filled)
        assert (done.code, "Traceback" in done.err) == (2, False), words
