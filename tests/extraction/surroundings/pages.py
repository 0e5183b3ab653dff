"""Pages for the tests: an article with whatever a test puts around its text."""

from newscrawl import NewsArticle, extract

URL = "https://www.example.org/news/harbour-town-votes-on-a-new-bridge-10432"
PARAGRAPHS = [
    "The council of the harbour town decided on Tuesday evening, after a debate of four hours, to let the people "
    "vote on the new bridge that has divided them for a decade.",
    "Supporters say that the crossing would spare lorries a detour of forty kilometres, and the old quarter their "
    "noise; opponents fear for the salt marshes, where cranes rest in autumn.",
    "The vote is to be held in May. Until then the engineers have to say what the foundations would cost, since "
    "the ground is soft and the last estimate is older than the debate.",
]
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
HEADLINE = "<h1>Harbour town votes on a new bridge</h1>"


def read(
    inside: str = "",
    *,
    after: str = "",
    before: str = "",
    above: str = "",
    text: str = TEXT,
    head: str = "",
    url: str = URL,
    language: str = "en",
) -> NewsArticle:
    """Return the record of an article: *above* its headline, *before* its *text*, *inside* under it, *after* all."""
    article = f"<article>{above}{HEADLINE}{before}<div class=text>{text}{inside}</div></article>"
    top = f"<html lang={language}><head><meta property=og:type content=article>{head}</head>"
    found = extract(f"{top}<body><main>{article}</main>{after}</body></html>".encode(), url)
    assert found is not None
    return found


def offered(article: NewsArticle) -> list[tuple[str | None, str | None, str | None, int | None]]:
    """Return path, headline, excerpt and position of each related article."""
    return [
        (
            (entry.url or "").removeprefix("https://www.example.org"),
            entry.headline,
            entry.excerpt,
            entry.position,
        )
        for entry in article.relatedArticles or []
    ]
