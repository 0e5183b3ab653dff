"""Whether a crawl was a good one, judged by the pages that were wanted, and what to tell the user where it was not."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal

import attrs

from newscrawl.fates import Reason

FEWEST = 5
"""Articles that must have been asked for before the share of the refused says something."""


@attrs.frozen
class Verdict:
    """What made a crawl a bad one: `blocked` (the site refused most of what was wanted), `failed` (the start page
    did not come) or `empty` (pages came, but no article where there should be some). `why` is one line that says
    what to try."""

    outcome: Literal["blocked", "failed", "empty"]
    why: str


@attrs.define
class Health:
    """Counts what the articles asked for were answered with, and how the start page was.

    `home` is the verdict that the start page alone calls for; `front` says in words what it lacks, if it names no
    article. `named` is how many articles any page, feed or sitemap named, `read` how many were read.
    """

    home: Verdict | None = None
    front: str = ""
    named: int = 0
    read: int = 0
    answered: int = 0
    refused: Counter[str] = attrs.field(factory=Counter)

    def refuse(self, detail: str) -> None:
        """Count an article that was refused."""
        self.refused[detail] += 1

    def verdict(self, counts: Mapping[Reason, int], *, has_articles: bool) -> Verdict | None:
        """Return what was wrong with the crawl, or None; *counts* are its fates, *has_articles*: of earlier runs."""
        refused = self.refused.total()
        total = refused + self.answered
        if total >= FEWEST and 2 * refused > total:
            kinds = "; ".join(f"{count} answered {kind}" for kind, count in self.refused.most_common(3))
            why = f"{refused} of {total} articles were refused ({kinds}). They are asked for again on a widening plan. "
            return Verdict("blocked", why + "If it stays so, ask the site's owner for access")
        if self.home is not None:
            return self.home
        if self.read or (has_articles and self.named):
            return None
        if counts.get(Reason.SCOPE):
            return None
        return Verdict("empty", f"no article was found: {self._lack(counts)}")

    def _lack(self, counts: Mapping[Reason, int]) -> str:
        if self.refused:
            kinds = ", ".join(f"{count} answered {kind}" for kind, count in self.refused.most_common(3))
            return f"all that were asked for were refused ({kinds}); they are asked for again on a widening plan"
        if self.named:
            return f"{_told(counts, 'the addresses asked for were')}; see newscrawl explain with one of them"
        if counts.get(Reason.ROBOTS):
            return "the site's robots.txt forbids its pages; only the site's owner can allow them"
        if self.front:
            return self.front
        return (
            f"{_told(counts, 'no page names one')}; see newscrawl losses, or start at another page, such as a section"
        )


def _told(counts: Mapping[Reason, int], lead: str) -> str:
    """Return *lead* with what became of the addresses, the most frequent first."""
    lost = sorted(((count, reason) for reason, count in counts.items() if reason.is_loss), reverse=True)[:3]
    kinds = ", ".join(f"{count} {reason}" for count, reason in lost)
    return f"{lead} ({kinds})" if kinds else lead


def losses(counts: Mapping[tuple[Reason, str], int]) -> str:
    """Return what a crawl was refused or could not read, in words: `5 refused: 403; 126 error-page`; empty for none."""
    found = sorted(counts.items(), key=lambda item: -item[1])[:4]
    return "; ".join(f"{count} {reason}{f': {detail}' if detail else ''}" for (reason, detail), count in found)
