"""Links to other hosts: which of them are the site itself under another name."""

import sys

import pytest

from newscrawl.discovery.learned.mirror_hosts import HOPELESS, TwinHosts
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import PageLink, read_links
from newscrawl.extraction.page.document import Document
from newscrawl.web.page_keys import page_key

HOME = "https://news.example"
OTHER = "https://www.news-example.test"


def story(number: int) -> str:
    """Return the path of article *number*."""
    return f"/news/the-story-of-village-{50_000 + number}"


def links_to(host: str, numbers: range) -> list[PageLink]:
    """Return links of one page to the articles *numbers* on *host*."""
    html = "".join(f'<p><a href="{host}{story(number)}">Story {number}</a></p>' for number in numbers)
    return list(read_links(LinkedPage.of(Document.parse(html, HOME + "/"))))


def keys(numbers: range) -> set[str]:
    """Return the page keys of the site's own articles *numbers*."""
    return {page_key(HOME + story(number)) for number in numbers}


@pytest.fixture
def hosts() -> TwinHosts:
    return TwinHosts(HOME)


def test_a_host_that_has_the_sites_articles_is_a_twin_and_its_links_come_home(hosts: TwinHosts) -> None:
    for link in links_to(OTHER, range(6)):
        assert hosts.at_home(link, keys(range(3))) is None
    assert [link.url for link in hosts.settle()] == [HOME + story(number) for number in (3, 4, 5)]
    assert hosts.twins == {OTHER}
    (later,) = links_to(OTHER, range(9, 10))
    home = hosts.at_home(later, set())
    assert home is not None
    assert home.url == HOME + story(9)


def test_articles_that_the_site_serves_later_tell_as_well(hosts: TwinHosts) -> None:
    for link in links_to(OTHER, range(6)):
        hosts.at_home(link, set())
    for number in range(2):
        hosts.saw_article(page_key(HOME + story(number)))
        assert not list(hosts.settle())
    hosts.saw_article(page_key(HOME + story(2)))
    assert [link.url for link in hosts.settle()] == [HOME + story(number) for number in (3, 4, 5)]


def test_a_link_that_waits_already_is_not_worth_reading_again(hosts: TwinHosts) -> None:
    (link,) = links_to(OTHER, range(1))
    assert hosts.may_matter(link.url)
    hosts.at_home(link, set())
    assert not hosts.may_matter(link.url)
    assert hosts.may_matter(OTHER + story(1))


def test_a_host_with_nothing_in_common_is_given_up(hosts: TwinHosts) -> None:
    for link in links_to(OTHER, range(HOPELESS)):
        hosts.at_home(link, set())
    assert not hosts.may_matter(OTHER + story(HOPELESS + 1))
    for number in range(3):
        hosts.saw_article(page_key(HOME + story(number)))
    assert not list(hosts.settle())


def test_a_link_that_waits_keeps_no_page_in_memory(hosts: TwinHosts) -> None:
    (link,) = links_to(OTHER, range(1))
    before = sys.getrefcount(link.element)
    hosts.at_home(link, set())
    after = sys.getrefcount(link.element)
    assert after == before
