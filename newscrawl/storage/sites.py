"""Which site a URL belongs to."""

from functools import lru_cache
from urllib.parse import urlsplit

import tldextract

_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def site_of(url: str) -> str:
    """Return the site of *url*: its registrable domain (`lessor.ml`), or host and port where there is none.

    Uses the public suffix list packaged with tldextract; nothing is downloaded. `""` for a URL without host.

    >>> site_of("https://www.journal.example.co.uk/a"), site_of("http://127.0.0.1:8000/posts/a")
    ('example.co.uk', '127.0.0.1:8000')
    """
    try:
        return _site_of_host(urlsplit(url).netloc)
    except ValueError:
        return ""


@lru_cache(maxsize=10_000)
def _site_of_host(netloc: str) -> str:
    host = netloc.rpartition("@")[2].lower()
    parts = _extract(host)
    if parts.suffix or parts.ipv4 or parts.ipv6:
        return parts.top_domain_under_public_suffix or host
    labels = host.rpartition(":")[0].split(".") if ":" in host else host.split(".")
    # No rule matches: the list's own default is that the last label is the suffix.
    return ".".join(labels[-2:]) if len(labels) > 1 else host
