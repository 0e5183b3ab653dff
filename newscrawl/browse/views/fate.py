"""What became of an address: the story that `newscrawl explain` tells."""

from newscrawl.browse.requests import Asked, Page
from newscrawl.sites.story import story_of
from newscrawl.storage.graph.queries import key_of


def fate(asked: Asked) -> Page:
    """Show the story of the address that is parameter `url`; without one, a field to enter it."""
    url = asked.text("url")
    if not url:
        return Page("fate.html", {"url": "", "story": None, "key": None})
    story = story_of(asked.store, url, asked.now)
    return Page("fate.html", {"url": url, "story": story, "key": key_of(asked.store, story.url)})
