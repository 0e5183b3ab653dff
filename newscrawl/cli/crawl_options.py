"""The options of `newscrawl crawl`."""

from pathlib import Path
from typing import Annotated

import typer

UrlsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="URL...", help="Where to start: a site's address; with --sites, which of the list."),
]
CrawlStoreOption = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar="NEWSCRAWL_STORE",
        help="Database for articles and links: sqlite:///FILE or postgresql+psycopg://HOST/NAME.",
        show_default="sqlite:///output/newscrawl.db",
    ),
]
FeedOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Write articles here (.jsonl .json .csv .xml), or to s3://, gs://, ftp://; several sites into one .jsonl.",
        show_default="output/SITE-TIME.jsonl",
    ),
]
ArchiveOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        envvar="NEWSCRAWL_ARCHIVE",
        help="Keep every response as served in this folder (WARC).",
        show_default="none is kept",
    ),
]
RenderOption = Annotated[
    str | None,
    typer.Option(
        metavar="auto|always|never",
        help="Show pages that need scripts in a browser: auto, where a site's first pages gain by it.",
        show_default="auto",
    ),
]
FeedsOption = Annotated[
    str,
    typer.Option(
        metavar="FOLDER|none",
        envvar="NEWSCRAWL_FEEDS",
        help="Where each site's feed goes, of a site in the list a file a day; none: write no feeds.",
    ),
]
MaxPagesOption = Annotated[int | None, typer.Option(min=1, metavar="N", help="Stop each crawl after so many pages.")]
SectionsOption = Annotated[str | None, typer.Option(metavar="A,B", help="Only these sections.")]
IncludeOption = Annotated[str | None, typer.Option(metavar="REGEX", help="Only articles with such an address.")]
ExcludeOption = Annotated[str | None, typer.Option(metavar="REGEX", help="No articles with such an address.")]
AgainOption = Annotated[
    str | None,
    typer.Option(
        metavar="REASON,…",
        help="Ask once more for all addresses with such a fate, such as refused or not-article: see newscrawl losses.",
    ),
]
SpiderOption = Annotated[str | None, typer.Option(metavar="NAME", help="Use this spider, whatever the address.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Show Scrapy's log.")]
ListOption = Annotated[
    Path | None,
    typer.Option(
        "--sites",
        metavar="FILE",
        help="Crawl the sites of this list.",
        show_default="sites.toml with --tag or --due",
    ),
]
ArticlesOption = Annotated[
    Path | None,
    typer.Option("--articles", metavar="FILE", help="Read the articles of this list alone, an address a line."),
]
DueOption = Annotated[bool, typer.Option("--due", help="Of the list, only sites that are due: one round for cron.")]
ProcessesOption = Annotated[
    str,
    typer.Option(metavar="N|auto", help="Share the sites among so many processes; auto: one for each core."),
]
