"""Which spider reads a site: the publisher's own where there is one, else the general one."""

from urllib.parse import urlsplit

from newscrawl.publishers.lessor.urls import HOSTS as LESSOR_HOSTS

GENERAL = "news"
PUBLISHERS = dict.fromkeys(LESSOR_HOSTS, "lessor")
SPIDERS = frozenset((GENERAL, *PUBLISHERS.values()))


def spider_for(url: str) -> str:
    """Return the name of the spider for the site at *url*.

    >>> spider_for("https://www.lessor.ml/"), spider_for("https://example.org/")
    ('lessor', 'news')
    """
    return PUBLISHERS.get(urlsplit(url).hostname or "", GENERAL)
