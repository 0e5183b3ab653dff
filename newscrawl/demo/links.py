"""Addresses as the site's pages write them: of many forms, all meaning the same place."""

from urllib.parse import parse_qsl, urlencode
from zlib import crc32

import attrs

HOSTS = (
    "https://www.lessor.ml",
    "http://lessor.ml",
    "https://www.journalessor.ml",
    "https://journalessor.ml",
)
CANONICAL_HOST = HOSTS[0]
TRACKING = (
    "utm_source=newsletter&utm_medium=email&utm_campaign=matin",
    "fbclid=IwAR0x5Qk7demo",
    "gclid=Cj0KCQdemo",
    "utm_source=facebook",
)
TRACKING_NAMES = {"fbclid", "gclid"}
FRAGMENTS = ("#commentaires", "#haut", "#article")


@attrs.frozen
class LinkForms:
    """Writes addresses on a page served at `base_url`.

    The form depends on where the link stands and on where it leads, so that a page is the same each time.
    """

    base_url: str

    def plain(self, path: str, place: str) -> str:
        """Return *path* relative, at the serving host, or at one of the four real hosts."""
        draw = _draw(path, place)
        hosts = ("", "", "", "", self.base_url, self.base_url, *HOSTS)
        return hosts[draw % len(hosts)] + path

    def article(self, path: str, place: str) -> str:
        """Return *path* in any form of `plain`, at times with tracking parameters or a fragment or both."""
        draw = _draw(place, path)
        query = "?" + TRACKING[draw // 8 % len(TRACKING)] if draw % 4 == 0 else ""
        fragment = FRAGMENTS[draw // 64 % len(FRAGMENTS)] if draw % 7 == 0 else ""
        return self.plain(path, place) + query + fragment


def without_tracking(target: str) -> str:
    """Return a request target (path and query) without tracking parameters, by which the site goes."""
    path, _, query = target.partition("?")
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name not in TRACKING_NAMES and not name.startswith("utm_")
    ]
    return f"{path}?{urlencode(kept)}" if kept else path


def _draw(*parts: str) -> int:
    return crc32("\n".join(parts).encode())
