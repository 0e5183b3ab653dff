"""What a run says when it is over: a table of its crawls, and a line for each that did not end well."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from rich import box
from rich.table import Table

from newscrawl.runner.bars import bar
from newscrawl.runner.consoles import err, out
from newscrawl.runner.outcome import Ended

# Characters of the bars: as many as there is room for, none where a site's name needs it.
LEAST_BAR, MOST_BAR = 4, 16


def report(ended: Sequence[Ended]) -> bool:
    """Print the table that closes a run, and what did not end well; return whether all did."""
    if ended:
        plain = closing_table(ended)
        room = out.width - out.measure(plain).maximum - 1
        out.print(closing_table(ended, min(room, MOST_BAR)) if room >= LEAST_BAR else plain)
    troubles = [trouble for one in ended if (trouble := one.trouble)]
    for trouble in troubles:
        err.print(f"newscrawl: {trouble}", soft_wrap=True, markup=False)
    return not troubles


def closing_table(ended: Sequence[Ended], width: int = 0) -> Table:
    """Return the table that closes a run: a row a crawl, with a bar of up to *width* characters for its articles,
    the new ones solid."""
    table = Table("site", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("articles", "new", "changed", "duplicates", "pages", "errors", "seconds"):
        table.add_column(name, justify="right")
    if width:
        table.add_column("", no_wrap=True)
    most = max((one.tally.articles for one in ended), default=0)
    for one in ended:
        tally = one.tally
        numbers = (tally.articles, tally.new, tally.changed, tally.duplicates, tally.pages, tally.errors)
        picture = [bar(tally.new, tally.articles, most, width)] if width else []
        site = urlsplit(one.crawl.arguments["url"]).netloc
        table.add_row(site, *map(str, numbers), f"{one.seconds:.1f}", *picture)
    return table
