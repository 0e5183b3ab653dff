"""What Scrapy's commands for a single page need: the page may stand on this machine, and nothing is stored."""

from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

PRIORITY = "cmdline"


def of_one_page(settings: BaseSettings, url: str) -> None:
    """Change *settings* for a command that is given the page *url*: its host is one that the user named, a store is
    only used where the command line asks for one, and what comes is not a feed."""
    host = urlsplit(url if "://" in url else f"//{url}").hostname
    settings.set("NEWSCRAWL_NAMED_HOSTS", [host] if host else [], PRIORITY)
    for name, value in (("NEWSCRAWL_STORE", ""), ("FEEDS", {})):
        if (settings.getpriority(name) or 0) < settings.getpriority("NEWSCRAWL_NAMED_HOSTS"):  # type: ignore[operator]
            settings.set(name, value, PRIORITY)
