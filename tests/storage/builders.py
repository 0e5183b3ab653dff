"""Articles for the tests, each with every part that the record knows."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newscrawl.items import NewsArticle, content_hash
from newscrawl.storage import Store
from newscrawl.storage.exports.export import ExportResult, export_links, export_people

SITE = "https://www.paper.example"


def article(number: int = 1, **changes: Any) -> NewsArticle:
    """Return article *number* of a site, published on a day of its own."""
    record: dict[str, Any] = {
        "url": f"{SITE}/posts/story-{number}?utm_source=feed",
        "canonicalUrl": f"{SITE}/posts/story-{number}",
        "headline": f"Headline {number}: café at Ségou",
        "datePublished": f"2026-01-{number % 28 + 1:02d}T09:30:00+01:00",
        "authors": [{"name": "Awa DIARRA", "nameRaw": "Par Awa DIARRA"}, {"name": f"Author {number}"}],
        "inLanguage": "fr",
        "mainImage": {"url": f"{SITE}/i/{number}.jpg", "caption": "A view", "credit": "AMAP"},
        "description": f"What happened in case {number}.",
        "articleBody": f"First paragraph of story {number}.\n\nSecond paragraph, with more of it.",
        "metadata": {"dateDownloaded": "2026-03-01T11:59:00Z", "datePublishedSource": "printed"},
        "articleId": f"id{number}",
        "agency": "AMAP",
        "section": "Society",
        "keywords": ["gold", "soap"],
        "relatedArticles": [
            {"url": f"{SITE}/posts/story-{number + 1}", "headline": f"Next {number + 1}", "position": 1},
            {
                "url": f"{SITE}/posts/story-{number + 2}",
                "headline": "Next but one",
                "excerpt": "It…",
                "position": 2,
            },
        ],
        "authorArticles": [{"url": f"{SITE}/posts/story-{number + 3}", "headline": "By the same", "byline": "Awa"}],
        "isAccessibleForFree": True,
        "fetchedAt": "2026-03-01T11:59:00Z",
    }
    record.update(changes)
    made = NewsArticle.from_dict({name: value for name, value in record.items() if value is not None})
    made.contentHash = made.contentHash or content_hash(made)
    return made


def _exported(export: Callable[[Store, Path], ExportResult], store: Store) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        export(store, path)
        return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def links_of(store: Store) -> list[dict[str, Any]]:
    """Return every link of *store*."""
    return _exported(export_links, store)


def people_of(store: Store) -> list[dict[str, Any]]:
    """Return everyone in *store*."""
    return _exported(export_people, store)
