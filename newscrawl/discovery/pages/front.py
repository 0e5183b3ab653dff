"""What a start page lacks that names no article, in words for the user."""

from newscrawl.extraction.page.nodes import Element, attribute

FEW_LINKS = 3


def lack_of(root: Element) -> str:
    """Return why the start page *root* names no article, and what to try; empty where nothing is plain to see."""
    if root.css_first("input[type=password]") is not None:
        return "the start page asks for a login; newscrawl reads what the public sees, so start at a page that is open"
    links = [element for element in root.css("a") if attribute(element, "href")]
    if len(links) > FEW_LINKS:
        return ""
    if root.css_first("frame, iframe") is not None:
        return "the start page consists of frames; start at the address of one of them"
    if root.css_first("script") is not None:
        return (
            "the start page has only scripts, and no link without them; start at a page, feed or sitemap that names "
            "articles without them"
        )
    return "the start page has no link to an article; start at a page that has some"
