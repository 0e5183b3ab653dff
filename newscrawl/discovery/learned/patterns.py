"""What a site's article addresses look like, learned from pages that turned out to be articles or not."""

import math
from typing import Any

import attrs

from newscrawl.discovery.addresses.declared import DeclaredAddresses
from newscrawl.discovery.addresses.url_features import traits_of
from newscrawl.web.article_ids import ArticleId

MAX_PATTERNS = 500
MIN_EVIDENCE = 3
TRUSTED_IDS = 10
PRIOR = 0.5
MAX_ID_FORMS = 50
OTHER_FORM = "other"


@attrs.define
class Tally:
    """How many pages of one pattern were articles, and how many were not."""

    articles: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        """All pages seen."""
        return self.articles + self.others

    def log_odds(self) -> float:
        """Return the logarithm of the odds that the next page is an article, smoothed."""
        return math.log((self.articles + PRIOR) / (self.others + PRIOR))


@attrs.define
class SitePatterns:
    """Learned address patterns of one site: `learn` from what pages were, ask `evidence` of what they will
    be. What the publisher has `declared` of ids is not for learning.

    A pattern is an address with words, ids and dates abstracted; where a pattern with the site's section
    names kept has been seen too seldom, the one without them answers.
    """

    skeletons: dict[str, Tally] = attrs.field(factory=dict)
    shapes: dict[str, Tally] = attrs.field(factory=dict)
    ids: dict[str, Tally] = attrs.field(factory=dict)
    """By the form that ids have in addresses: articles with one, and those of them whose id another article has."""
    declared: DeclaredAddresses = attrs.field(factory=DeclaredAddresses)

    def learn(self, url: str, *, is_article: bool) -> None:
        """Remember whether the page at the canonical *url* is an article."""
        traits = traits_of(url)
        for tallies, pattern in ((self.skeletons, traits.skeleton), (self.shapes, traits.shape)):
            if pattern not in tallies and len(tallies) >= MAX_PATTERNS:
                continue
            tally = tallies.setdefault(pattern, Tally())
            if is_article:
                tally.articles += 1
            else:
                tally.others += 1
        if is_article and traits.identifier is not None:
            self._ids_like(traits.identifier).articles += 1

    def evidence(self, url: str) -> float:
        """Return what the learned patterns say of *url*, as log odds that it is an article; 0 if nothing."""
        traits = traits_of(url)
        tally = self.skeletons.get(traits.skeleton)
        if tally is None or tally.total < MIN_EVIDENCE:
            shape = self.shapes.get(traits.shape)
            return shape.log_odds() / 2 if shape is not None and shape.total >= MIN_EVIDENCE else 0.0
        return tally.log_odds()

    def clash(self, url: str) -> None:
        """Remember that the article at *url* shares what looked like its id with another article."""
        identifier = traits_of(url).identifier
        if identifier is not None:
            self._ids_like(identifier).others += 1

    def trusts_ids(self, url: str) -> bool:
        """Tell whether `identity` can be relied on for *url*: the site has shown ids of this form on 10 articles,
        some like *url*, and (nearly) never the same on two of them; or the publisher has declared them."""
        if self.declared.has_ids:
            return True
        traits = traits_of(url)
        seen = self.ids.get(traits.identifier.form) if traits.identifier else None
        if seen is None or seen.articles < TRUSTED_IDS or seen.others * 50 > seen.articles:
            return False
        tally = self.skeletons.get(traits.skeleton)
        return tally is not None and tally.articles >= MIN_EVIDENCE

    def _ids_like(self, identifier: ArticleId) -> Tally:
        form = identifier.form if identifier.form in self.ids or len(self.ids) < MAX_ID_FORMS else OTHER_FORM
        return self.ids.setdefault(form, Tally())

    def identity(self, url: str) -> str | None:
        """Return the name under which *url* would be the same article whatever its slug, or None."""
        if self.declared.has_ids:
            return self.declared.article_id(url)
        traits = traits_of(url)
        if traits.identifier is None:
            return None
        return f"{traits.skeleton.replace('{i}', '{si}')}#{traits.identifier.value}"

    def as_note(self) -> dict[str, Any]:
        """Return the patterns as plain values for JSON, the most seen first."""
        return {
            "skeletons": _plain(self.skeletons),
            "shapes": _plain(self.shapes),
            "ids": _plain(self.ids),
        }

    @classmethod
    def from_note(cls, note: Any) -> "SitePatterns":
        """Return what `as_note` gave, from JSON; what cannot be read is left out."""
        if not isinstance(note, dict):
            return cls()
        skeletons, shapes, ids = (_tallies(note.get(name)) for name in ("skeletons", "shapes", "ids"))
        return cls(skeletons, shapes, ids)


def _plain(tallies: dict[str, Tally]) -> dict[str, list[int]]:
    ordered = sorted(tallies.items(), key=lambda item: -item[1].total)
    return {pattern: [tally.articles, tally.others] for pattern, tally in ordered}


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and value >= 0


def _tallies(note: Any) -> dict[str, Tally]:
    if not isinstance(note, dict):
        return {}
    return {
        str(pattern): Tally(*counts)
        for pattern, counts in list(note.items())[:MAX_PATTERNS]
        if isinstance(counts, list) and len(counts) == 2 and all(map(_is_count, counts))
    }
