"""Links that a reader would subscribe by: known by their address, or by what they say."""

import re
from functools import lru_cache

from newscrawl.discovery.pages.links import PageLink

MAX_WORDS = 3

# /rss/all  /feeds/news.xml  /feed/  /nieuws-rss  /rss.php?id=2  /backend.php  /index.rdf
_ADDRESS = re.compile(
    r"/(?:rss|feeds?|atom|rdf|syndication)\d?(?:/|$|\?)|/(?:rss|feed|atom|backend)\d?\.(?:xml|php|aspx?|json|jsp)(?:$|\?)|"
    r"\.(?:rss|rdf|atom)(?:$|\?)|/[\w-]*[_-](?:rss|feed|atom)(?:\.\w{2,5})?/?(?:$|\?)|"
    r"[?&](?:feed|type|format|output|view)=(?:rss|atom|rdf|feed)\d?(?:$|&)|^https?://feeds?\.",
    re.IGNORECASE,
)
# RSS   RSS 2.0   RSS-feed Sport   Subscribe by RSS
_TEXT = re.compile(r"(?:\S{1,20} ){0,2}(?:rss|atom)(?:[ -]\S{1,20}){0,2}", re.IGNORECASE)
# /comments/feed/: readers' words; /article/feed/ of a single article ends in it as well, and is bounded by number
_COMMENTS = re.compile(r"comment|kommentar|coment", re.IGNORECASE)


def leads_to_feed(link: PageLink) -> bool:
    """Tell whether *link* leads to a feed of the site, or to a page that names its feeds; a headline never does."""
    if link.heading or len(link.text.split()) > MAX_WORDS:
        return False
    return _is_feed_address(link.url) or bool(_TEXT.fullmatch(link.text))


@lru_cache(maxsize=16384)
def _is_feed_address(url: str) -> bool:
    return bool(_ADDRESS.search(url)) and not _COMMENTS.search(url)
