"""Every article of the demo site, in each of its markups, reads as the site's truth says."""

import asyncio
from urllib.parse import urlsplit

import pytest
from web_poet import HttpResponse

from newscrawl.demo import RENDITIONS, DemoSite
from newscrawl.demo.routes import SOFT_404
from newscrawl.items import as_record
from newscrawl.publishers.lessor import LessorArticlePage
from newscrawl.publishers.lessor.urls import article_id

BASE = "http://127.0.0.1:8000"
# `images` repeats `mainImage`; the hash is the pipelines' to give; a former slug may be all that a page says.
NOT_COMPARED = {"images", "contentHash", "canonicalUrl"}


def page(site: DemoSite, path: str) -> LessorArticlePage:
    answer = site.answer(path, BASE)
    if answer.status == 503:
        answer = site.answer(path, BASE)
    return LessorArticlePage(response=HttpResponse(BASE + path, body=answer.body))


@pytest.fixture(scope="module", params=list(RENDITIONS))
def site(request: pytest.FixtureRequest) -> DemoSite:
    return DemoSite(request.param)


def test_every_field_of_every_article_equals_the_truth(site: DemoSite) -> None:
    wrong = []
    for expected in map(as_record, site.truth(BASE)):
        found = as_record(asyncio.run(page(site, urlsplit(expected["url"]).path).to_item()))
        names = (set(expected) | set(found)) - NOT_COMPARED
        wrong += [(expected["url"], name) for name in names if expected.get(name) != found.get(name)]
    assert wrong == []


def test_a_former_slug_reads_as_the_same_article(site: DemoSite) -> None:
    for expected in site.truth(BASE):
        for slug in site.slugs(expected.articleId)[:-1]:
            path = f"/posts/{slug}-{expected.articleId}"
            if site.answer(path, BASE).status == 200:
                found = asyncio.run(page(site, path).to_item())
                assert found.headline == expected.headline
                assert article_id(found.canonicalUrl) == expected.articleId


def test_a_soft_404_is_no_article(site: DemoSite) -> None:
    assert not page(site, SOFT_404).is_article


def test_a_listing_is_no_article(site: DemoSite) -> None:
    assert not page(site, "/").is_article
