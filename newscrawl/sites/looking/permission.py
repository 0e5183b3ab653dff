"""Whether a site that is looked at lets its page be asked for."""

from collections.abc import Callable

from protego import Protego

from newscrawl.errors import SitesError
from newscrawl.sites.looking.fetching import Fetched
from newscrawl.web.robots_rules import robots_rules
from newscrawl.web.urls import canonical_url


def rules_that_allow(url: str, fetch: Callable[[str], Fetched], agent: str) -> Protego:
    """Return the rules of robots.txt at the site of *url*, which let *agent* ask for *url*.

    Raises `SitesError` where they do not, or where there is no telling: a site that does not answer, or an error of
    its server, forbids all, as it does in a crawl.
    """
    answer = fetch(canonical_url("/robots.txt", url))
    if answer.error:
        raise SitesError(f"{url} does not answer ({answer.error}): check the address and the network")
    rules = robots_rules(answer.status or None, answer.body)
    if not rules.can_fetch(url, agent):
        if answer.status >= 400:
            raise SitesError(f"robots.txt of {url} cannot be read (status {answer.status}): try again later")
        raise SitesError(f"robots.txt forbids {url} to {agent}: ask the site's owner, or choose another page")
    return rules
