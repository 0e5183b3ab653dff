"""Articles that a site parts into pages: `?page=2`, `/2/`, `-2.html`, rel=next, "1 2 3"."""

import attrs

from newscrawl.discovery.pages.head_links import read_head_links
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import read_links
from newscrawl.discovery.pages.pagination import find_pagination, first_pages, pages_beside
from newscrawl.web.page_keys import page_key


@attrs.frozen
class ArticlePages:
    """Where a page stands among those of its article: `following` the next one's address, `first` the first one's where
    this is a later one."""

    following: str | None = None
    first: str | None = None


def read_article_pages(page: LinkedPage) -> ArticlePages:
    """Return what the *page* of an article says of its further pages."""
    url = page.url
    if not url:
        return ArticlePages()
    links = list(read_links(page, pages_beside(url)))
    head = read_head_links(page)
    pagination = find_pagination(links, url, head.next_page)
    if pagination is None:
        return ArticlePages()
    following = pagination.page_url(pagination.next) if pagination.next is not None else None
    if pagination.current <= 1:
        return ArticlePages(following)
    firsts = first_pages(url)
    labelled = (link.url for link in links if link.text.strip(" .[]()«»‹›") == "1" and page_key(link.url) in firsts)
    stated = head.canonical if head.canonical and page_key(head.canonical) in firsts else None
    return ArticlePages(following, next(labelled, stated))
