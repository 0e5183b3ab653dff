"""One page, whole: the record of the article on it, or nothing."""

import math

import attrs

from newscrawl.errors import PageTooComplex
from newscrawl.extraction.body.completeness import completeness_of, is_more_of
from newscrawl.extraction.body.page_classifier import ARTICLE, article_probability
from newscrawl.extraction.body.script_data import body_in_scripts
from newscrawl.extraction.body.stated_text import clues_of
from newscrawl.extraction.body.text import Body, Scored, body_of, likely_blocks, score, stated_body
from newscrawl.extraction.guard.deadline import Deadline
from newscrawl.extraction.metadata.page_metadata import Facts, gather
from newscrawl.extraction.page.document import MAX_BYTES, Document
from newscrawl.extraction.record import read_fields
from newscrawl.extraction.surroundings.boundaries import read_edges
from newscrawl.extraction.surroundings.related import read_offers
from newscrawl.items import NewsArticle, NewsArticleMetadata
from newscrawl.web.foreign_text import clean
from newscrawl.web.given import given
from newscrawl.web.gunzip import unpack
from newscrawl.web.media import is_text
from newscrawl.web.time_zones import zone_of

FEW_CHARACTERS = 300
"""A page that shows less may be one whose text a script puts in."""

MOST_LINKED = 0.5
"""Share of link text above which a text is a menu or a list of teasers."""

MAX_PRIOR = 1.2
"""Most that a prior counts, in log odds: a page that looks like no article is none, whatever its address."""


def extract(
    html: bytes | str, url: str, encoding: str | None = None, *, article: bool | None = None
) -> NewsArticle | None:
    """Return the article in *html*, the page at *url* (absolute; `""` if unknown), or `None` if it is none.

    *html* is the response's body as served or as text; *encoding* the charset of the HTTP header, a hint.
    *article*: whether the page is one, where the caller knows. `True` gives a record wherever there is
    running text, `None` leaves it to the page's own statements, address and shape.
    Never raises for bad input: an empty, broken or hostile page gives `None` or what could be read. Bytes that are no
    text (a picture, a PDF) give `None`; gzip is unpacked. What is no page and no address at all, such as a response
    in the place of its body, is a `WrongType`.

    >>> extract(b"<p>Hello</p>", "https://example.org/") is None
    True
    """
    given(html, bytes | bytearray | str, "the page", "give its bytes or its text, as a response's body")
    given(url, str, "the address", 'give it as text, "" where it is not known')
    given(encoding, str | None, "the encoding", "give a charset such as utf-8")
    given(article, bool | None, "article", "give True where the page is one, None where that is not known")
    if isinstance(html, bytearray):
        html = bytes(html)
    if isinstance(html, bytes):
        html = unpack(html, MAX_BYTES).body
        if not is_text(html):
            return None
    try:
        return extract_document(Document.parse(html, url, encoding), article=article)
    except PageTooComplex:
        return None


def extract_document(doc: Document, prior: float = 0.0, *, article: bool | None = None) -> NewsArticle | None:
    """Return the article on a page that is parsed already, as `extract` does.

    *prior*: the log odds that the page is an article, by its address and by what the site's pages have been.
    The page's own look is weighed together with half of it, so that a short article among its like is read.
    *article* as in `extract`: what is known needs no prior.
    Raises `PageTooComplex` for a page that takes too long to read.
    """
    if article is False:
        return None
    deadline = Deadline()
    record = _read(gather(doc), prior, deadline, certain=bool(article))
    if _is_short(record):
        unwrapped = doc.unwrapped()
        held = _read(gather(unwrapped), prior, deadline, certain=bool(article)) if unwrapped else None
        record = record if _is_short(held) else held
    clean(record)
    return record


def _is_short(record: NewsArticle | None) -> bool:
    return record is None or len(record.articleBody or "") < FEW_CHARACTERS


def _read(facts: Facts, prior: float, deadline: Deadline, *, certain: bool) -> NewsArticle | None:
    deadline.check()
    scored = score(facts)
    deadline.check()
    record = None
    if scored is not None and (certain or _is_article(scored, facts, prior)):
        record = _shown(facts, scored, deadline, certain=certain)
    if _is_short(record):
        body = body_in_scripts(facts, certain=certain)
        if body is None and record is None and (scored is None or certain):
            body = stated_body(clues_of(facts))
        record = _with_body(read_fields(facts, body), body) if body else record
    return record


def _shown(facts: Facts, scored: Scored, deadline: Deadline, *, certain: bool) -> NewsArticle | None:
    """Return the record of an article whose text the page shows, in the blocks *scored*.

    One that is not *certain* is none if its text is mostly links.
    """
    offers = read_offers(scored.page, facts.url)
    offered = offers.blocks
    deadline.check()
    taken = [block for block in likely_blocks(scored) if block not in offered]
    edges = read_edges(scored.page, taken, offered, scored.clues.descriptions)
    body = body_of(scored, facts.url, offered | edges.blocks) or body_of(scored, facts.url)
    if body is None or (not certain and sum(len(link.text) for link in body.links) > MOST_LINKED * len(body.text)):
        return None
    deadline.check()
    elements = body.elements
    if is_more_of(scored.clues.article_body, body.paragraphs):
        body = stated_body(scored.clues) or body
    article = _with_body(read_fields(facts, attrs.evolve(body, elements=elements), edges), body)
    article.bodyCompleteness = completeness_of(facts, scored.page, elements, scored.clues, body.text)
    deadline.check()
    names = [author.name for author in article.authors or [] if author.name]
    article.relatedArticles = offers.related() or None
    article.authorArticles = offers.by_author(names, article.inLanguage, zone_of(facts.url)) or None
    return article


def _with_body(article: NewsArticle, body: Body) -> NewsArticle:
    article.articleBody, article.articleBodyHtml = body.text, body.html
    article.bodyCompleteness = "full"
    article.metadata = article.metadata or NewsArticleMetadata()
    article.metadata.articleBodySource = body.source
    return article


def _is_article(scored: Scored, facts: Facts, prior: float) -> bool:
    own = _log_odds(article_probability(scored, facts))
    return own + max(-MAX_PRIOR, min(MAX_PRIOR, prior / 2)) >= _log_odds(ARTICLE)


def _log_odds(probability: float) -> float:
    probability = max(1e-6, min(1 - 1e-6, probability))
    return math.log(probability / (1 - probability))
