"""A question that a command is asked: in words and conditions, or by the name of a saved search."""

from newscrawl.errors import BadInput, NotKnown
from newscrawl.storage import Filter, Store
from newscrawl.storage.search.saved import SavedSearch
from newscrawl.web.suggestions import did_you_mean


def asked(source: Store, words: list[str] | None, wanted: Filter, saved: str | None) -> tuple[str, Filter]:
    """Return the words and the filter that *words* and *wanted* give, or the search that is *saved* under a name.

    Raises `BadInput` where both are given, `NotKnown` where no search is saved so.
    """
    if saved is None:
        return " ".join(words or ()), wanted
    if words or wanted != Filter():
        raise BadInput(f"--saved {saved} stands for words and conditions: leave those out, or leave out --saved")
    found = saved_search(source, saved)
    return found.words, found.wanted


def saved_search(source: Store, name: str) -> SavedSearch:
    """Return the search that *source* keeps as *name*; raises `NotKnown` with the nearest that it has."""
    try:
        return source.searches.get(name)
    except NotKnown as error:
        known = did_you_mean(name, [one.name for one in source.searches.all()])
        raise NotKnown(f"{error}{known or '; save one with: newscrawl searches add NAME WORDS'}") from None
