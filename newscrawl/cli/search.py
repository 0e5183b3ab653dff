"""`newscrawl search WORDS`: full text over headline, standfirst and body."""

from typing import Annotated

import typer
from rich.text import Text

from newscrawl.cli.options import (
    STORE_DEFAULT,
    AuthorOption,
    JsonOption,
    LanguageOption,
    LimitOption,
    SectionOption,
    SinceOption,
    SiteOption,
    StoreOption,
    UntilOption,
    filter_of,
    opened,
    plain,
)
from newscrawl.runner.consoles import err, out
from newscrawl.storage.search.queries import Hit


def search(
    query: Annotated[str, typer.Argument(metavar="WORDS", help='Words, "a phrase", begin*, -without.')],
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    author: AuthorOption = None,
    section: SectionOption = None,
    language: LanguageOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = 20,
    json: JsonOption = False,
) -> None:
    """Find stored articles that hold all WORDS, best first; accents and capitals do not matter."""
    wanted = filter_of(site=site, author=author, section=section, language=language, since=since, until=until)
    with opened(store) as source:
        hits = source.search(query, wanted, limit)
    if json:
        out.print_json(data=plain(hits))
        return
    for hit in hits:
        out.print(_shown(hit), soft_wrap=True)
    if not hits:
        err.print("nothing found: try fewer words, or the beginning of one with a star (sapon*)")


def _shown(hit: Hit) -> Text:
    text = Text(f"{hit.headline or hit.url}\n", style="bold")
    about = "  ".join(part for part in ((hit.published or "")[:10], ", ".join(hit.authors), hit.url) if part)
    text.append(f"{about}\n", style="not bold dim")
    for piece in hit.excerpt:
        text.append(piece.text, style="bold yellow" if piece.is_hit else "not bold")
    return text.append("\n")
