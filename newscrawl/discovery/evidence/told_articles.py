"""What the articles of one crawl tell: which are the same one under two addresses, and which address to believe."""

import attrs

from newscrawl.discovery.crawl.page_outcome import ArticleFacts
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.web.page_keys import page_key
from newscrawl.web.tellings import Telling


@attrs.define
class ToldArticles:
    """Articles had so far: `keys` are the page keys of all that are known, those of earlier runs too."""

    keys: set[str]
    patterns: SitePatterns
    _tellings: dict[str, Telling] = attrs.field(init=False, factory=dict)
    _urls: dict[str, str] = attrs.field(init=False, factory=dict)

    def is_believable(self, url: str, facts: ArticleFacts) -> bool:
        """Tell whether the address that the page at *url* states is its own: not if another page with another text has
        stated that too. Then nobody is believed, and the page of that address is to be asked for itself."""
        key = page_key(facts.url)
        told = self._tellings.get(key)
        return key == page_key(url) or told is None or facts.telling is None or facts.telling.agrees(told)

    def repeats(self, key: str, facts: ArticleFacts) -> str | None:
        """Return why the article under *key* is one that was had, and not merely another that stated its address."""
        told = self._tellings.get(key)
        if key in self.keys and (told is None or facts.telling is None or facts.telling.agrees(told)):
            return f"same canonical address: {facts.url}"
        if facts.content_hash is not None and facts.content_hash in self._urls:
            return f"same text as {self._urls[facts.content_hash]}"
        return None

    def add(self, url: str, key: str, facts: ArticleFacts) -> None:
        """Remember the article on the page at *url*, and learn whether what looks like an id tells articles apart."""
        self.keys.add(key)
        if facts.content_hash is not None:
            self._urls.setdefault(facts.content_hash, url)
        if facts.telling is None:
            return
        if key == page_key(url):
            self._tellings[key] = facts.telling
        self._tellings.setdefault(key, facts.telling)
        identity = self.patterns.identity(url)
        if identity and not self._tellings.setdefault(identity, facts.telling).agrees(facts.telling):
            self.patterns.clash(url)
