"""Searches that the store keeps under names: a list, feeds at addresses that stay, a form to save one."""

from urllib.parse import quote, urlencode

import attrs

from newscrawl.browse.requests import Answer, Asked, Data, Elsewhere, NotThere, Page
from newscrawl.browse.safe_text import shown
from newscrawl.browse.views.search import feed_of
from newscrawl.errors import BadInput, NotKnown
from newscrawl.storage.exports.syndication import FORMS
from newscrawl.storage.search.saved import LONGEST_NAME, SavedSearch


@attrs.frozen(kw_only=True)
class Entry:
    """A saved search: what it asks, in words, where it is answered, and its feeds by form."""

    name: str
    asks: str
    href: str
    feeds: dict[str, str]


def saved(asked: Asked) -> Page:
    """List the saved searches."""
    return Page("saved.html", {"searches": [_entry(one) for one in asked.store.searches.all()]})


def saved_search(asked: Asked) -> Elsewhere:
    """Lead to the search that is saved as `name`."""
    return Elsewhere(_href(_saved(asked)))


def saved_feed(asked: Asked) -> Data:
    """Give what the search `name` finds as a feed of the `form` of the path."""
    found, form = _saved(asked), asked.path["form"]
    own = f"{asked.origin}/saved/{quote(found.name, safe='')}"
    return feed_of(asked, found.words, found.wanted, form, found.name, (f"{own}.{form}", own))


def save(asked: Asked) -> Answer:
    """Save the search that the parameters ask, or forget one: `name` and `remove` were posted."""
    if not asked.may_write:
        raise BadInput("searches are saved on the machine that serves this: newscrawl searches add NAME WORDS")
    name = asked.posted.get("name", "")
    if asked.posted.get("remove"):
        asked.store.searches.remove(name)
    else:
        asked.store.searches.keep(shown(name, 2 * LONGEST_NAME), asked.text("q"), asked.wanted())
    return Elsewhere("/saved")


def _saved(asked: Asked) -> SavedSearch:
    try:
        return asked.store.searches.get(asked.path["name"])
    except NotKnown as error:
        raise NotThere(str(error)) from None


def _entry(one: SavedSearch) -> Entry:
    own = f"/saved/{quote(one.name, safe='')}"
    asks = ", ".join([one.words or "all articles", *(f"{name} {value}" for name, value in one.conditions().items())])
    return Entry(name=one.name, asks=asks, href=own, feeds={form[1:]: own + form for form in FORMS if form != ".xml"})


def _href(one: SavedSearch) -> str:
    return "/search?" + urlencode({**({"q": one.words} if one.words else {}), **one.conditions()})
