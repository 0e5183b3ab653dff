"""The headline: which of the page's statements about its title is the one that its publisher means."""

import re
from urllib.parse import unquote

import attrs

from newscrawl.extraction.metadata.json_ld import plain
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.extraction.page.lines import has_word
from newscrawl.extraction.page.nodes import element_text
from newscrawl.web.text import key

# "Headline | Site", "Headline - Section - Site", "Headline｜サイト", "Headline--时政--人民网"
SUFFIX = re.compile(r"\s+[|–—\-·•»:/~]+\s+|\s*[|｜ㅣ]\s*|\s*(?:--|::)\s*|：(?=[^：]*$)|\s+(?:by|auf|sur|on)\s+(?=\S+$)")

# "The Herald: Ferry timetable to double"
NAMED = re.compile(r"([^:：]{3,40})[:：]\s+(\S.*)")

# "Ferry timetable to double after council…"
CUT = re.compile(r"\s*(?:…|\.{3})\s*$")

# class="kicker", "surtitre", "article__topline": what stands over a headline, now and then within its element
KICKER = ("kicker", "surtitre", "overline", "eyebrow", "topline", "dachzeile", "label", "category", "rubri", "cintillo",
          "volanta", "antetitulo", "occhiello", "section", "roofline", "spitzmarke", "vignette", "flag")  # fmt: skip
MAX_KICKER = 40

# "The", «Le», "Die": before a site's name, but not in its host's
ARTICLE = re.compile(r"^(?:the|le|la|les|l|el|los|il|lo|der|die|das|de|het|o|a)\s+")

BAR = re.compile(r"[|｜ㅣ]")

MAX_HEADLINE = 500
MIN_TITLE = 15
MAX_ADDITION = 30
MAX_ADDRESS = 1000

HEADLINE_METAS = (
    "headline",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
)

WEIGHTS = {
    "h1": 0.77,
    "og": 0.99,
    "json-ld": 1.07,
    "alternative": 0.13,
    "meta": 0.77,
    "title": -0.58,
    "slug": 1.44,
    "stranger": -0.15,
    "label": -0.49,
    "og alone": 0.94,
}
"""What a title that this source states, or of which this feature holds, gains: a conditional logit over a page's
titles, learnt by `tests/benchmarks/train_headline.py`. Negative for `<title>`, which is written for search
engines; "slug" is the share of the address's words in it; "stranger" shares few words with the others;
"label" is short where the others are long; "og alone" is OpenGraph's own where all main sources else agree."""

FEW_SHARED = 0.3

AGREEING = frozenset({"h1", "og", "json-ld", "title"})


@attrs.frozen
class Candidate:
    """A title that the page states: the text to show, the sources that state it, its compared form."""

    text: str
    kinds: frozenset[str]
    name: str

    @property
    def words(self) -> set[str]:
        """The words of the compared form."""
        return set(self.name.split())


def read_headline(facts: Facts) -> str | None:
    """Return the headline that the page's sources speak for, without the site's name; else `None`."""
    candidates = find_candidates(facts)
    if len(candidates) <= 1:
        return candidates[0].text if candidates else None
    address = slug_words(facts.url)
    return max(candidates, key=lambda one: _weight(features(one, candidates, address))).text


def _weight(found: dict[str, float]) -> float:
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())


def find_candidates(facts: Facts) -> list[Candidate]:
    """Return the different titles that the page states, without the site's name, which none of them is.

    Titles that differ in case, punctuation or blanks only are one: it shows the heading's text, but
    another one's where the heading runs words together that stand in two lines.
    """
    sources = _sources(facts)
    known = {key(text) for kind, text in sources if kind != "title"}
    own = [key(text) for kind, text in sources if kind in ("h1", "json-ld")]
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind, text in sources:
        short = without_site(text, facts, known)
        if short and len(short) <= MAX_HEADLINE and not is_site_name(short, facts):
            name = _beginning(key(short), own).replace(" ", "")
            groups.setdefault(name, []).append((kind, short))
    return _whole([_candidate(name, members) for name, members in groups.items()])


def _whole(candidates: list[Candidate]) -> list[Candidate]:
    """Return *candidates* without those that are the beginning of another and end in an ellipsis, cut short."""
    return [
        one
        for one in candidates
        if not (
            CUT.search(one.text)
            and any(other is not one and other.name.startswith(key(CUT.sub("", one.text))) for other in candidates)
        )
    ]


def _candidate(name: str, members: list[tuple[str, str]]) -> Candidate:
    """Return the candidate that *members* (kind, text) state, all of them with or without an addition."""
    kinds = frozenset(kind for kind, _ in members)
    names = {text: key(text) for _, text in members}
    exact = [text for text in names if names[text].replace(" ", "") == name] or list(names)
    best = max(exact, key=lambda text: names[text].count(" "))
    return Candidate(best, kinds, names[best])


def features(one: Candidate, candidates: list[Candidate], address: set[str]) -> dict[str, float]:
    """Return what speaks for or against *one* of the *candidates*; *address*: see `slug_words`."""
    found = dict.fromkeys(one.kinds, 1.0)
    others = [other for other in candidates if other is not one]
    if not others:
        return found
    words = one.words
    shared = max(len(words & other.words) / (min(len(words), len(other.words)) or 1) for other in others)
    if shared < FEW_SHARED:
        found["stranger"] = 1.0
    if len(words) <= 2 and min(len(other.words) for other in others) >= 5:
        found["label"] = 1.0
    if address:
        found["slug"] = len(words & address) / len(address)
    if one.kinds & AGREEING == {"og"} and any({"h1", "json-ld", "title"} <= other.kinds for other in others):
        found["og alone"] = 1.0
    return found


def slug_words(url: str) -> set[str]:
    """Return the words of the part of *url* that repeats a headline; none where no part has three.

    >>> sorted(slug_words("https://example.org/news/old-harbour-vote"))
    ['harbour', 'old', 'vote']
    """
    parts = unquote(url[:MAX_ADDRESS].partition("://")[2]).replace("_", "-").split("/")[1:]
    words = set(key(max(parts, key=lambda part: part.count("-"), default="")).split())
    return words if len(words) >= 3 else set()


def _beginning(name: str, own: list[str]) -> str:
    """Return that of the page's *own* titles which *name* repeats with a short addition, else *name*."""
    for title in own:
        if len(title) > MIN_TITLE and name.startswith(f"{title} ") and len(name) - len(title) < MAX_ADDITION:
            return title
    return name


def _sources(facts: Facts) -> list[tuple[str, str]]:
    """Return (kind, text) of every statement of the title, each kind at most once."""
    found = [
        ("og", facts.meta("og:title")),
        ("json-ld", plain(facts.article.get("headline")) or plain(facts.article.get("name"))),
        ("twitter", facts.meta("twitter:title")),
        ("microdata", facts.microdata_value("headline") if not facts.article else ""),
        ("alternative", plain(facts.article.get("alternativeHeadline"))),
        ("meta", facts.meta(*HEADLINE_METAS)),
        ("title", facts.title),
    ]
    found = [(kind, text[: 2 * MAX_HEADLINE]) for kind, text in found if text]
    titles = [text for _, text in found]
    heading = _without_kicker(facts, _own_heading(facts, titles), titles)
    return [("h1", heading), *found] if heading else found


def _own_heading(facts: Facts, others: list[str]) -> str:
    """Return the `<h1>` that names the article: one that another source repeats, else the first."""
    headings = facts.heading_texts
    main = facts.main_heading
    if main is not None and main.tag != "h1":
        return element_text(main)
    if len(headings) > 1:
        headings = [text for text in headings if not is_site_name(text, facts)] or headings
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
    return max(headings, key=lambda h: max((len(w & set(key(h).split())) / (len(w) or 1) for w in words), default=0))


def _without_kicker(facts: Facts, heading: str, titles: list[str]) -> str:
    """Return *heading* without the section or topic that stands in its element in front of it.

    That is an element so called, or what one of the page's other *titles*, without the site's name, has not.
    """
    own = next((one for one in facts.headings[:20] if element_text(one) == heading), None)
    if any(key(heading) == key(text) for text in titles):
        return heading
    first = own.css_first("span, a, small, strong, div, p, em") if own is not None else None
    if first is None:
        return heading
    label = element_text(first)
    rest = heading.removeprefix(label).strip(" :|–—-•/")
    if not label or len(label) > MAX_KICKER or rest == heading or len(rest) < MIN_TITLE:
        return heading
    known = {key(text) for text in titles} | {
        key(text[: match.start()]) for text in titles for match in SUFFIX.finditer(text)
    }
    return rest if has_word(first, KICKER) or key(rest) in known else heading


def without_site(text: str, facts: Facts, known: set[str]) -> str:
    """Return *text* without the site's or section's name at its end or front.

    A part is cut where what remains is among *known* (keys of other titles), or the part names the site.
    """
    cuts = [(match.start(), match.end()) for match in SUFFIX.finditer(text)]
    for start, _ in cuts:
        if key(text[:start]) in known:
            return text[:start].strip()
    bars = [start for start, end in cuts if BAR.search(text, start, end) and start >= MIN_TITLE]
    if bars:
        return without_site(text[: bars[0]].strip(), facts, known)
    for start, end in reversed(cuts):
        if start and is_site_name(text[:start], facts) and (key(text[end:]) in known or len(text) - end >= MIN_TITLE):
            return text[end:].strip()
    named = NAMED.match(text)
    if named and is_site_name(named[1], facts) and len(named[2]) >= MIN_TITLE:
        return named[2]
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
    return name in facts.site_names or ARTICLE.sub("", key(text)).replace(" ", "") in facts.site_names
