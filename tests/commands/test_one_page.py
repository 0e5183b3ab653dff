"""Scrapy's commands for one page, on a page that stands on this machine."""

import os
import subprocess
import sys

import pytest

from newscrawl.demo import DemoServer, DemoSite
from tests.conftest import ROOT
from tests.waiting import PATIENCE


@pytest.fixture(scope="module")
def url():
    with DemoServer(DemoSite("semantic")) as server:
        yield DemoSite("semantic").truth(server.url)[0].canonicalUrl


@pytest.mark.parametrize(
    ("words", "says"),
    [(["shell", "{}", "-c", "response.status"], "200"), (["parse", "{}"], "'articleBody'")],
)
def test_the_page_is_asked_for_and_nothing_is_stored(url, tmp_path, words, says):
    command = [sys.executable, "-m", "scrapy", *(word.format(url) for word in words)]
    environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert says in done.stdout
    assert list(tmp_path.iterdir()) == []
