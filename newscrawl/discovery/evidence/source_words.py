"""What the feeds and sitemaps of one crawl said of articles, kept until these are read."""

import attrs

from newscrawl.discovery.addresses.url_classifier import Source
from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.extraction.source_words import Origin, SourceWords
from newscrawl.web.page_keys import page_key

MAX_ARTICLES = 100_000
MAX_CHARACTERS = 30_000_000
"""Of texts that wait: beyond, those of further entries are not kept."""


@attrs.define
class WordBook:
    """Keeps the words by page; a feed's come before a sitemap's."""

    _words: dict[str, SourceWords] = attrs.field(factory=dict)
    _characters: int = 0

    def note(self, entry: Candidate, source: Source) -> None:
        """Keep what the *entry* of a feed or sitemap says."""
        key = page_key(entry.url)
        before = self._words.get(key)
        if (entry.published is None and not entry.markup) or (before is None and len(self._words) >= MAX_ARTICLES):
            return
        if before is not None and before.source == "feed" and source != "feed":
            return
        markup = entry.markup if self._characters + len(entry.markup) <= MAX_CHARACTERS else ""
        self._characters += len(markup) - (len(before.markup) if before is not None else 0)
        kind: Origin = "feed" if source == "feed" else "sitemap"
        self._words[key] = SourceWords(source=kind, published=entry.published, markup=markup)

    def of(self, url: str) -> SourceWords | None:
        """Return what was said of the page at *url*."""
        return self._words.get(page_key(url))
