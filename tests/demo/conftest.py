"""A site of each rendition, and the page of an article as text and as a tree."""

from collections.abc import Callable

import pytest
from lxml import html as lxml_html

from newscrawl.demo import RENDITIONS, DemoSite

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="session", params=RENDITIONS)
def site(request):
    """A site that the tests share and leave as it is."""
    return DemoSite(request.param)


@pytest.fixture
def own_site(request):
    """A site that one test may change."""
    return DemoSite("semantic")


@pytest.fixture
def page_of(site) -> Callable[[str], str]:
    """Return a function: article id -> its page."""

    def page(article_id: str) -> str:
        site.answer(f"/posts/{site.slugs(article_id)[-1]}-{article_id}", BASE)
        answer = site.answer(f"/posts/{site.slugs(article_id)[-1]}-{article_id}", BASE)
        assert answer.status == 200
        return answer.body.decode()

    return page


@pytest.fixture
def tree_of(page_of):
    """Return a function: article id -> its page as an lxml tree."""
    return lambda article_id: lxml_html.fromstring(page_of(article_id))
