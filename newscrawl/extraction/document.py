"""One page, parsed once: everything that reads a page works on this tree."""

import attrs
from lxml import html as lxml_html


@attrs.frozen
class Document:
    """A parsed page.

    `root` is the `<html>` element of an lxml tree without comments; `url` the address of the response
    after redirects, absolute, or `""` where unknown.
    """

    root: lxml_html.HtmlElement
    url: str
