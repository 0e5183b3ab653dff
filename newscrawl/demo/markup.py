"""The few helpers that every rendition writes its HTML with."""

from collections.abc import Iterable
from html import escape

from newscrawl.demo.roughen import HARD_BREAK
from newscrawl.demo.views import Link, Run


def text(value: str) -> str:
    """Return *value* escaped for text and attributes alike, a hard break as `<br>`."""
    return escape(value).replace(HARD_BREAK, "<br>")


def anchor(link: Link, attributes: str = "") -> str:
    """Return *link* as an `<a>`, with *attributes* as written."""
    return f'<a href="{text(link.href)}"{attributes and " " + attributes}>{text(link.text)}</a>'


def line(runs: Iterable[Run], attributes: str = "") -> str:
    """Return *runs* as text in which links are `<a>` with *attributes*."""
    return "".join(text(run) if isinstance(run, str) else anchor(run, attributes) for run in runs)
