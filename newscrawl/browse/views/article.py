"""An article as a reader wants it, and the facts beside it."""

import json
import re
from html import unescape
from itertools import pairwise
from typing import Any

import attrs

from newscrawl.browse.queries.article import Copy, Reading, copies, read_article, seen_page
from newscrawl.browse.queries.links import linked
from newscrawl.browse.requests import Answer, Asked, Data, Elsewhere, NotThere, Page
from newscrawl.browse.safe_text import PARAGRAPH, paragraphs, shown, web
from newscrawl.browse.templating import day
from newscrawl.browse.views.captured import count_of
from newscrawl.errors import BadInput
from newscrawl.fates import Fate
from newscrawl.sites.story import Story, story_of
from newscrawl.storage.articles.history import FieldChange, compare
from newscrawl.storage.articles.prepare import Record
from newscrawl.storage.graph.queries import key_of

LINKS = 60
COPIES = 50
# `<h3>What comes next</h3>`
_HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")

VERSIONS = 20
"""Versions of an article that are compared; of more, the newest."""


@attrs.frozen(kw_only=True)
class Revision:
    """A version that differs from the one before it."""

    number: int
    fetched_at: str
    changes: list[FieldChange]


def article(asked: Asked) -> Page:
    """Show article number `key`; of a page that was only seen, what is known of it."""
    database, key = asked.store.database, int(asked.path["key"])
    found = read_article(database, key)
    around = {"out": linked(database, key, "out", LINKS), "into": linked(database, key, "in", LINKS)}
    if found is None:
        seen = seen_page(database, key)
        if seen is None:
            raise NotThere(f"there is no article {key} in this store: look for it with a search")
        return Page("seen.html", {"seen": seen, **around, "node": f"a{key}"})
    values = {
        "article": found,
        "record": found.record,
        "paragraphs": paragraphs(found.record.get("articleBody")),
        "headings": headings(found.record.get("articleBodyHtml")),
        "citation": citation(found),
        "revisions": _revisions(asked, found),
        "copies": _copies(asked, found),
        "captures": count_of(asked, str(found.record.get("url") or found.url)),
        "story": _story(asked, found.url),
        "picture": _picture(found.record),
        "node": f"a{key}",
        **around,
    }
    return Page("article.html", values)


def headings(markup: str | None) -> frozenset[str]:
    """Return the paragraphs of a text that are sub-headings, by its HTML."""
    found = (unescape(_TAG.sub("", text)) for text in _HEADING.findall(markup or ""))
    return frozenset(" ".join(text.split()) for text in found)


def citation(found: Reading) -> str:
    """Return *found* as one cites it: authors, headline, site, day, address."""
    names = ", ".join(author.name for author in found.authors[:3]) + (" et al." if len(found.authors) > 3 else "")
    headline = str(found.record.get("headline") or "untitled")
    published = day(found.day or found.published) if found.published else ""
    parts = (names, f"“{headline}”", found.site, published, found.url)
    return shown(", ".join(part for part in parts if part))


def _copies(asked: Asked, found: Reading) -> list[Copy]:
    """Return the near-duplicates of *found*, each with where it stands beside this one, the earlier on the left."""
    if found.cluster is None:
        return []
    group = copies(asked.store.database, found.cluster, COPIES)
    place = next((number for number, one in enumerate(group) if one.key == found.key), 0)
    pairs = [(one.key, found.key) if number < place else (found.key, one.key) for number, one in enumerate(group)]
    return [attrs.evolve(one, beside=f"/article/{a}/beside/{b}") for one, (a, b) in zip(group, pairs, strict=True)]


def _story(asked: Asked, url: str) -> Story | None:
    try:
        story = story_of(asked.store, url, asked.now)
    except BadInput:
        return None
    return None if story.fate == Fate.UNSEEN else story


def _picture(record: Record) -> dict[str, Any] | None:
    """Return the article's picture where there is anything to say of it."""
    picture = record.get("mainImage") or {}
    return picture if picture.get("caption") or picture.get("credit") or web(picture.get("url")) else None


def article_at(asked: Asked) -> Answer:
    """Lead to the article whose address is parameter `url`."""
    url = asked.text("url")
    key = key_of(asked.store, url)
    if key is None:
        raise NotThere(f"no page {shown(url, 200)} in this store: check the address, or look for it with a search")
    return Elsewhere(f"/article/{key}")


def article_record(asked: Asked) -> Data:
    """Give the record of article number `key` as JSON."""
    found = read_article(asked.store.database, int(asked.path["key"]))
    if found is None:
        raise NotThere(f"there is no article {asked.path['key']} in this store")
    text = json.dumps(found.record, ensure_ascii=False, indent=2)
    return Data("application/json; charset=utf-8", iter([text]))


def _revisions(asked: Asked, found: Reading) -> list[Revision]:
    """Return what each version changed, newest first."""
    if found.revision < 2:
        return []
    versions = asked.store.history(found.url)[-VERSIONS:]
    pairs: Any = pairwise(versions)
    return [
        Revision(number=new.number, fetched_at=new.fetched_at, changes=[cut(one) for one in compare(old, new)])
        for old, new in pairs
    ][::-1]


def cut(change: FieldChange) -> FieldChange:
    """Return *change* with each stretch at a length that can be shown, unchanged stretches at what is around them."""
    parts = [attrs.evolve(part, text=_middle(part.text) if part.kind == "same" else part.text) for part in change.diff]
    return attrs.evolve(change, diff=[attrs.evolve(part, text=shown(part.text, PARAGRAPH)) for part in parts])


def _middle(text: str, kept: int = 160) -> str:
    if len(text) <= 3 * kept:
        return text
    before, after = text[:kept].rpartition(" "), text[-kept:].partition(" ")
    return f"{before[0] or before[2]} […] {after[2] or after[0]}"
