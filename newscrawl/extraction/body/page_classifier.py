"""Is the page an article? What it says of itself, its address and the shape of its text, weighed together."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log1p
from operator import mul
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import numpy as np

from newscrawl.extraction.body.features import feature_names
from newscrawl.extraction.body.text import Scored
from newscrawl.extraction.body.weights import load_weights
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.extraction.page.word_classes import words

ARTICLE: Final = 0.5
"""At this probability and above a page counts as an article. Cross-validated by site, 0.94 of the articles do, and
F1 is within 0.003 of its best; a crawl weighs in what it knows of the address and the site."""

WEIGHTS = "article.npz"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.I | re.X)


# Types of JSON-LD and `og:type`, by what they say about the page.
TYPES: Final = {
    "article": _words(
        r"(?:News|Report|Scholarly|Advertiser\w*|Opinion\w*|Analysis\w*|Background\w*|Review\w*)?Article"
    ),
    "blog": _words("BlogPosting|LiveBlogPosting"),
    "technical": _words("TechArticle|APIReference|HowTo"),
    "recipe": _words("Recipe"),
    "product": _words("Product|ProductGroup|Offer|AggregateOffer|IndividualProduct"),
    "listing": _words("CollectionPage|ItemList|OfferCatalog|SearchResultsPage|ProfilePage|Blog"),
    "forum": _words("DiscussionForumPosting|QAPage|Question|Comment"),
    "service": _words(
        """Service|LocalBusiness|ProfessionalService|ContactPage|AboutPage|SoftwareApplication|Course|Event|JobPosting"""
    ),
    "faq": _words("FAQPage"),
    "website": _words("website"),
    "author": _words("author"),
    "published": _words("datePublished|published_time"),
}
JSON_KEYS: Final = ('"@type"', '"author"', '"datePublished"')
JSON_VALUE: Final = re.compile(r'\s*:\s*(?:\[\s*)?"?([\w ]{0,40})')
LONG: Final = 150
"""Characters of a paragraph."""

MAX_JSON: Final = 200_000
"""Characters of a script of JSON that are looked at."""


def _steps(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"/(?:{pattern})\b", re.X)


# What the steps of an address say: `/2024/05/17/slug`, `/news/`, `/product/123`, and hosts such as `docs.`.
PATHS: Final = {
    "date": re.compile(r"/(?:19|20)\d\d[/-]?(?:[01]?\d|[a-z]{3})\b"),
    "news": _steps(
        r"""news|noticias?|nachrichten|actu\w*|article\w*|artikel|story|stories|posts?|blogs?|magazin\w*|opinion
        |features?|insights?|press\w*|journal"""
    ),
    "shop": _steps(
        r"products?|produkte?|shop|store|collections?|catalog\w*|category|categories|c|p|dp|item|buy|cart|clothing"
    ),
    "forum": _steps(
        "forums?|threads?|topic|t|questions?|discussions?|community|viewtopic|r|comments|showthread|boards?"
    ),
    "forum host": _words("forum|community|discuss|stackexchange|stackoverflow|reddit"),
    "docs": _steps("docs?|documentation|api|reference|manual|guides?|help|support|kb|wiki|learn|tutorials?"),
    "docs host": re.compile(r"\b(?:docs?|developers?|api|help|support|readthedocs)\."),
    "service": _steps(
        r"services?|solutions?|about\w*|contact\w*|pricing|platform|programs?|locations?|careers?|company"
    ),
    "listing": _steps(
        "tags?|topics?|authors?|archives?|search|list|all|category|best|page|browse|directory|events?|listings?"
    ),
}
SLUG: Final = re.compile(r"[^/]*-[^/]*-[^/]*-[^/]*")
CURRENCIES: Final = words("$ € £ ¥ ₹ kr zł EUR USD")
PRICE: Final = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:€|kr|zł|EUR|USD)\b")


ADDRESS: Final = (
    "is the front", "unknown", "steps", "slug", "longest step", "digits at the end", "dashes at the end", "query",
    "file name",
)  # fmt: skip
"""What the rest of the columns of `_address` tell, after `PATHS`."""

SHAPE: Final = (
    "text", "share of text", "blocks of text", "text a block", "longest block", "share of long blocks", "long blocks",
    "certainty of text", "doubt", "share of blocks with links", "prices", "headlines", "place of text", "runs",
    "article elements", "dated by headline", "byline by headline", "title is headline", "share linked",
    "cards with text", "description in text",
)  # fmt: skip
"""What each column of `_shape` tells."""

NEAR: Final = 8
"""Blocks before and behind the headline among which its date and byline are looked for."""


def article_probability(scored: Scored, facts: Facts) -> float:
    """Return the probability that the page with *facts*, whose blocks are *scored*, is an article."""
    weights = load_weights(WEIGHTS, page_feature_names())
    row = (page_features(scored, facts) - weights["mean"]) / weights["scale"]
    value = float(np.clip(row, -6, 6) @ weights["weights"] + weights["bias"][0])
    return 1 / (1 + float(np.exp(-max(-30.0, min(30.0, value)))))


@cache
def page_feature_names() -> tuple[str, ...]:
    """Return what each of a page's features tells, for weights to be checked against."""
    return (
        *(f"states: {name}" for name in TYPES),
        *(f"states so often: {name}" for name in TYPES),
        *(f"address: {name}" for name in (*PATHS, *ADDRESS)),
        *(f"shape: {name}" for name in SHAPE),
        *(f"blocks: {name}" for name in feature_names()),
        *(f"words: {name}" for name in feature_names()),
    )


def page_features(scored: Scored, facts: Facts) -> Any:
    """Return the page's features: statements, address, shape of the text, means over blocks and text."""
    shape = _shape(scored)
    probabilities = scored.probabilities
    sizes = np.array([len(text) for text in scored.page.texts], np.float32)
    weights = probabilities * sizes
    means = scored.features.mean(0)
    texts = (weights @ scored.features) / (weights.sum() + 1)
    return np.concatenate([np.array([*_statements(facts), *_address(facts.url), *shape], np.float32), means, texts])


def _statements(facts: Facts) -> list[float]:
    said = [statement for source in facts.data for statement in _json_statements(source[:MAX_JSON])]
    said += [kind[:200] for kind in facts.contents("og:type")]
    said += ["published_time" for name in facts.metas if name.endswith("publishedtime")]
    counts = [sum(column) for column in zip(*map(_counts, said), strict=True)] or [0] * len(TYPES)
    return [float(count > 0) for count in counts] + [log1p(count) for count in counts]


def _json_statements(source: str) -> Iterator[str]:
    """Yield what *source* says of types, authors and dates, as `"@type" NewsArticle`."""
    for key in JSON_KEYS:
        place = source.find(key)
        while place >= 0:
            place += len(key)
            value = JSON_VALUE.match(source, place)
            if value:
                yield f"{key} {value[1]}"
            place = source.find(key, place)


@lru_cache(maxsize=2048)
def _counts(statement: str) -> tuple[int, ...]:
    """Return how often *statement* names each of `TYPES`."""
    return tuple(len(pattern.findall(statement)) for pattern in TYPES.values())


def states_article(facts: Facts) -> bool:
    """Tell whether a page says that it is an article, in JSON-LD or by `og:type`."""
    return _statements(facts)[0] > 0


def _address(url: str) -> list[float]:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    path = unquote(parts.path).lower()
    steps = [step for step in path.split("/") if step]
    last = steps[-1] if steps else ""
    longest = max(steps, key=len, default="")  # the headline, which `/story-of-a-day/12345` does not end in
    place = f"{parts.netloc.lower()}{path}"
    return [
        *(float(bool(pattern.search(place))) for pattern in PATHS.values()),
        float(not steps),
        float(not url),
        min(len(steps), 6) / 6,
        float(bool(SLUG.search(longest))),
        min(len(longest), 80) / 80,
        float(any(char.isdigit() for char in last)),
        min(longest.count("-"), 12) / 12,
        float(bool(parts.query)),
        float(last.endswith((".html", ".htm", ".php"))),
    ]


def _shape(scored: Scored) -> list[float]:
    page, texts = scored.page, scored.page.texts
    probabilities: list[float] = scored.probabilities.tolist()
    sizes = list(map(len, texts))
    chosen = [index for index, probability in enumerate(probabilities) if probability > 0.5]
    inside = [sizes[index] for index in chosen]
    long = sum(1 for size in inside if size > LONG)
    text, total, count = sum(map(mul, probabilities, sizes)), sum(inside), len(chosen)
    unsure = sum(chance * (1 - chance) * size for chance, size in zip(probabilities, sizes, strict=True))
    runs = sum(1 for index, following in pairwise([-1, *chosen]) if following > index + 1)
    linked = sum(
        len(part)
        for index in range(len(page))
        for first, last, _ in page.anchors[index]
        for part in page.parts[index][first:last]
    )
    dated, signed, titled = _by_headline(scored)
    return [
        log1p(text) / 10,
        text / (sum(sizes) + 1),
        log1p(count) / 5,
        log1p(total / count) / 6 if count else 0.0,
        log1p(max(inside)) / 8 if count else 0.0,
        long / count if count else 0.0,
        log1p(long) / 4,
        text / (total + 1),
        unsure / (text + 1),
        sum(1 for index in chosen if page.anchors[index]) / count if count else 0.0,
        log1p(_prices(texts)) / 4,
        min(page.boxes.tags.count("h1"), 3) / 3,
        (chosen[0] if chosen else len(page)) / len(page),
        log1p(runs) / 3,
        log1p(page.boxes.tags.count("article")) / 5,
        dated,
        signed,
        titled,
        linked / (sum(sizes) + 1),
        sum(1 for index in chosen if scored.features[index, _IN_CARD]) / count if count else 0.0,
        sum(1 for index in chosen if scored.features[index, _DESCRIBED]) / 2 if count else 0.0,
    ]


_IN_CARD: Final = feature_names().index("cards: in one")
_DESCRIBED: Final = feature_names().index("text: is the description")
_TITLED: Final = feature_names().index("text: is the title")
_DATED: Final = feature_names().index("opening: dated")
_SIGNED: Final = feature_names().index("opening: byline")


def _by_headline(scored: Scored) -> tuple[float, float, float]:
    """Return whether a date and a byline stand by the headline, and whether it is the page's title."""
    features, boxes = scored.features, scored.page.boxes
    headings = [
        boxes.starts[box] for box, tag in enumerate(boxes.tags) if tag == "h1" and boxes.starts[box] < boxes.ends[box]
    ]
    titled = np.flatnonzero(features[:, _TITLED] > 0)
    is_headline = any(features[block, _TITLED] > 0 for block in headings)
    if not headings and not len(titled):
        return 0.0, 0.0, 0.0
    place = next(
        (block for block in headings if features[block, _TITLED] > 0), headings[0] if headings else int(titled[0])
    )
    near = features[max(0, place - NEAR) : place + NEAR + 1]
    return float(near[:, _DATED].any()), float(near[:, _SIGNED].any()), float(is_headline)


def _prices(texts: Sequence[str]) -> int:
    """Return how many of the short *texts* name a price."""
    short = [text for text in texts if len(text) < 60]
    together = "\n".join(short)
    priced = any(sign in together for sign in CURRENCIES)
    return sum(1 for text in short if PRICE.search(text)) if priced else 0
