"""newscrawl inside another Scrapy project."""

import os
import subprocess
import sys

import pytest

from newscrawl.demo import DemoServer, DemoSite
from newscrawl.storage import Store
from tests.conftest import ROOT
from tests.waiting import PATIENCE

SPIDER = """
import newscrawl
from scrapy import Spider

class Mine(Spider):
    name = "mine"
    start_urls = [{url!r}]
    custom_settings = {settings}

    def parse(self, response):
        yield newscrawl.extract(response.body, response.url)
"""


@pytest.fixture
def log_of(tmp_path):
    """Return `crawl(settings)`, which runs a foreign spider on one page of the demo."""

    def crawl(**settings):
        with DemoServer(DemoSite("semantic")) as server:
            url = DemoSite("semantic").truth(server.url)[0].canonicalUrl
            (tmp_path / "mine.py").write_text(SPIDER.format(url=url, settings=settings))
            environment = os.environ | {"PYTHONPATH": str(ROOT), "NEWSCRAWL_STORE": "sqlite:///store.db"}
            environment.pop("SCRAPY_SETTINGS_MODULE", None)
            command = [sys.executable, "-m", "scrapy", "runspider", "mine.py"]
            done = subprocess.run(
                command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=PATIENCE
            )
            return done.stderr

    return crawl


def test_one_line_of_settings_fills_a_store(log_of, tmp_path):
    log = log_of(ADDONS={"newscrawl.Addon": 500})
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        assert [article.contentHash is not None for article in store.articles()] == [True], log


def test_the_pipeline_alone_fails_at_the_start(log_of, tmp_path):
    log = log_of(ITEM_PIPELINES={"newscrawl.pipelines.store.StorePipeline": 300})
    assert "newscrawl.Addon" in log
    assert "item_scraped_count" not in log
    assert not (tmp_path / "store.db").exists()
