"""The crawl goes where a page leads besides its links: frames, refreshes, scripts, buttons, headers, feeds."""

import json

import pytest

from tests.discovery.sites import MemorySite, keys, link, slug

PATHS = [slug(number) for number in range(5)]
LINKS = "".join(map(link, PATHS))


def site(home: str, **pages: str) -> MemorySite:
    """Return a site of five articles whose start page is *home*; `_` in the names of *pages* stands for `.`."""
    made = MemorySite()
    made.add(range(5))
    made.pages["/"] = f"<html>{home}</html>"
    made.pages.update({f"/{name.replace('_', '.')}": body for name, body in pages.items()})
    return made


def feed(paths: list[str]) -> str:
    return "<rss><channel>" + "".join(f"<item><link>{path}</link></item>" for path in paths) + "</channel></rss>"


STATE = json.dumps({"stories": [{"url": path, "title": "The story behind the town hall"} for path in PATHS]})
ITEM_LIST = json.dumps({"@type": "ItemList", "itemListElement": [{"position": 1, "url": path} for path in PATHS]})


@pytest.mark.parametrize(
    "made",
    [
        site('<meta http-equiv=refresh content="0;url=/index.html">', index_html=f"<html>{LINKS}"),
        site('<meta http-equiv=refresh content="0;url=/en/start">', **{"en/start": f"<html>{LINKS}"}),
        site("<script>location.replace('/front')</script>", front=f"<html>{LINKS}"),
        site("<frameset><frame src=/menu><frame src=/front></frameset>", front=f"<html>{LINKS}", menu="<html>"),
        site("<body><iframe src=/front></iframe>", front=f"<html>{LINKS}"),
        site(f'<script type="application/ld+json">{ITEM_LIST}</script>'),
        site(f'<script id="__NEXT_DATA__" type="application/json">{STATE}</script>'),
        site(f"<script>window.__NUXT__={STATE}</script>"),
        site("<link rel=alternate type=text/xml href=/latest>", latest=feed(PATHS)),
        site("<link rel=feed href=/latest>", latest=feed(PATHS)),
        site('<a href="/rss/all">RSS</a>', **{"rss/all": feed(PATHS)}),
        site('<a href="/abo">RSS</a>', abo='<html><a href="/news.xml">RSS Sport</a>', news_xml=feed(PATHS)),
        site('<button data-url="/ajax/list?page=2">Mehr</button>', **{"ajax/list?page=2": LINKS}),
        site('<link rel=next href="/more?after=x">', **{"more?after=x": f"<html>{LINKS}"}),
        site("<link rel=sitemap href=/map>", map="\n".join("https://news.example" + path for path in PATHS)),
    ],
)
def test_every_article_is_found(made: MemorySite) -> None:
    assert keys(made.crawl().stored) == keys(PATHS)


def test_an_article_stub_leads_to_its_article_once() -> None:
    made = site(link("/go/the-story-of-a-bridge-12345"))
    made.pages["/go/the-story-of-a-bridge-12345"] = f'<html><meta http-equiv=refresh content="0;url={PATHS[0]}">'
    assert made.crawl().stored == PATHS[:1]


def test_a_round_of_refreshes_ends() -> None:
    made = site('<meta http-equiv=refresh content="0;url=/1">')
    for number in range(1, 50):
        made.pages[f"/{number}"] = f'<html><meta http-equiv=refresh content="0;url=/{number + 1}">'
    made.crawl()
    assert "/3" not in made.asked


def test_a_site_with_a_feed_for_each_of_its_tags_is_not_asked_for_all() -> None:
    made = site("".join(f'<a href="/tag/{n}/feed/">RSS</a>' for n in range(200)) + LINKS)
    assert keys(made.crawl().stored) == keys(PATHS)
    assert sum(path.endswith("/feed/") for path in made.asked) <= 32


def test_a_url_set_may_name_sitemaps_among_its_pages() -> None:
    host = "https://news.example"
    made = site("<p>")
    made.pages["/sitemap.xml"] = (
        f"<urlset><url><loc>{host}/news-2.xml</loc></url><url><loc>{host}{PATHS[0]}</loc></url>"
    )
    made.pages["/news-2.xml"] = f"<urlset><url><loc>{host}{PATHS[1]}</loc></url></urlset>"
    assert keys(made.crawl().stored) == keys(PATHS[:2])
