"""Which addresses of a site became no article, by reason: what `newscrawl losses` counts."""

import attrs

from newscrawl.browse.queries.site import known_sites
from newscrawl.browse.requests import Asked, Page
from newscrawl.fates import Reason
from newscrawl.storage.state.fates import Loss


@attrs.frozen(kw_only=True)
class Lost:
    """How many addresses have one fate that is no article: in a word, in words, and some of them."""

    reason: str
    words: str
    count: int
    examples: list[str]


def losses(asked: Asked) -> Page:
    """Show the losses of the site that is parameter `site`; without one, the sites to choose from."""
    sites, site = known_sites(asked.store.database), asked.text("site")
    if not site and len(sites) == 1:
        site = sites[0]
    found = [_lost(one) for one in asked.store.fates.losses([site])] if site else []
    return Page("losses.html", {"site": site, "sites": sites, "losses": found, "total": sum(o.count for o in found)})


def _lost(one: Loss) -> Lost:
    name = one.reason.partition(": ")[0]
    return Lost(reason=one.reason, words=Reason(name).words, count=one.count, examples=one.examples)
