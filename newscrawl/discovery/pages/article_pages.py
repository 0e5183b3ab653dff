"""Articles that a site parts into pages: `?page=2`, `/2/`, `-2.html`, rel=next, "1 2 3"."""

import re

import attrs

from newscrawl.discovery.pages.head_links import read_head_links
from newscrawl.discovery.pages.links import read_links
from newscrawl.discovery.pages.pagination import find_pagination, first_pages
from newscrawl.extraction.page.document import Document
from newscrawl.web.page_keys import page_key

# href="?page=2", href="/news/story?p=2", rel=next: without any of these, no page is worth a closer look
_HINT = re.compile(
    rb"rel\s*=\s*[\"']?next|[?&](?:amp;)?(?:p|pg|page|pagina|seite|start|part|s)=\d|href\s*=\s*[\"']?[^\"'\s>]{1,400}?"
    rb"[/_.,-](?:p|page|pag|teil|part)?[-_]?\d{1,2}(?:/|\.\w{2,5})?[\"'\s>]",
    re.IGNORECASE,
)


@attrs.frozen
class ArticlePages:
    """Where a page stands among those of its article: `following` the next one's address, `first` the first one's where
    this is a later one."""

    following: str | None = None
    first: str | None = None


def read_article_pages(document: Document) -> ArticlePages:
    """Return what the page of an article says of its further pages."""
    url = document.url
    if not url or not _HINT.search(document.source):
        return ArticlePages()
    links = list(read_links(document.html, url))
    head = read_head_links(document.html, url)
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
