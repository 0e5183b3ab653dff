"""Values that a site states on many of its pages: its own, and not the article's.

A slogan as every article's description, or the site's banner as every article's picture: on one page nothing tells
them from the article's own. Over several they recur, under headlines that differ.
"""

from collections import Counter
from typing import Any
from zlib import crc32

import attrs

from newscrawl.items import NewsArticle
from newscrawl.web.text import key

LEAST = 3
"""Articles with different headlines that state one value before it is taken for the site's."""

LEAST_SHARE = 0.2
"""Of all articles that were seen, so many state it: fewer are a column's or a series'."""

MOST = 500
"""Values that are kept of a field."""


@attrs.define
class RecurringValues:
    """How often a site's articles, each by its headline, stated a description or a main picture."""

    seen: int = 0
    """Articles."""
    counts: dict[str, Counter[int]] = attrs.field(factory=lambda: {"description": Counter(), "mainImage": Counter()})
    """By field, how many articles stated a value (its CRC-32)."""
    _headlines: set[int] = attrs.field(factory=set)
    """Of this run: one article counts once."""

    def saw(self, article: NewsArticle) -> None:
        """Count what *article* states; take away what is the site's own by now."""
        headline = crc32(key(article.headline or "").encode())
        if headline not in self._headlines:
            self._headlines.add(headline)
            self.seen += 1
            for name, value in _stated(article).items():
                self.counts[name][value] += 1
                if len(self.counts[name]) > MOST:
                    self.counts[name] = Counter(dict(self.counts[name].most_common(MOST // 2)))
        stated = _stated(article)
        if "description" in stated and self._recurs("description", stated["description"]):
            article.description = None
        if "mainImage" in stated and self._recurs("mainImage", stated["mainImage"]):
            url = article.mainImage.url if article.mainImage else None
            article.images = [image for image in article.images or [] if image.url != url] or None
            article.mainImage = article.images[0] if article.images else None

    def _recurs(self, name: str, value: int) -> bool:
        count = self.counts[name][value]
        return count >= LEAST and count >= LEAST_SHARE * self.seen

    def as_note(self) -> dict[str, Any]:
        """Return the values that recur so far, as plain values for JSON."""
        kept = {
            name: {str(value): count for value, count in counts.items() if count > 1}
            for name, counts in self.counts.items()
        }
        return {"seen": self.seen, **kept}

    @classmethod
    def from_note(cls, note: Any) -> "RecurringValues":
        """Return what `as_note` gave; none where it cannot be read."""
        found = cls()
        try:
            found.seen = int(note["seen"])
            for name, counts in found.counts.items():
                counts.update({int(value): int(count) for value, count in note[name].items()})
        except (KeyError, TypeError, ValueError, AttributeError):
            return cls()
        return found


def _stated(article: NewsArticle) -> dict[str, int]:
    """Return the values of the fields that are looked at, those that *article* states."""
    texts = {
        "description": article.description,
        "mainImage": article.mainImage.url if article.mainImage else None,
    }
    return {name: crc32(text.encode("utf-8", "replace")) for name, text in texts.items() if text}
