"""Which sections a crawl that wants some alone has met, so that one that is not there is told."""

from collections import Counter

import attrs

from newscrawl.discovery.accounts.health import Verdict
from newscrawl.discovery.addresses.url_features import traits_of
from newscrawl.discovery.crawl.scope import Scope

SHOWN = 10


@attrs.define
class SectionsSeen:
    """Judges addresses by the sections of *scope*; `passed` counts the folders of those that lie in none of them."""

    scope: Scope
    met: bool = False
    passed: Counter[str] = attrs.field(factory=Counter)

    def holds(self, url: str, found_on: str) -> bool:
        """Tell whether *url*, named by the page at *found_on*, is in a section that is wanted, as far as that shows."""
        if self.scope.in_section(url) or self.scope.in_section(found_on):
            self.met = True
            return True
        traits = traits_of(url)
        folders = traits.segments if traits.words < 3 and not traits.id else traits.segments[:-1]
        self.passed.update(folder for folder in folders if not folder.isdecimal())
        return False

    def verdict(self, otherwise: Verdict | None) -> Verdict | None:
        """Return that no address was in a section that is wanted, and which folders there are; where one was, or the
        site did not give its pages, what is to be said *otherwise*."""
        if self.met or not self.passed.total() or (otherwise and otherwise.outcome != "empty"):
            return otherwise
        wanted = ", ".join(sorted(self.scope.sections))
        seen = ", ".join(name for name, _ in self.passed.most_common(SHOWN))
        return Verdict("empty", f"no address lies in a section named {wanted}; the folders seen are {seen}")
