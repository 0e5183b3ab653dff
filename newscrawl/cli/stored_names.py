"""Conditions that name what a store does not have: told with the nearest that it has."""

from newscrawl.cli.suggestions import did_you_mean
from newscrawl.errors import NotKnown
from newscrawl.storage import Filter, Store
from newscrawl.storage.articles.stored_values import NAMED, is_known, values_like


def require_known(store: Store, wanted: Filter) -> None:
    """Raise `NotKnown` where *wanted* asks for a site, author, section or language of which *store* has no article."""
    for name in NAMED:
        value = getattr(wanted, name)
        if value is not None and not is_known(store.database, name, value):
            near = did_you_mean(value, values_like(store.database, name, value))
            raise NotKnown(f"no article of {name} {value!r} in {store.database.shown}{near}")
