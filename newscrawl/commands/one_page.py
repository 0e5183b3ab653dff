"""What Scrapy's commands for a single page need: the page may stand on this machine, and nothing is stored."""

from scrapy.settings import BaseSettings

PRIORITY = "cmdline"


def of_one_page(settings: BaseSettings, url: str) -> None:
    """Change *settings* for a command that is given the page *url*: it is one that the user named, a store is
    only used where the command line asks for one, and what comes is not a feed."""
    settings.set("NEWSCRAWL_NAMED", [url if "://" in url else f"http://{url}"], PRIORITY)
    for name, value in (("NEWSCRAWL_STORE", ""), ("FEEDS", {})):
        if (settings.getpriority(name) or 0) < settings.getpriority("NEWSCRAWL_NAMED"):  # type: ignore[operator]
            settings.set(name, value, PRIORITY)
