"""Judge an address before it is fetched: an article, a listing, or not worth a request.

Evidence is summed as log odds, from the form of the address, the text and place of the link, the source that
names it, and what the site's own addresses have been so far.
"""

import math
import re
from datetime import date
from functools import lru_cache
from typing import Literal

import attrs

from newscrawl.discovery.addresses.traps import Trap, trap_of
from newscrawl.discovery.addresses.url_features import UrlTraits, traits_of
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.discovery.pages.links import PageLink

Kind = Literal["article", "listing", "waste"]
Source = Literal["feed", "sitemap", "page"]

_SOURCE: dict[Source, float] = {"feed": 3.0, "sitemap": 0.8, "page": 0.0}
_PLACE = {"main": 0.3, "aside": 0.0, "header": -0.8, "nav": -1.0, "footer": -1.5}
_OLD_FORMS = (Trap.DEPTH, Trap.PARAMETERS, Trap.REPEATS)
HEADLINE_WORDS = 6
_SLUG = (-1.2, -0.8, 0.0, 1.2, 2.0)

# Segments that lead to lists, in a few languages: a weak hint beside the form
_LISTING = re.compile(
    r"tags?|topics?|themes?|themen|tema|authors?|auteurs?|autor(?:es)?|autore|categor\w+|section|rubri\w+|archiv\w*|"
    r"page|pages|index|dossiers?|profile?|people|person|byline|journalistes?|contributors?|writers?|latest|"
    r"authored|topics|keywords?|mot-cle|etiquetas?|schlagwort|search|recherche|suche",
    re.IGNORECASE,
)
# Segments behind which no article stands
_UTILITY = re.compile(
    r"(?:log|sign)-?(?:in|out|up|on)|register|account|cart|checkout|panier|wp-(?:admin|login|json|content)\S*|"
    r"api|ajax|cdn-cgi|search|recherche|suche|busca|buscar|share|print|mailto|feeds?|rss|comment-page-\d+|"
    r"(?:terms|conditions|privacy|cookies?|mentions|imprint|impressum|datenschutz)(?:-\w+){0,4}|(?:politique|"
    r"politica|pol%C3%ADtica)-de-\S+|contact(?:-us|ez-nous)?|about(?:-us)?|a-propos|faq|help|"
    r"newsletters?|subscribe|subscription|abonnements?|advertis\w+|publicite|jobs|careers|sitemap",
    re.IGNORECASE,
)

SURELY_NO_ARTICLE = 0.35
"""Probability below which a page that was asked for as a listing is one, whatever it looks like."""


@attrs.frozen
class Judgement:
    """What a link is taken for; `probability` is that of its being an article.

    `why` says why it is waste, in words. `trap` is what its form looks like: of what is no waste for all that, only a
    few are worth a request until they turn out to be articles.
    """

    kind: Kind
    probability: float
    why: str = ""
    trap: Trap | None = None


@attrs.frozen
class _Form:
    """What the form of an address says: log odds that it is an article's, or why no page worth a request has it."""

    odds: float
    waste: str = ""
    trap: Trap | None = None


def judge(
    url: str,
    patterns: SitePatterns,
    today: date,
    *,
    link: PageLink | None = None,
    source: Source = "page",
) -> Judgement:
    """Judge the canonical *url* of the site that *patterns* were learned from.

    *link* is how a page shows it, *source* what named it, *today* the current day at the site (dates after it
    are a calendar's).
    """
    form = _form_of(url, today)
    shown = link is not None and is_headline(link)
    if form.waste:
        return Judgement("waste", 0.0, form.waste)
    if form.trap and not _is_worth_trying(url, form.trap, shown=shown, source=source):
        return Judgement("waste", 0.0, form.trap, form.trap)
    learned = max(-5.0, min(5.0, patterns.evidence(url)))
    odds = -0.8 + _SOURCE[source] + form.odds + learned * 1.2
    if link is not None:
        odds += _link_odds(link)
    probability = 1 / (1 + math.exp(-odds))
    if form.trap and probability < 0.5:
        return Judgement("waste", probability, form.trap, form.trap)
    return Judgement("article" if probability >= 0.5 else "listing", probability, trap=form.trap)


def is_headline(link: PageLink) -> bool:
    """Tell whether *link* stands on its page as the headline of an article: in a heading, or a sentence of text."""
    return link.place in ("main", "aside") and (link.heading or _words_of(link) >= HEADLINE_WORDS)


def _is_worth_trying(url: str, trap: Trap, *, shown: bool, source: Source) -> bool:
    """Tell whether an address that looks like a *trap* may be an article's for all that."""
    if shown or source == "feed":
        return True
    if trap in (Trap.FACET, Trap.PARAMETERS) and traits_of(url).id:
        return True
    return source == "sitemap" and trap in _OLD_FORMS


def is_believed(taken_for: str, probability: float) -> bool:
    """Tell whether a page that reads as an article is one: a start page never, a listing rarely.

    *taken_for* is what the crawl asked for it as (`article`, `listing`, `home`; other words: nothing is known),
    *probability* that of its address.
    """
    return taken_for != "home" and (taken_for != "listing" or probability >= SURELY_NO_ARTICLE)


def log_odds(probability: float) -> float:
    """Return the log odds of *probability*, bounded."""
    return math.log(max(probability, 1e-6) / max(1 - probability, 1e-6))


def _is_utility(traits: UrlTraits) -> bool:
    """Tell whether a segment is a utility's. `/search/label/Mali` is a tag listing, as blogs have it."""
    segments = traits.segments[1:] if traits.segments[:2] == ("search", "label") else traits.segments
    return any(map(_UTILITY.fullmatch, segments))


@lru_cache(maxsize=32768)
def _form_of(url: str, today: date) -> _Form:
    traits = traits_of(url)
    if traits.file_type:
        return _Form(0.0, f"a file of type {traits.file_type}")
    if _is_utility(traits):
        return _Form(0.0, "a service of the site, such as a search, a login or a feed")
    return _Form(_form_odds(traits), "", trap_of(url, today))


def _form_odds(traits: UrlTraits) -> float:
    if traits.depth == 0 and not traits.parameters:
        return -6.0
    odds = _SLUG[traits.words] if traits.words < len(_SLUG) else 2.6
    odds += 1.7 if traits.id else 0.0
    odds += 0.3 if ".{x}" in traits.skeleton else 0.0
    if traits.day is not None:
        odds += 1.6 if traits.words >= 2 or traits.id else -2.0
    if not traits.id and any(map(_LISTING.fullmatch, traits.segments[:-1])):
        odds -= 2.0
    if traits.depth == 1 and traits.words <= 2 and not traits.id:
        odds -= 1.0
    return odds


def _link_odds(link: PageLink) -> float:
    odds = _PLACE[link.place] + (0.8 if link.heading else 0.0)
    words = _words_of(link)
    if words >= 6:
        return odds + 1.6
    if words >= 4:
        return odds + 1.0
    return odds - 0.9 if 0 < words <= 2 else odds


def _words_of(link: PageLink) -> int:
    """Count the words of the link's text; of scripts without blanks, six letters count as one."""
    words = len(link.text.split())
    return words if link.text.isascii() else max(words, sum(not letter.isascii() for letter in link.text) // 6)
