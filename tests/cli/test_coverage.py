"""`newscrawl coverage` on the replica: a sitemap that lacks 30 of 160, a feed of 20, and no listings."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from newscrawl.demo import DemoServer
from newscrawl.storage import Store
from tests.cli.conftest import Command
from tests.sites.accounts.replica import ReplicaWithSources
from tests.storage.builders import article

Run = Callable[..., "CompletedProcess[str]"]
QUICK = ("--set", "AUTOTHROTTLE_ENABLED=False", "--set", "CONCURRENT_REQUESTS_PER_DOMAIN=16")


def test_without_listings_the_estimate_says_how_many_exist(newscrawl: Run) -> None:
    lacking = frozenset(random.Random(7).sample(range(160), 30))
    with DemoServer(ReplicaWithSources(lacking)) as server:
        assert newscrawl("crawl", server.url + "/", *QUICK).returncode == 0
    (found,) = json.loads(newscrawl("coverage", "--json").stdout)
    assert (found["articles"], found["seen_by"]["sitemap"], found["seen_by"]["feed"]) == (160, 130, 20)
    assert found["first_seen_by"]["link"] + found["first_seen_by"]["sitemap"] + found["first_seen_by"]["feed"] == 160
    guess = found["best_pair"]["estimate"]
    assert guess["articles"] == pytest.approx(160, abs=15)
    assert guess["low"] <= 160 <= guess["high"]
    shown = newscrawl("coverage", found["site"]).stdout
    assert "81%" in shown
    assert "in both" in shown


def test_a_site_that_is_not_stored_is_told_with_the_nearest(tmp_path: Path, command: Command) -> None:
    with Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db") as store:
        store.save(article())
    assert (command("coverage", "papr.example").code, command("coverage", "--since", "soon").code) == (1, 2)
    assert "did you mean paper.example?" in command("coverage", "papr.example").err
    assert "no estimate" in command("coverage", "paper.example").out
