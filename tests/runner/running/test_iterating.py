"""`newscrawl.crawl`: a crawl from Python, article by article."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import newscrawl
from newscrawl.errors import NewscrawlError
from tests.cli.test_crawl_list import small_site
from tests.spiders.serving import Site, serving

SETTINGS = {"AUTOTHROTTLE_ENABLED": False}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(small_site()) as site:
        yield site


def test_it_yields_every_article_and_keeps_nothing(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = list(newscrawl.crawl(site.url, settings=SETTINGS))
    assert sorted(article.headline for article in found) == ["Story 0", "Story 1", "Story 2"]
    assert {type(article) for article in found} == {newscrawl.NewsArticle}
    assert list(tmp_path.iterdir()) == []


def test_with_a_store_it_yields_only_what_is_new(site: Site, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    assert len(list(newscrawl.crawl([site.url], store=url, settings=SETTINGS))) == 3
    with newscrawl.Store.open(url) as store:
        assert len(list(store.articles())) == 3
        assert list(newscrawl.crawl([site.url], store=store, settings=SETTINGS)) == []


def test_settings_may_be_a_module_and_items_a_class_of_one_s_own(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "oursettings.py").write_text(
        "from newscrawl.settings import *\nNEWSCRAWL_STORE = ''\nNEWSCRAWL_PUBLISHERS = 'ourpages'\n"
    )
    (tmp_path / "ourpages.py").write_text(
        "import attrs\nfrom web_poet import Returns, field, handle_urls\n"
        "from newscrawl import NewsArticle, NewsArticlePage\n"
        "@attrs.define(kw_only=True)\nclass DeskArticle(NewsArticle):\n    desk: str | None = None\n"
        "@handle_urls('127.0.0.1')\nclass DeskPage(NewsArticlePage, Returns[DeskArticle]):\n"
        "    @field\n    def desk(self):\n        return 'town'\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    found = list(newscrawl.crawl(site.url, settings="oursettings"))
    assert [(type(article).__name__, article.desk) for article in found] == [("DeskArticle", "town")] * 3


def test_who_stops_early_ends_the_crawl(site: Site) -> None:
    articles = newscrawl.crawl(site.url, settings=SETTINGS)
    next(articles)
    articles.close()
    asked = site.asked.total()
    assert asked == site.asked.total()


@pytest.mark.parametrize(
    ("url", "settings"), [("www.example.org", {}), ("http://127.0.0.1:9/", {"NEWSCRAWL_PUBLISHERS": "nowhere"})]
)
def test_what_cannot_be_used_is_raised(url: str, settings: dict[str, str]) -> None:
    with pytest.raises(NewscrawlError):
        list(newscrawl.crawl(url, settings=settings))


def test_a_script_needs_no_guard(site: Site, tmp_path: Path) -> None:
    script = f"import newscrawl\nprint(len(list(newscrawl.crawl({site.url!r}))))\n"
    (tmp_path / "script.py").write_text(script)
    environment = {"PYTHONPATH": str(Path(newscrawl.__file__).parents[1])}
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.stdout == "3\n", done.stderr
