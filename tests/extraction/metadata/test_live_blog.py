"""The posts of a live blog, in the page's order, with their times."""

import json

from newscrawl.items import as_record
from tests.extraction.body.stories import META, PARAGRAPHS, page, read

LIVE = {"@type": "LiveBlogPosting", "headline": "The valley line opens again"}


def stating(node: object) -> str:
    return META + f'<script type="application/ld+json">{json.dumps(node)}</script>'


def posts(tag: str = "div") -> list[str]:
    return [
        f'<{tag} class=post id=p{n}><time datetime="2024-06-18T1{n}:05:00+02:00">1{n}:05</time>'
        f"<h3>Train {n}</h3><p>{text}</p></{tag}>"
        for n, text in enumerate(PARAGRAPHS[:4])
    ]


def test_posts_are_read_as_stated() -> None:
    stated = [
        {"headline": "It stops", "articleBody": "<p>For <b>now</b>.</p>", "datePublished": "2024-06-18T12:00:00+02:00"},
        {"articleBody": "It goes.", "datePublished": "2024-06-18T11:00:00+02:00", "url": "/live#p1"},
    ]
    record = read(page(posts(), head=stating(LIVE | {"liveBlogUpdate": stated})))
    assert as_record(record.liveBlogUpdate) == [
        {"headline": "It stops", "articleBody": "For now.", "datePublished": "2024-06-18T12:00:00+02:00"},
        {
            "url": "https://news.example/live#p1",
            "articleBody": "It goes.",
            "datePublished": "2024-06-18T11:00:00+02:00",
        },
    ]


def test_posts_are_read_as_shown_where_none_are_stated() -> None:
    for tag in ("div", "article"):
        record = read(page(posts(tag), head=stating(LIVE)))
        updates = record.liveBlogUpdate or []
        assert [update.articleBody for update in updates] == PARAGRAPHS[:4]
        assert [update.headline for update in updates] == [f"Train {n}" for n in range(4)]
        assert [update.datePublished for update in updates] == [f"2024-06-18T1{n}:05:00+02:00" for n in range(4)]
        assert (updates[0].url or "").endswith("#p0")
        assert all(text in (record.articleBody or "") for text in PARAGRAPHS[:4])


def test_a_page_that_is_no_live_blog_has_no_posts() -> None:
    assert read(page(posts())).liveBlogUpdate is None
