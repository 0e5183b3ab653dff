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
    SavedOption,
    SectionOption,
    SinceOption,
    SiteOption,
    StoreOption,
    TsvOption,
    UntilOption,
    opened,
    plain,
)
from newscrawl.cli.saved import asked
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.storage import Filter
from newscrawl.storage.named import require_articles
from newscrawl.storage.search.queries import Hit

HELP = "Words that all occur, '\"words in a row\"', begin*, -without."


def search(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help=HELP)] = None,
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    author: AuthorOption = None,
    section: SectionOption = None,
    language: LanguageOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    saved: SavedOption = None,
    limit: LimitOption = 20,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """Find stored articles that hold all WORDS, best first; accents and capitals do not matter.

    Without WORDS it lists the newest, of all or under the conditions given.
    """
    wanted = Filter(site=site, author=author, section=section, language=language, since=since, until=until)
    with opened(store) as source:
        require_articles(source.database, wanted)
        query, wanted = asked(source, words, wanted, saved)
        hits = source.search(query, wanted, limit)
    if json:
        print_json(plain(hits))
    elif tsv:
        print_rows([_row(hit) for hit in hits], tsv=True)
    else:
        for hit in hits:
            out.print(_shown(hit), soft_wrap=True)
    if not hits:
        err.print("nothing found: try fewer words, or the beginning of one with a star (sapon*)")


def _row(hit: Hit) -> dict[str, object]:
    authors = ", ".join(hit.authors)
    found = {"published": hit.published, "site": hit.site, "headline": hit.headline, "authors": authors}
    return {**found, "url": hit.url, "score": hit.score, "excerpt": hit.marked("", "")}


def _shown(hit: Hit) -> Text:
    text = Text(f"{hit.headline or hit.url}\n", style="bold")
    about = "  ".join(part for part in ((hit.published or "")[:10], ", ".join(hit.authors), hit.url) if part)
    text.append(f"{about}\n", style="not bold dim")
    for piece in hit.excerpt:
        text.append(piece.text, style="bold yellow" if piece.is_hit else "not bold")
    return text.append("\n")
