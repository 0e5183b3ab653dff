"""`newscrawl feed WORDS -o FILE`: a question as a feed to subscribe to."""

from pathlib import Path
from typing import Annotated

import typer

from newscrawl.cli.options import (
    STORE_DEFAULT,
    AuthorOption,
    LanguageOption,
    LimitOption,
    SavedOption,
    SectionOption,
    SinceOption,
    SiteOption,
    StoreOption,
    UntilOption,
    opened,
)
from newscrawl.cli.saved import asked
from newscrawl.runner.output.consoles import err
from newscrawl.storage import Filter
from newscrawl.storage.exports.syndication import Channel, write_feed
from newscrawl.storage.named import require_articles
from newscrawl.storage.search.newest import newest_records
from newscrawl.web.counted import counted
from newscrawl.web.moments import now


def feed(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="As for search; without words, all articles.")
    ] = None,
    file: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Ends in .rss, .xml, .atom or .json (JSON Feed).")
    ] = Path("feed.xml"),
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    author: AuthorOption = None,
    section: SectionOption = None,
    language: LanguageOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    saved: SavedOption = None,
    limit: LimitOption = 50,
) -> None:
    """Write the newest articles that answer a question as a full-text feed, for a feed reader or a newsroom.

    Run it after each crawl and put the file where readers ask for it; newscrawl browse serves every search so.
    """
    wanted = Filter(site=site, author=author, section=section, language=language, since=since, until=until)
    with opened(store) as source:
        require_articles(source.database, wanted)
        query, wanted = asked(source, words, wanted, saved)
        records = newest_records(source, query, wanted, limit)
    title = " · ".join(part for part in ("newscrawl", saved or query, site, author, section, language) if part)
    write_feed(file, Channel(title=title, url=file.name, home="https://schema.org/NewsArticle", now=now()), records)
    err.print(f"{counted(len(records), 'article')} in {file}", soft_wrap=True, markup=False)
