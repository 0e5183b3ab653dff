"""The spiders that crawl a site: newscrawl's, and those of the modules that a user's settings name."""

import os
from collections.abc import Collection, Iterator
from functools import cached_property

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.errors import BadInput
from newscrawl.publishers.choice import OF_COMMANDS
from newscrawl.runner.running.run_settings import MODULE, project_settings, stated_settings

MODULE_VARIABLES = (MODULE, "SCRAPY_SETTINGS_MODULE")


class SiteSpiders(Collection[str]):
    """Names of spiders as *settings* know them, by default those that the environment names; found out when asked for,
    as that loads the spiders. Raises `BadInput` where these cannot be loaded."""

    def __init__(self, settings: BaseSettings | None = None) -> None:
        self._settings = settings

    @cached_property
    def _names(self) -> list[str]:
        module = next((name for variable in MODULE_VARIABLES if (name := os.environ.get(variable))), None)
        settings = self._settings or project_settings(stated_settings(module, ()))
        try:
            found = get_spider_loader(settings).list()
        except (ImportError, SyntaxError) as error:
            raise BadInput(f"SPIDER_MODULES: the spiders cannot be loaded: {error}") from None
        return sorted(set(found) - OF_COMMANDS)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
