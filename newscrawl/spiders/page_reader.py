"""Reads a response with the page object of its publisher, else as any news page."""

from functools import cache
from typing import Any

import andi
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_poet.downloadermiddlewares import DEFAULT_PROVIDERS
from scrapy_poet.injection import Injector
from web_poet.pages import is_injectable

from newscrawl.errors import ArgumentError
from newscrawl.extraction.extract import extract_document
from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle
from newscrawl.publishers.publisher import Page, Publisher
from newscrawl.publishers.reading import read_with, with_declared
from newscrawl.publishers.registry import Registry


class PageReader:
    """Reads pages by what *registry* knows.

    *page*: the page object for every page, whatever the address. *name*: the publisher that every site is taken for.
    Raises `ArgumentError`.
    """

    def __init__(self, registry: Registry, page: Page | None = None, name: str | None = None) -> None:
        self._registry = registry
        self._page = page
        self._publisher = registry.named(name) if name else None
        if name and self._publisher is None:
            raise ArgumentError(f"there is no publisher {name!r}")
        self._crawler: Crawler | None = None
        self._injector: Injector | None = None
        self._plan = cache(self._planned)

    def attach(self, crawler: Crawler) -> None:
        """Say whose crawl it reads for: page objects are given what they ask for by its providers."""
        self._crawler = crawler

    def publisher_of(self, url: str) -> Publisher | None:
        """Return the publisher of the page at *url*."""
        return self._publisher or self._registry.publisher_of(url)

    def start(self, url: str) -> str:
        """Return the address to start at instead of *url*: that of the publisher's origin, where it has one."""
        publisher = self.publisher_of(url)
        return publisher.start(url) if publisher else url

    async def read(self, response: Response, document: Document, prior: float) -> NewsArticle | None:
        """Return the article on the page, or None where it is none; *prior* as in `extract_document`."""
        publisher = self.publisher_of(response.url)
        page = self._page or self._registry.page_for(response.url, publisher)
        if page is None:
            article = extract_document(document, prior)
        else:
            article = await read_with(lambda: self._build(page, response), document, prior)
        return with_declared(article, publisher) if article and publisher else article

    async def _build(self, page: Page, response: Response) -> Any:
        """Return the page object of class *page*, with what it asks for from the crawl's providers (scrapy-poet)."""
        assert response.request is not None
        plan = self._plan(page)
        instances = await self._providers().build_instances(response.request, response, plan)
        return page(**plan.final_kwargs(instances))

    def _planned(self, page: Page) -> andi.Plan:
        provided = self._providers().is_class_provided_by_any_provider
        return andi.plan(page, is_injectable=is_injectable, externally_provided=provided)

    def _providers(self) -> Injector:
        if self._injector is None:
            assert self._crawler is not None
            self._injector = Injector(self._crawler, default_providers=DEFAULT_PROVIDERS)
        return self._injector
