"""An article as a card to read on a terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newscrawl.browse.safe_text import paragraphs, shown
from newscrawl.items import NewsArticle

WIDEST = 88
"""Characters of a line that a reader's eye follows."""


def card(article: NewsArticle) -> RenderableType:
    """Return *article*: headline and standfirst, what is known of it, its text."""
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, value in _facts(article):
        facts.add_row(name, Text(shown(value)))
    head: list[RenderableType] = [Text(shown(article.headline or "without a headline"), style="bold")]
    if article.description:
        head.append(Text(shown(article.description), style="italic"))
    body = [Padding(Text(text), (1, 0, 0, 0)) for text in paragraphs(article.articleBody)]
    parts = [*head, Padding(facts, (1, 0, 0, 0)), *body]
    return Group(*map(_narrow, parts))


def _narrow(part: RenderableType) -> RenderableType:
    grid = Table.grid()
    grid.add_column(max_width=WIDEST)
    grid.add_row(part)
    return grid


def _facts(article: NewsArticle) -> Iterator[tuple[str, str]]:
    people = ", ".join(author.name for author in article.authors or [] if author.name)
    words = len((article.articleBody or "").split())
    picture = article.mainImage
    found = {
        "published": article.datePublished,
        "as printed": article.datePublishedRaw,
        "changed": article.dateModified,
        "by": people,
        "agency": article.agency,
        "place": article.dateline,
        "section": article.section,
        "keywords": ", ".join(article.keywords or []),
        "language": article.inLanguage,
        "picture": picture.url if picture else None,
        "caption": picture.caption if picture else None,
        "related": str(len(article.relatedArticles)) if article.relatedArticles else None,
        "words": str(words),
        "address": article.canonicalUrl or article.url,
    }
    return ((name, value) for name, value in found.items() if value)
