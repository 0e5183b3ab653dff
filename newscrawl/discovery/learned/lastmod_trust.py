"""Whether a site's `lastmod` can be believed: does it change when, and only when, the article does?"""

from typing import Any

import attrs

TRIALS = 20
"""Articles fetched on an unproven site's word, in one run."""


@attrs.define
class LastmodHonesty:
    """How often a known article had really changed when the site said so."""

    true: int = 0
    false: int = 0

    def learn(self, *, changed: bool) -> None:
        """Remember whether an article, fetched since the site said it had changed, really had."""
        if changed:
            self.true += 1
        else:
            self.false += 1

    @property
    def proven(self) -> bool:
        """Whether the site has been right at least three times, and in more than half of the cases."""
        return self.true >= 3 and self.true > self.false

    @property
    def refuted(self) -> bool:
        """Whether the site has been wrong at least five times, and in most cases."""
        return self.false >= 5 and self.false > 4 * self.true

    def allowance(self) -> int | None:
        """Return how many known articles a run may fetch on the site's word: None is no limit."""
        if self.proven:
            return None
        return 0 if self.refuted else TRIALS

    def as_note(self) -> list[int]:
        """Return the counts as plain values for JSON."""
        return [self.true, self.false]

    @classmethod
    def from_note(cls, note: Any) -> "LastmodHonesty":
        """Return what `as_note` gave; a new one where it cannot be read."""
        sound = isinstance(note, list) and len(note) == 2 and all(isinstance(n, int) and n >= 0 for n in note)
        return cls(*note) if sound else cls()
