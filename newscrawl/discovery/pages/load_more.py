"""Buttons that load more of a listing: the address is in a data attribute, for a script to ask for."""

import re

from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.extraction.page.nodes import Element, attribute
from newscrawl.web.page_keys import page_key
from newscrawl.web.urls import canonical_url

MAX_BUTTONS = 200
MAX_FOUND = 10

_NEXT_NAMES = (
    "next next-url next-page next-page-url next-link nexturl nextpage nextpage-url more more-url "
    "load-more load-more-url loadmore loadmore-url infinite infinite-scroll infinite-url infinite-scroll-url"
)
_ADDRESS_NAMES = "url href link src path target endpoint ajax ajax-url page-url load-url fetch-url api-url source"
_CARRIERS = ", ".join(f"[data-{name}]" for name in (_NEXT_NAMES + " " + _ADDRESS_NAMES).split())
_NEXT = frozenset(f"data-{name}" for name in _NEXT_NAMES.split())
_ADDRESS = frozenset(f"data-{name}" for name in _ADDRESS_NAMES.split())
# class="btn-load-more", id="next", class="infinite-scroll"
_LOADING = re.compile(r"more|next|load|pagin|infinite", re.IGNORECASE)
# /news?page=2, https://example.org/p2, ?page=2; not #list, 12, true, .articles
_LIKE_AN_ADDRESS = re.compile(r"https?://\S+|/\S*|[\w./-]*\?\S+|[\w-]+/\S+", re.IGNORECASE)


def read_load_more(page: LinkedPage) -> list[str]:
    """Return the canonical addresses that buttons of *page* would load."""
    found: dict[str, None] = {}
    for element in page.root.css(_CARRIERS)[:MAX_BUTTONS]:
        button = _is_button(element)
        for name, value in element.attributes.items():
            address = (value or "").strip()
            if name in _NEXT or (button and name in _ADDRESS):
                target = canonical_url(address, page.base) if _LIKE_AN_ADDRESS.fullmatch(address) else ""
                if target and page_key(target) != page_key(page.url):
                    found[target] = None
    return list(found)[:MAX_FOUND]


def _is_button(element: Element) -> bool:
    """Tell whether *element* is pressed to load something: by its tag, its role, its marks, or as a link that leads
    nowhere by itself."""
    if element.tag == "button" or attribute(element, "role") == "button":
        return True
    if element.tag == "a" and attribute(element, "href")[:1] in ("", "#"):
        return True
    return bool(_LOADING.search(f"{attribute(element, 'class')} {attribute(element, 'id')}"))
