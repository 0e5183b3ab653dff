"""Videos as the page states them, and players within the text."""

import json

from newscrawl.items import as_record
from tests.extraction.body.stories import META, page, read, with_inside

VIDEO = {
    "@type": "VideoObject",
    "name": "The first train",
    "description": "It comes.",
    "contentUrl": "/v/train.mp4",
    "embedUrl": "https://www.youtube.com/embed/abc123",
    "thumbnailUrl": ["https://news.example/v/train.jpg"],
    "duration": "PT1M5S",
    "uploadDate": "2024-06-18T10:00:00+02:00",
}
PLAYER = '<figure><iframe src="https://www.youtube.com/embed/abc123" title="The first train"></iframe></figure>'


def stating(*nodes: object) -> str:
    return META + "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def test_what_the_page_states_of_a_video_is_kept_once() -> None:
    article = {"@type": "NewsArticle", "headline": "The valley line opens again", "video": VIDEO}
    record = read(page(with_inside(PLAYER), head=stating(article, VIDEO)))
    assert as_record(record.videos) == [
        {
            "url": "https://news.example/v/train.mp4",
            "embedUrl": "https://www.youtube.com/embed/abc123",
            "thumbnailUrl": "https://news.example/v/train.jpg",
            "name": "The first train",
            "description": "It comes.",
            "duration": "PT1M5S",
            "uploadDate": "2024-06-18T10:00:00+02:00",
        }
    ]


def test_players_within_the_text_are_videos() -> None:
    file = '<video poster="/p.jpg"><source src="/v/a.mp4"></video>'
    record = read(page(with_inside(PLAYER, file)))
    assert [video.url for video in record.videos or []] == [
        "https://www.youtube.com/embed/abc123",
        "https://news.example/v/a.mp4",
    ]


def test_players_elsewhere_and_other_frames_are_none() -> None:
    advert = '<iframe src="https://ads.example/frame"></iframe>'
    assert read(page(with_inside(advert), below=f"<div class=most-watched>{PLAYER}</div>")).videos is None
