"""Markups of kinds that the demo site's own are not: every field of every article, whatever the elements."""

import asyncio
from urllib.parse import urlsplit

import pytest
from web_poet import HttpResponse

from newscrawl.demo import DemoSite
from newscrawl.items import as_record
from newscrawl.publishers.lessor import LessorArticlePage
from tests.publishers.renditions import KINDS, Kind
from tests.publishers.test_lessor_demo import BASE, NOT_COMPARED

ARTICLES = 60


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_of_every_article_equals_the_truth(kind: Kind) -> None:
    site = DemoSite(kind, articles=ARTICLES)
    wrong = []
    for expected in map(as_record, site.truth(BASE)):
        path = urlsplit(expected["url"]).path
        answer = site.answer(path, BASE)
        page = LessorArticlePage(response=HttpResponse(BASE + path, body=site.answer(path, BASE).body))
        assert page.is_article or answer.status != 200
        found = as_record(asyncio.run(page.to_item()))
        names = (set(expected) | set(found)) - NOT_COMPARED
        wrong += [(expected["url"], name) for name in names if expected.get(name) != found.get(name)]
    assert wrong == []
