"""Finds the headline: the page's `<h1>`, not the name of the site that some layouts put into one."""

import re
import unicodedata

from newscrawl.publishers.lessor.labels import PUBLISHED
from newscrawl.publishers.lessor.lines import Line
from newscrawl.publishers.lessor.urls import article_id, article_url, slug

# The date is printed at most so many lines below the headline.
NEAR = 12
WORD = re.compile(r"[a-z0-9]+")


def find_headline(lines: list[Line], url: str) -> Line | None:
    """Return the line of the `<h1>` whose words the address of the page repeats most.

    Of several with the same words, one may be hidden by a style sheet: the one that the date follows first
    counts, else the last.
    """
    titles = [line for line in lines if line.heading == "h1"]
    best = max((overlap(line.text, url) for line in titles), default=0.0)
    equals = [line for line in titles if overlap(line.text, url) == best]
    same = [line for line in equals if line.text == equals[0].text]
    return min(same, key=lambda line: (_lines_to_date(lines, line, url), -line.order), default=None)


def _lines_to_date(lines: list[Line], title: Line, url: str) -> int:
    """Return how many lines below *title* a date is printed, many where a link to another article comes first."""
    for place, line in enumerate(lines[title.order + 1 : title.order + 1 + NEAR]):
        linked = {article_id(article_url(a.get("href") or "", url) or "") for a in line.anchors}
        if line.heading == "h1" or linked - {None, article_id(url)}:
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
