"""Finds the headline: the page's `<h1>`, not the name of the site that some layouts put into one."""

import re
import unicodedata

from newscrawl.publishers.lessor.labels import PUBLISHED
from newscrawl.publishers.lessor.lines import Line
from newscrawl.publishers.lessor.urls import Addresses, article_id, slug

# The date is printed at most so many lines below the headline.
NEAR = 12
WORD = re.compile(r"[a-z0-9]+")


def find_headline(lines: list[Line], addresses: Addresses) -> Line | None:
    """Return the line of the `<h1>` whose words the address of the page repeats most.

    Of several with the same words, one may be hidden by a style sheet: the one that the date follows first
    counts, else the last.
    """
    titles = [(place, line) for place, line in enumerate(lines) if line.heading == "h1"]
    best = max((overlap(line.text, addresses.url) for _, line in titles), default=0.0)
    equals = [(place, line) for place, line in titles if overlap(line.text, addresses.url) == best]
    same = [one for one in equals if one[1].text == equals[0][1].text]
    found = min(same, key=lambda one: (_lines_to_date(lines[one[0] + 1 :], addresses), -one[0]), default=None)
    return found[1] if found else None


def _lines_to_date(below: list[Line], addresses: Addresses) -> int:
    """Return how many lines below a title a date is printed, many where a link to another article comes first."""
    for place, line in enumerate(below[:NEAR]):
        linked = {addresses.article(href) for _, href in line.links} - {None}
        if line.heading == "h1" or any(article_id(url or "") != article_id(addresses.url) for url in linked):
            break
        if PUBLISHED.search(line.text):
            return place
    return NEAR


def overlap(headline: str, url: str) -> float:
    """Return the share of the words in the address's slug that stand in *headline*, 0 to 1.

    >>> overlap("Kayes :  La Promotion", "https://www.lessor.ml/posts/kayes-la-fete-6891c2a1b3f0e")
    0.6666666666666666
    """
    asked = set(slug(url).split("-")) - {""}
    return len(asked & _words(headline)) / len(asked) if asked else 0.0


def _words(text: str) -> set[str]:
    """Return the words of *text* in the forms that a slug may give them: «N°20500» is n20500."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return set(WORD.findall(plain)) | set(WORD.findall(re.sub(r"['’°.]", "", plain)))
