"""Is the page an article? What it says of itself, its address and the shape of its text, weighed together."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np

from newscrawl.extraction.body import Scored, load_weights
from newscrawl.extraction.document import Document

ARTICLE: Final = 0.5
"""At this probability and above a page counts as an article."""

WEIGHTS = "article.npz"

# Types of JSON-LD, microdata and `og:type`, by what they say about the page.
TYPES: Final = {
    "article": re.compile(r"\b(?:News|Report|Scholarly|Advertiser\w*|Opinion\w*|Analysis\w*|Background\w*|Review\w*)?Article\b", re.I),
    "blog": re.compile(r"\b(?:BlogPosting|LiveBlogPosting)\b", re.I),
    "techarticle": re.compile(r"\b(?:TechArticle|APIReference|HowTo)\b", re.I),
    "recipe": re.compile(r"\bRecipe\b"),
    "product": re.compile(r"\b(?:Product|ProductGroup|Offer|AggregateOffer|IndividualProduct)\b", re.I),
    "listing": re.compile(r"\b(?:CollectionPage|ItemList|OfferCatalog|SearchResultsPage|ProfilePage|Blog)\b"),
    "forum": re.compile(r"\b(?:DiscussionForumPosting|QAPage|Question|Comment)\b"),
    "service": re.compile(r"\b(?:Service|LocalBusiness|ProfessionalService|ContactPage|AboutPage|SoftwareApplication|Course|Event|JobPosting)\b"),
    "faq": re.compile(r"\bFAQPage\b"),
    "website": re.compile(r"\bwebsite\b", re.I),
    "author": re.compile(r"\bauthor\b"),
    "published": re.compile(r"\bdatePublished\b|published_time", re.I),
}
JSON_TYPE = re.compile(r'"(?:@type|author|datePublished)"\s*:\s*(?:\[\s*)?"?([\w ]{0,40})')

# `/2024/05/17/slug`, `/news/`, `/product/123` and the like.
PATHS: Final = {
    "date": re.compile(r"/(?:19|20)\d\d[/-]?(?:[01]?\d|[a-z]{3})\b"),
    "news": re.compile(r"/(?:news|noticias?|nachrichten|actu\w*|article\w*|artikel|story|stories|posts?|blogs?|magazin\w*|opinion|features?|insights?|press\w*|journal)\b"),
    "shop": re.compile(r"/(?:products?|produkte?|shop|store|collections?|catalog\w*|category|categories|c|p|dp|item|buy|cart|clothing)\b"),
    "forum": re.compile(r"/(?:forums?|threads?|topic|t|questions?|discussions?|community|viewtopic|r|comments|showthread|boards?)\b|(?:forum|community|discuss|stackexchange|stackoverflow|reddit)\b"),
    "docs": re.compile(r"/(?:docs?|documentation|api|reference|manual|guide|guides|help|support|kb|wiki|learn|tutorials?)\b|\b(?:docs?|developers?|api|help|support|readthedocs)\."),
    "service": re.compile(r"/(?:services?|solutions?|about\w*|contact\w*|pricing|features|platform|programs?|locations?|careers?|company)\b"),
    "listing": re.compile(r"/(?:tags?|topics?|authors?|archives?|search|list|all|category|best|page|browse|directory|events?|listings?)\b"),
}
SLUG = re.compile(r"[^/]*-[^/]*-[^/]*-[^/]*")
PRICE = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:€|kr|zł|EUR|USD)\b")


def article_probability(scored: Scored, doc: Document) -> float:
    """Return the probability that *doc*, whose blocks are *scored*, is an article."""
    weights = load_weights(WEIGHTS)
    row = (page_features(scored, doc) - weights["mean"]) / weights["scale"]
    value = float(np.clip(row, -6, 6) @ weights["weights"] + weights["bias"][0])
    return 1 / (1 + float(np.exp(-max(-30.0, min(30.0, value)))))


def page_features(scored: Scored, doc: Document) -> Any:
    """Return the page's features: statements and address, shape of the text, means over all blocks and the text's."""
    shape = _shape(scored)
    probabilities = scored.probabilities
    sizes = np.array([len(text) for text in scored.page.texts], np.float32)
    weights = probabilities * sizes
    means = scored.features.mean(0)
    texts = (weights @ scored.features) / (weights.sum() + 1)
    return np.concatenate([np.array([*_statements(doc), *_address(doc.url), *shape], np.float32), means, texts])


def _statements(doc: Document) -> list[float]:
    said: list[str] = []
    for element in doc.root.iter("script", "meta"):
        if element.tag == "script":
            if "json" in (element.get("type") or "") and element.text:
                said += [match.group(0) for match in JSON_TYPE.finditer(element.text[:200_000])]
        elif element.get("property") == "og:type":
            said.append(element.get("content") or "")
        elif "published_time" in (element.get("property") or ""):
            said.append("published_time")
    words = " ".join(said)
    counts = [len(pattern.findall(words)) for pattern in TYPES.values()]
    return [float(count > 0) for count in counts] + [float(np.log1p(count)) for count in counts]


def _address(url: str) -> list[float]:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    path = parts.path.lower()
    steps = [step for step in path.split("/") if step]
    last = steps[-1] if steps else ""
    place = f"{parts.netloc.lower()}{path}"
    return [
        *(float(bool(pattern.search(place))) for pattern in PATHS.values()),
        float(not steps),
        float(not url),
        min(len(steps), 6) / 6,
        float(bool(SLUG.search(last))),
        min(len(last), 80) / 80,
        float(any(char.isdigit() for char in last)),
        min(last.count("-"), 12) / 12,
        float(bool(parts.query)),
        float(last.endswith((".html", ".htm", ".php"))),
    ]


def _shape(scored: Scored) -> list[float]:
    probabilities = scored.probabilities
    page = scored.page
    sizes = np.array([len(text) for text in page.texts], np.float32)
    linked = np.array([bool(anchors) for anchors in page.anchors])
    weight = probabilities * sizes
    total, text = float(sizes.sum()), float(weight.sum())
    chosen = probabilities > 0.5
    inside = sizes[chosen]
    prices = sum(1 for text in page.texts if len(text) < 60 and PRICE.search(text))
    headings = page.boxes.tags.count("h1")
    first = int(np.argmax(chosen)) if chosen.any() else len(page)
    runs = int(np.count_nonzero(np.diff(chosen.astype(np.int8)) == 1))
    return [
        float(np.log1p(text)) / 10,
        text / (total + 1),
        float(np.log1p(chosen.sum())) / 5,
        float(np.log1p(inside.mean())) / 6 if inside.size else 0.0,
        float(np.log1p(inside.max())) / 8 if inside.size else 0.0,
        float((inside > 150).mean()) if inside.size else 0.0,
        float(np.log1p((inside > 150).sum())) / 4,
        text / (float(sizes[chosen].sum()) + 1),
        float((probabilities * (1 - probabilities) * sizes).sum()) / (text + 1),
        float(linked[chosen].mean()) if inside.size else 0.0,
        float(np.log1p(prices)) / 4,
        float(min(headings, 3)) / 3,
        first / len(page),
        float(np.log1p(runs)) / 3,
        float(np.log1p(page.boxes.tags.count("article"))) / 5,
    ]

