"""The purpose that a crawl's settings state, for all that keep something of its pages."""

from scrapy.settings import BaseSettings

from newscrawl.web.usage.stated_purpose import StatedPurpose


def stated_purpose(settings: BaseSettings) -> StatedPurpose:
    """Return what NEWSCRAWL_RIGHTS, NEWSCRAWL_PURPOSE and NEWSCRAWL_OBEY_DIRECTIVES say. Raises `BadInput`."""
    return StatedPurpose.of(
        settings.get("NEWSCRAWL_RIGHTS") or "",
        settings.getlist("NEWSCRAWL_PURPOSE"),
        settings.getlist("NEWSCRAWL_OBEY_DIRECTIVES"),
    )
