"""A crawl from Python: its articles as they come, out of a process of its own (Twisted's reactor runs once only)."""

import json
import logging
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.errors import BadInput, NewscrawlError
from newscrawl.items import NewsArticle, as_record
from newscrawl.publishers.choice import GENERAL
from newscrawl.runner.output.logs import log_to_console
from newscrawl.runner.running.crawling import AT_ONCE, Crawling
from newscrawl.runner.running.crawls import Crawl, by_site
from newscrawl.runner.running.feeds import stated_feeds
from newscrawl.runner.running.run_settings import MODULE, project_settings, require_known, stated_settings
from newscrawl.storage import Store
from newscrawl.storage.articles.from_record import rebuilt
from newscrawl.storage.database.address import parse
from newscrawl.web.given import given, given_all, shown

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 30.0


def crawl(
    urls: str | Iterable[str], *, store: str | Store | None = None, settings: Mapping[str, Any] | str | None = None
) -> Iterator[NewsArticle]:
    """Crawl the sites at *urls* and yield each new or changed article as it comes.

    *store*: the store to fill, or its URL; without one, nothing is kept and every article is new. *settings*: some of
    Scrapy's and newscrawl's, by name, or the name of a module of them. What ends badly is logged as a warning; whoever
    stops early ends the crawl. Raises `NewscrawlError` for what cannot be used.
    """
    urls = given_all(urls, str, "an address", "give it as text, such as https://www.lessor.ml/")
    overrides: dict[str, Any] = stated_settings(settings, ()) if isinstance(settings, str) else _stated(settings or {})
    url = str(store.database.engine.url.render_as_string(False)) if isinstance(store, Store) else store
    if url is not None:
        parse(url)
    if url is not None:
        overrides["NEWSCRAWL_STORE"] = url
    elif MODULE not in overrides:
        overrides.setdefault("NEWSCRAWL_STORE", "")
    return _articles(urls, overrides)


def _stated(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return *settings*, which are handed to another process; raises `BadInput` for what cannot be."""
    found = dict(
        given(settings, Mapping, "settings", 'give a dict, such as {"LOG_LEVEL": "INFO"}, or a module\'s name')
    )
    require_known(found, project_settings({}))
    for name, value in found.items():
        try:
            json.dumps(value)
        except (TypeError, ValueError):
            raise BadInput(
                f"the setting {name} is {shown(value)}, which cannot be handed to the process of the crawl: give text, "
                "numbers, lists or dicts; or name a module of settings"
            ) from None
    return found


def _articles(urls: list[str], overrides: dict[str, Any]) -> Iterator[NewsArticle]:
    path = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, sys.path)])
    command = [sys.executable, "-m", __name__]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path}
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        with child.stdin as given:
            json.dump([urls, overrides], given)
        for line in child.stdout:
            said = json.loads(line)
            if "record" in said:
                yield _item(said)
            elif "error" in said:
                raise BadInput(said["error"])
            else:
                logger.warning("%s", said["trouble"])
        if child.wait():
            raise NewscrawlError(f"the crawl's process ended with exit code {child.returncode}; see the lines before")
    finally:
        _end(child)


def _item(said: Mapping[str, Any]) -> NewsArticle:
    module, _, name = said["class"].partition(":")
    kind: type[NewsArticle] = getattr(import_module(module), name)
    return rebuilt(kind, said["record"])


def _end(child: "subprocess.Popen[str]") -> None:
    if child.poll() is None:
        child.terminate()
    try:
        child.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdout is not None:
        child.stdout.close()


class Telling:
    """Scrapy extension of the crawl's process: writes each article to the process that asked."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        telling = cls()
        crawler.signals.connect(telling.item_scraped, signal=signals.item_scraped)
        return telling

    def item_scraped(self, item: Any) -> None:
        """Write *item*, where it is an article."""
        if isinstance(item, NewsArticle):
            _tell({"class": f"{type(item).__module__}:{type(item).__qualname__}", "record": as_record(item)})


def _tell(what: Mapping[str, Any]) -> None:
    sys.__stdout__.write(json.dumps(what) + "\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


def _main() -> None:
    """Crawl what the standard input says, with the articles to the standard output."""
    urls, overrides = json.load(sys.stdin)
    # What components print is not for the process that reads articles.
    sys.stdout = sys.stderr
    try:
        settings = project_settings(overrides)
        settings.set("FEEDS", stated_feeds(settings), priority="cmdline")
        settings.setdefault_in_component_priority_dict("EXTENSIONS", Telling, 900)
        log_to_console(settings)
        waiting = deque(by_site([Crawl(GENERAL, {"url": url}) for url in urls]))
        crawling = Crawling(settings, None, lanes=min(AT_ONCE, len(waiting)))

        async def next_site() -> list[Crawl] | None:
            return waiting.popleft() if waiting else None

        crawling.run(next_site, lambda _: None)
        for ended in crawling.ended:
            if ended.trouble:
                _tell({"trouble": ended.trouble})
    except NewscrawlError as error:
        _tell({"error": str(error)})


if __name__ == "__main__":
    _main()
