"""`scrapy crawl`: what differs from Scrapy's own."""

import argparse
import gc
import sys
from collections.abc import Iterator

import pytest
from scrapy.commands import crawl

from newscrawl.commands.crawl import Command
from newscrawl.runner.running.interpreter import COLLECT_AFTER


@pytest.fixture
def as_before() -> Iterator[None]:
    """Undo what is done to Python."""
    threshold, seconds = gc.get_threshold(), sys.getswitchinterval()
    yield
    gc.set_threshold(*threshold)
    sys.setswitchinterval(seconds)
    gc.unfreeze()


@pytest.mark.usefixtures("as_before")
def test_what_is_loaded_is_not_looked_through_while_it_crawls_and_as_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(
        crawl.Command, "run", lambda *_: seen.append((gc.get_threshold()[0], gc.get_freeze_count() > 0))
    )
    Command().run(["news"], argparse.Namespace())
    assert seen == [(COLLECT_AFTER, True)]
