"""Short pages that say nearly the same at different addresses: what a site answers with when something is wrong.

No single page shows it. So a short, undated page that has nothing of the link that led to it is held back until a
second one says the same (then both are the site's template, and no articles), or enough others have said otherwise.
"""

import re
from array import array
from itertools import pairwise
from urllib.parse import unquote

import attrs

from newscrawl.web.page_keys import page_key
from newscrawl.web.tellings import Telling
from newscrawl.web.text import fold

SHORT = 1_200
"""Characters of text below which an undated article may be no article at all."""

SAME = 0.6
"""Share of two sketches in common from which two pages are one template."""

MOST_HELD = 3
MAX_TEMPLATES = 20

_WORD = re.compile(r"\w{3,}")
# Thai, Chinese, Japanese
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@attrs.define(eq=False)
class Held:
    """A page that waits to be judged; `is_template` is None as long as it does."""

    key: str
    telling: Telling
    is_template: bool | None = None


@attrs.define
class Siblings:
    """The short pages of one site; `templates` are the sketches of those that it has shown at several addresses."""

    templates: list[set[int]] = attrs.field(factory=list)
    waiting: list[Held] = attrs.field(init=False, factory=list)

    def judge(self, url: str, telling: Telling) -> Held:
        """Judge the short page at *url*, or hold it back."""
        held = Held(page_key(url), telling)
        sketch = set(telling.sketch)
        if any(_is_same(sketch, template) for template in self.templates):
            held.is_template = True
            return held
        alike = [other for other in self.waiting if other.key != held.key and _is_alike(other.telling, telling)]
        if alike:
            self._learn(sketch)
            for one in (held, *alike):
                one.is_template = True
            self.waiting = [other for other in self.waiting if other not in alike]
            return held
        self.waiting.append(held)
        if len(self.waiting) > MOST_HELD:
            self.waiting.pop(0).is_template = False
        return held

    def release(self) -> None:
        """Take what waits for articles: nothing comes any more that could show otherwise."""
        for held in self.waiting:
            held.is_template = False
        self.waiting.clear()

    def as_note(self) -> list[list[int]]:
        """Return the templates as plain values for JSON."""
        return [sorted(template) for template in self.templates]

    @classmethod
    def from_note(cls, note: list[list[int]]) -> "Siblings":
        """Return what `as_note` gave."""
        return cls([set(row) for row in note if row][-MAX_TEMPLATES:])

    def _learn(self, sketch: set[int]) -> None:
        self.templates = [*self.templates, sketch][-MAX_TEMPLATES:]


def is_led_to(headline: str, told: str, url: str) -> bool:
    """Tell whether an article's *headline* has anything of the link text *told* or the address that led to it."""
    own, given = _parts(headline), _parts(f"{told} {url.partition('://')[2].partition('/')[2]}")
    return len(own & given) >= max(1, min(2, len(own) // 3))


def _is_alike(one: Telling, other: Telling) -> bool:
    return (bool(one.headline) and one.headline == other.headline) or _is_same(set(one.sketch), set(other.sketch))


def _is_same(one: "set[int] | array[int]", other: set[int]) -> bool:
    return len(set(one) & other) >= SAME * max(1, min(len(one), len(other)))


def _parts(text: str) -> set[str]:
    """Return the words of *text*; of scripts that part no words, the pairs of letters."""
    found: set[str] = set()
    for word in _WORD.findall(fold(re.sub(r"[-_+./]", " ", unquote(text))).casefold()):
        found |= {a + b for a, b in pairwise(word)} if _UNPARTED.search(word) else {word}
    return found
