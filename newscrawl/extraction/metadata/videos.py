"""The videos of an article: what the page states of them (schema.org's VideoObject), and players within the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from newscrawl.extraction.metadata.json_ld import Node, as_list, plain, types
from newscrawl.extraction.metadata.page_metadata import Facts, absolute
from newscrawl.extraction.page.nodes import Element, ancestors, attribute
from newscrawl.items import NewsVideo

MAX_VIDEOS: Final = 20

MAX_TEXT: Final = 2_000

CLIMB: Final = 4
"""How far up a player may stand in a box of the text's own."""

# https://www.youtube.com/embed/dQw4w9WgXcQ, //player.vimeo.com/video/76979871, https://geo.dailymotion.com/player…
_PLAYER: Final = re.compile(
    r"(?:https?:)?//(?:[\w-]+\.)*(?:youtube(?:-nocookie)?\.com/embed/|player\.vimeo\.com/|dailymotion\.com/(?:embed|player)|"
    r"players\.brightcove\.net/|jwplayer\.com/|jwplatform\.com/|ultimedia\.com/deliver|digiteka\.net/|rutube\.ru/play|"
    r"facebook\.com/plugins/video|peertube[\w.-]*/videos/embed|wistia\.(?:com|net)/embed|kaltura\.com/)",
    re.IGNORECASE,
)


def read_videos(facts: Facts, body: Sequence[Element] = ()) -> list[NewsVideo]:
    """Return the article's videos, each once, in the page's order: first what it states, then players between the
    elements of the *body*."""
    found: dict[str, NewsVideo] = {}
    for video in (*_stated(facts), *_players(facts, body)):
        known = next((one for one in found.values() if video.url in (one.url, one.embedUrl)), None)
        if known is None:
            found[video.url] = video
    return list(found.values())[:MAX_VIDEOS]


def _stated(facts: Facts) -> Iterator[NewsVideo]:
    nodes = [facts.resolve(entry) for entry in as_list(facts.article.get("video"))]
    nodes += [node for node in facts.nodes if "VideoObject" in types(node)]
    for node in islice((node for node in nodes if isinstance(node, dict)), MAX_VIDEOS):
        video = _video(facts, node)
        if video is not None:
            yield video


def _video(facts: Facts, node: Node) -> NewsVideo | None:
    content, embedded, page = (_address(facts, plain(node.get(name))) for name in ("contentUrl", "embedUrl", "url"))
    url = content or embedded or page
    if url is None:
        return None
    return NewsVideo(
        url=url,
        embedUrl=embedded,
        thumbnailUrl=_address(facts, _first_address(node.get("thumbnailUrl") or node.get("thumbnail"))),
        name=plain(node.get("name"))[:MAX_TEXT] or None,
        description=plain(node.get("description"))[:MAX_TEXT] or None,
        duration=plain(node.get("duration"))[:40] or None,
        uploadDate=plain(node.get("uploadDate"))[:40] or None,
    )


def _first_address(value: object) -> str:
    first = next(iter(as_list(value)), None)
    if isinstance(first, dict):
        first = first.get("url") or first.get("contentUrl")
    return plain(first)


def _address(facts: Facts, address: str) -> str | None:
    return absolute(facts.base, address) if address else None


def _players(facts: Facts, body: Sequence[Element]) -> Iterator[NewsVideo]:
    """Yield the players in the boxes that the paragraphs of the *body* stand in."""
    own = {parent.mem_id for element in body if (parent := element.parent) is not None}
    for element in facts.by_tag["iframe video"][: 5 * MAX_VIDEOS] if own else ():
        if any(box.mem_id in own for box in islice(ancestors(element), CLIMB)):
            yield from _of_player(facts, element)


def _of_player(facts: Facts, element: Element) -> Iterator[NewsVideo]:
    if element.tag == "iframe":
        source = attribute(element, "src") or attribute(element, "data-src")
        url = _address(facts, source) if _PLAYER.match(source) else None
        if url is not None:
            yield NewsVideo(url=url, embedUrl=url, name=attribute(element, "title")[:MAX_TEXT] or None)
        return
    url = next(filter(None, (_address(facts, source) for source in _sources(element))), None)
    if url is not None:
        yield NewsVideo(url=url, thumbnailUrl=_address(facts, attribute(element, "poster")))


def _sources(element: Element) -> Iterable[str]:
    return (attribute(one, "src") for one in (element, *element.css("source")))
