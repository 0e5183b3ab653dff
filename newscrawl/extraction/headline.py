"""The headline: what the page's statements about its title agree on."""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

from newscrawl.extraction.jsonld import plain
from newscrawl.extraction.structured import Facts

# "Headline | Site", "Headline - Section - Site", "Headline｜サイト", "Headline--时政--人民网"
SUFFIX = re.compile(
    r"\s+[|–—\-·•»:/~]+\s+|\s*[|｜ㅣ]\s*|\s*(?:--|::)\s*|：(?=[^：]*$)|\s+(?:by|auf|sur|on)\s+(?=\S+$)"
)

PUNCTUATION = re.compile(r"[^\w\s]+")

WEIGHTS = {"h1": 4.0, "json-ld": 2.5, "og": 2.5, "microdata": 1.5, "twitter": 0.6, "title": 0.7}

MAX_HEADLINE = 500
MIN_TITLE = 15
MAX_ADDITION = 30


def read_headline(facts: Facts) -> str | None:
    """Return the headline that most of the page's sources agree on, without the site's name; else `None`."""
    sources = _sources(facts)
    known = {key(text) for kind, text in sources if kind != "title"}
    own = [key(text) for kind, text in sources if kind in ("h1", "json-ld")]
    shown: dict[str, str] = {}
    texts: dict[str, str] = {}
    for kind, text in sources:
        short = without_site(text, facts, known)
        if short and len(short) <= MAX_HEADLINE and not is_site_name(short, facts):
            shown[kind] = _beginning(key(short), own)
            texts.setdefault(key(short), short)
    votes: dict[str, float] = defaultdict(float)
    for kind, name in shown.items():
        votes[name] += WEIGHTS[kind] * (_trust(name, shown) if kind == "h1" else 1.0)
    for name in _settling_kicker(shown):
        votes[name] += WEIGHTS["h1"] * 2
    return texts[max((name for name in votes if name in texts), key=votes.__getitem__)] if votes else None


def _beginning(name: str, own: list[str]) -> str:
    """Return that of the page's *own* titles which *name* repeats with a short addition, else *name*."""
    for title in own:
        if len(title) > MIN_TITLE and name.startswith(f"{title} ") and len(name) - len(title) < MAX_ADDITION:
            return title
    return name


def _trust(heading: str, shown: dict[str, str]) -> float:
    """Return how far the `<h1>` is believed: little if it shares no word with other titles, or is a label."""
    others = [set(name.split()) for kind, name in shown.items() if kind != "h1"]
    words = set(heading.split())
    if not others:
        return 1.0
    shared = max(len(words & other) / (min(len(words), len(other)) or 1) for other in others)
    label = len(words) <= 2 and min(len(other) for other in others) >= 5
    return 0.4 if shared < 0.3 or label else 1.0


def _settling_kicker(shown: dict[str, str]) -> list[str]:
    """Return the title that settles whether a kicker in front of the headline belongs to it.

    It does not where another source repeats the `<h1>` without it ("Culture: What they read"); it does
    where OpenGraph and JSON-LD both put it before the `<h1>`.
    """
    heading, og, node = shown.get("h1", ""), shown.get("og"), shown.get("json-ld")
    for name in (og, node):
        if name and len(name) > MIN_TITLE and heading.endswith(f" {name}"):
            return [name]
    return [og] if og and og == node and len(heading) > 8 and og.endswith(f" {heading}") else []


def _sources(facts: Facts) -> list[tuple[str, str]]:
    """Return (kind, text) of every statement of the title, each kind at most once."""
    found = [
        ("og", facts.meta("og:title")),
        ("json-ld", plain(facts.article.get("headline")) or plain(facts.article.get("name"))),
        ("twitter", facts.meta("twitter:title")),
        ("microdata", facts.microdata_value("headline") if not facts.article else ""),
        ("title", facts.title),
    ]
    found = [(kind, text[: 2 * MAX_HEADLINE]) for kind, text in found if text]
    heading = _own_heading(facts, [text for _, text in found])
    return [("h1", heading), *found] if heading else found


def _own_heading(facts: Facts, others: list[str]) -> str:
    """Return the `<h1>` that names the article: one that another source repeats, else the first."""
    headings = facts.heading_texts
    if len(headings) <= 1:
        return headings[0] if headings else ""
    keys = [key(text) for text in others]
    for heading in headings:
        if key(heading) in keys:
            return heading
    for heading in headings:
        if len(heading) > MIN_TITLE and any(key(heading) in other for other in keys):
            return heading
    words = [set(other.split()) for other in keys]
    return max(
        headings, key=lambda h: max((len(w & set(key(h).split())) / (len(w) or 1) for w in words), default=0)
    )


@lru_cache(maxsize=512)
def key(text: str) -> str:
    """Return *text* in the form in which two titles are compared: case, quotes, dashes and blanks folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(PUNCTUATION.sub(" ", folded).split())


def without_site(text: str, facts: Facts, known: set[str]) -> str:
    """Return *text* without the site's or section's name at its end or front.

    A part is cut where what remains is among *known* (keys of other titles), or the part names the site.
    """
    cuts = [(match.start(), match.end()) for match in SUFFIX.finditer(text)]
    for start, _ in cuts:
        if key(text[:start]) in known:
            return text[:start].strip()
    for start, end in reversed(cuts):
        if key(text[end:]) in known and is_site_name(text[:start], facts):
            return text[end:].strip()
    while cuts:
        start, end = cuts.pop()
        if not is_site_name(text[end:], facts):
            break
        text = text[:start].strip()
    return text


def is_site_name(text: str, facts: Facts) -> bool:
    """Tell whether *text* is the name of the site or of its publisher, or its host's."""
    name = key(text).replace(" ", "")
    if not name:
        return True
    labels = facts.domain.replace("-", "").split(".")
    if name in labels[:-1] or name == "".join(labels):
        return True
    names = (
        facts.meta("og:site_name", "application-name", "al:ios:app_name"),
        plain(facts.article.get("publisher")),
    )
    return any(name == key(other).replace(" ", "") for other in names if other)
