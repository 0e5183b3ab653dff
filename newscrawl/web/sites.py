"""Sites: which addresses belong together, by the public suffix list."""

from functools import lru_cache

import tldextract

from newscrawl.web.given import given
from newscrawl.web.urls import canonical_url, split_url

suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
"""Parts a host by the packaged public suffix list, which takes its time and its room to read: once a process."""


def site_of(url: str) -> str:
    """Return the site that *url* belongs to: the registrable domain (packaged public suffix list, private
    suffixes such as `blogspot.com` included), or `host[:port]` for an IP address or a host without one;
    `""` where *url* is no http(s) address.

    >>> site_of("https://m.news.example.co.uk/a"), site_of("http://127.0.0.1:8080/a")
    ('example.co.uk', '127.0.0.1:8080')
    """
    if not isinstance(url, str | None):
        given(url, str, "the address", "give it as text")
    return site_of_authority(split_url(canonical_url(url))[1])


def site_named(text: str) -> str:
    """Return the site that a user means by *text*, a domain, a host or an address on it; *text* where it is none.

    >>> site_named("www.Lessor.ml"), site_named("https://m.example.co.uk/a"), site_named("127.0.0.1:8080")
    ('lessor.ml', 'example.co.uk', '127.0.0.1:8080')
    """
    given(text, str, "the site", "give one, as text such as lessor.ml")
    return site_of(text if "://" in text else f"http://{text}/") or text


def host_of(url: str) -> str:
    """Return the host of the canonical form of *url*, without port; `""` where there is none."""
    authority = split_url(canonical_url(url))[1]
    return authority.rpartition("]")[0] + "]" if authority.startswith("[") else authority.partition(":")[0]


@lru_cache(maxsize=4096)
def site_of_authority(authority: str) -> str:
    """Return the site of an *authority* (`host[:port]`) of a canonical address."""
    if not authority or authority.startswith("["):
        return authority
    host = authority.partition(":")[0]
    parts = suffixes(host, include_psl_private_domains=True)
    if parts.top_domain_under_public_suffix or parts.suffix or parts.ipv4 or "." not in host:
        return parts.top_domain_under_public_suffix or authority
    return ".".join(host.split(".")[-2:])  # no rule matches: by the list's own default, the last label is the suffix
