"""One page's chain of redirects: how far it is followed, and with which cookie.

A redirect to an address of the chain is followed once more only where the chain has been given a cookie since: some
sites ask for nothing else. The cookie goes to its own host, for this chain, and nowhere else.
"""

from collections.abc import Iterable

import attrs

from newscrawl.web.urls import host_of


@attrs.frozen
class Chain:
    """The canonical addresses of a chain so far, in order, and the cookies that it was given, by host and name."""

    visited: tuple[tuple[str, int], ...] = ()
    cookies: tuple[tuple[str, str, str], ...] = ()

    @property
    def hops(self) -> int:
        """How many redirects were followed."""
        return len(self.visited)

    def after(self, url: str, set_cookies: Iterable[bytes]) -> "Chain":
        """Return the chain after the redirect from the canonical *url*, whose response set *set_cookies*."""
        host = host_of(url)
        jar = {(place, name): value for place, name, value in self.cookies}
        for header in set_cookies:
            name, mark, value = header.decode("latin-1").partition(";")[0].partition("=")
            if mark and name.strip():
                jar[host, name.strip()] = value.strip()
        cookies = tuple((place, name, value) for (place, name), value in jar.items())
        return Chain((*self.visited, (url, len(self.cookies))), cookies)

    def may_lead_to(self, target: str) -> bool:
        """Tell whether *target* is worth a request: not seen in this chain, or not with the cookies that it has now."""
        seen_with = [cookies for url, cookies in self.visited if url == target]
        return not seen_with or (len(seen_with) == 1 and seen_with[0] < len(self.cookies))

    def has_seen(self, target: str) -> bool:
        """Tell whether *target* is in the chain."""
        return any(url == target for url, _ in self.visited)

    def cookie_for(self, url: str) -> str:
        """Return the `Cookie` header for *url*, empty where there is none."""
        host = host_of(url)
        return "; ".join(f"{name}={value}" for place, name, value in self.cookies if place == host)
