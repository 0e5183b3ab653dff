"""Shells: pages that hold next to nothing themselves, whose scripts put in what a reader sees."""

from newscrawl.discovery.accounts.ledger import LISTS_ARTICLES
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.page_faults import visible_text
from newscrawl.discovery.pages.script_links import read_script_links
from newscrawl.errors import PageTooComplex
from newscrawl.extraction.extract import extract_document
from newscrawl.extraction.page.document import Document

FEW_WORDS = 60
CHARACTERS_A_WORD = 10
"""Characters that are a word at least, where words have no spaces between them or are long."""

MORE_LINKS = 3
"""Links that a listing shows after its scripts have run, and did not before, from which they are of use."""


def is_shell(document: Document) -> bool:
    """Tell whether the page has a script, and fewer than 60 words to read."""
    text = visible_text(document.html, FEW_WORDS * CHARACTERS_A_WORD)
    few = len(text.split()) < FEW_WORDS and len(text) < FEW_WORDS * CHARACTERS_A_WORD
    return few and document.html.css_first("script") is not None


def needs_scripts(document: Document, *, article: bool) -> bool:
    """Tell whether the page is a shell that does not serve: neither it nor its data hold an *article*, or links."""
    if not is_shell(document):
        return False
    if article:
        return not has_article(document)
    named = sum(1 for _ in read_script_links(LinkedPage.of(document)))
    return max(named, _links(document)) < LISTS_ARTICLES


def has_article(document: Document) -> bool:
    """Tell whether an article can be read from the page as it is."""
    try:
        return extract_document(document) is not None
    except PageTooComplex:
        return False


def has_gained(before: Document, after: Document, *, article: bool) -> bool:
    """Tell whether *after* its scripts ran the page shows what it did not *before*: an *article*, or a listing's
    links."""
    if article:
        return has_article(after)
    return _links(after) >= _links(before) + MORE_LINKS


def _links(document: Document) -> int:
    return len({link.attributes.get("href") for link in document.html.css("a[href]")})
