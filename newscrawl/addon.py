"""newscrawl inside another Scrapy project, by one line of its settings."""

from typing import Any

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

import newscrawl.settings as ours

COMPONENTS = ("ITEM_PIPELINES", "EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES")

# What is the project's own (its name, spiders, commands, feeds, log and user agent) or the process's, which has begun.
LEFT = frozenset(
    "BOT_NAME SPIDER_MODULES NEWSPIDER_MODULE COMMANDS_MODULE ADDONS FEEDS LOG_LEVEL USER_AGENT "
    "ASYNCIO_EVENT_LOOP TWISTED_DNS_RESOLVER".split()
).union(COMPONENTS)

PRIORITY = "addon"
PAGE_OBJECTS = "scrapy_poet.Addon"


class Addon:
    """Scrapy add-on: `ADDONS = {"newscrawl.Addon": 500}` turns on newscrawl's pipelines, extensions and middlewares.

    Its settings are taken where the project has none of its own. Any spider that yields `newscrawl.NewsArticle` fills
    the store that `NEWSCRAWL_STORE` names, and page objects are injected into callbacks (scrapy-poet).
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Change *settings* of a crawl that is about to begin."""
        for name, value in vars(ours).items():
            if name.isupper() and name not in LEFT:
                settings.set(name, value, PRIORITY)
        for name in COMPONENTS:
            for path, order in getattr(ours, name).items():
                settings.setdefault_in_component_priority_dict(name, load_object(path), order)
        for path in (*ours.ADDONS, PAGE_OBJECTS):
            other: Any = load_object(path)()
            other.update_settings(settings)
