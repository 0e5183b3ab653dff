"""The public suffix list that url-matcher reads addresses by: the packaged one, as no crawl waits for a download."""

from types import SimpleNamespace

import url_matcher.util

from newscrawl.web.sites import suffixes


def use_packaged() -> None:
    """Have url-matcher ask nothing of the network."""
    # The module `tldextract.tldextract`, of which it calls `extract` only.
    url_matcher.util.tldextract = SimpleNamespace(extract=suffixes)  # type: ignore[attr-defined, assignment]
