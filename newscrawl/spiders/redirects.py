"""One page's chain of redirects: how far it is followed, and with which cookie.

A redirect to an address of the chain is followed once more only where the chain has been given a cookie since: some
sites ask for nothing else. The cookie goes to its own host, for this chain, and nowhere else.
"""

from collections.abc import Iterable

import attrs

from newscrawl.web.sites import host_of

MAX_HOPS = 10
MAX_SECONDS = 20.0
"""How long the servers of one chain may take for their answers together."""


@attrs.frozen
class Chain:
    """The canonical addresses of a chain so far, in order, the cookies that it was given, by host and name, and the
    seconds that its answers took, without what a polite crawl waited between them."""

    visited: tuple[tuple[str, int], ...] = ()
    cookies: tuple[tuple[str, str, str], ...] = ()
    seconds: float = 0.0

    @property
    def hops(self) -> int:
        """How many redirects were followed."""
        return len(self.visited)

    def after(self, url: str, set_cookies: Iterable[bytes], seconds: float = 0.0) -> "Chain":
        """Return the chain after the redirect from the canonical *url*, whose response set *set_cookies* and took
        *seconds*."""
        host = host_of(url)
        jar = {(place, name): value for place, name, value in self.cookies}
        for header in set_cookies:
            name, mark, value = header.decode("latin-1").partition(";")[0].partition("=")
            if mark and name.strip():
                jar[host, name.strip()] = value.strip()
        cookies = tuple((place, name, value) for (place, name), value in jar.items())
        return Chain((*self.visited, (url, len(self.cookies))), cookies, self.seconds + seconds)

    def may_lead_to(self, target: str, most: int = MAX_HOPS) -> bool:
        """Tell whether *target* is worth a request: within *most* hops and `MAX_SECONDS`, and not seen in this chain,
        or not with the cookies that it has now."""
        if self.hops > most or self.seconds > MAX_SECONDS:
            return False
        seen_with = [cookies for url, cookies in self.visited if url == target]
        return not seen_with or (len(seen_with) == 1 and seen_with[0] < len(self.cookies))

    def has_seen(self, target: str) -> bool:
        """Tell whether *target* is in the chain."""
        return any(url == target for url, _ in self.visited)

    def cookie_for(self, url: str) -> str:
        """Return the `Cookie` header for *url*, empty where there is none."""
        host = host_of(url)
        return "; ".join(f"{name}={value}" for place, name, value in self.cookies if place == host)
