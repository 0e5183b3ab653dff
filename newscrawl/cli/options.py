"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Any

import attrs
import typer

from newscrawl.runner.output.log_formats import LogFormat
from newscrawl.storage import DEFAULT_URL, Store

StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="URL",
        envvar="NEWSCRAWL_STORE",
        help="The database: sqlite:///FILE or postgresql+psycopg://HOST/NAME.",
    ),
]
STORE_DEFAULT = DEFAULT_URL

DEFAULT_SITES = Path("sites.toml")
SITES_VARIABLE = "NEWSCRAWL_SITES"
"""The list of sites where none is named."""

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
TsvOption = Annotated[bool, typer.Option("--tsv", help="Print tab-separated lines, whole, instead of a table.")]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many rows.")]
SiteOption = Annotated[str | None, typer.Option(metavar="SITE", help="Only this site: its domain, such as lessor.ml.")]
AuthorOption = Annotated[str | None, typer.Option(metavar="NAME", help="Only articles by this person.")]
SectionOption = Annotated[str | None, typer.Option(metavar="NAME", help="Only this section.")]
LanguageOption = Annotated[str | None, typer.Option(metavar="CODE", help="Only this language, such as fr.")]
SinceOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Published on or after: 2026-01-31 or an ISO 8601 time.")
]
SavedOption = Annotated[
    str | None, typer.Option("--saved", metavar="NAME", help="Ask a saved search instead: newscrawl searches list.")
]
UntilOption = Annotated[str | None, typer.Option(metavar="DATE", help="Published before.")]
TagsOption = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="Of the list, only sites with this tag; may be repeated."),
]
ContactOption = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        envvar="NEWSCRAWL_CONTACT",
        help="E-mail or web page where site owners reach you; sites see it.",
    ),
]
LogFormatOption = Annotated[
    LogFormat,
    typer.Option(envvar="NEWSCRAWL_LOG_FORMAT", help="Log as text, or as one JSON object a line."),
]
SettingsOption = Annotated[
    str | None,
    typer.Option(
        "--settings",
        metavar="MODULE",
        envvar=["NEWSCRAWL_SETTINGS", "SCRAPY_SETTINGS_MODULE"],
        help="Settings of your own, such as myproject.settings: pipelines, publishers, pace.",
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Change one setting; may be repeated."),
]
MetricsOption = Annotated[
    str | None,
    typer.Option(metavar="[HOST:]PORT", help="Serve Prometheus metrics here; on loopback without HOST."),
]


def opened(url: str) -> Store:
    """Open an existing store. Raises `StoreError`."""
    return Store.open(url, create=False)


def plain(value: Any) -> Any:
    """Return an attrs value, or a list of them, as dicts and lists for JSON."""
    if attrs.has(type(value)):
        return attrs.asdict(value)
    return [plain(entry) for entry in value]
