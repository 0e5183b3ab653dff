"""Reads the article on a parsed page, knowing what the crawl takes the page for."""

import math

from newscrawl.extraction.body import score
from newscrawl.extraction.classify import ARTICLE, article_probability
from newscrawl.extraction.document import Document
from newscrawl.extraction.extract import record_of
from newscrawl.items import NewsArticle

MAX_PRIOR = 1.75
"""Most that the address counts, in log odds: a page that looks like none is none, whatever its address."""


def read_article(document: Document, prior: float = 0.0) -> NewsArticle | None:
    """Return the article on the page, or None where it is none; never raises for bad input.

    *prior*: the log odds that the page is an article, by its address and by what the site's pages have been.
    The page's own look is weighed together with half of it, so that a short article among its like is read.
    """
    scored = score(document)
    if scored is not None:
        likely = _log_odds(article_probability(scored, document)) + _bounded(prior / 2)
        if likely < _log_odds(ARTICLE):
            return None
    return record_of(document, scored)


def _bounded(prior: float) -> float:
    return max(-MAX_PRIOR, min(MAX_PRIOR, prior))


def _log_odds(probability: float) -> float:
    probability = max(1e-6, min(1 - 1e-6, probability))
    return math.log(probability / (1 - probability))
