"""What a run says when it is over: a table of its crawls, and a line for each that did not end well."""

import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

from newscrawl.runner.output.bars import bar
from newscrawl.runner.output.consoles import out
from newscrawl.runner.output.logs import announcer
from newscrawl.runner.output.tables import Column, Row, print_table, table_lines
from newscrawl.runner.running.outcome import Ended
from newscrawl.storage.state.run_outcome import RunOutcome

logger = logging.getLogger(__name__)

COLUMNS = (
    Column("site", kept=True),
    *(Column(name, right=True) for name in ("articles", "new", "changed", "duplicates", "pages", "errors", "seconds")),
)
# Characters of the bars: as many as there is room for, none where a site's name needs it.
LEAST_BAR, MOST_BAR = 4, 16


def report(ended: Sequence[Ended]) -> bool:
    """Print the table that closes a run, and what did not end well; return whether all did."""
    if ended:
        rows = [_row(one) for one in ended]
        room = out.width - max(line.cell_len for line in table_lines(COLUMNS, rows, None)) - 3
        if out.is_terminal and room >= LEAST_BAR:
            most = max(one.tally.articles for one in ended)
            bars = [bar(one.tally.new, one.tally.articles, most, min(room, MOST_BAR)) for one in ended]
            print_table((*COLUMNS, Column("")), [(*row, drawn) for row, drawn in zip(rows, bars, strict=True)])
        else:
            print_table(COLUMNS, rows)
    for one in ended:
        if one.lost:
            site = urlsplit(one.crawl.arguments["url"]).netloc
            out.print(f"lost at {site}: {one.lost} (asked for again on a widening plan)", soft_wrap=True, markup=False)
    return tell_troubles(ended)


def tell_troubles(ended: Sequence[Ended]) -> bool:
    """Say what did not end well; return whether all did."""
    troubles = [trouble for one in ended if (trouble := one.trouble)]
    for trouble in troubles:
        announcer.warning("newscrawl: %s", trouble)
    return not troubles


def tell_end(ended: Ended) -> None:
    """Say in a line of the log how a crawl ended, loudly where it gave far too few articles."""
    tally, site = ended.tally, ended.crawl.site
    numbers = {name: getattr(tally, name) for name in ("pages", "articles", "new", "changed", "errors")}
    fields = {"site": site, "outcome": ended.outcome.value, "seconds": round(ended.seconds, 1), **numbers}
    words = "%s: %s, %s new articles, %s errors"
    logger.info(words, site, ended.outcome, tally.new, tally.errors, extra={"fields": fields})
    if ended.trouble and ended.outcome is not RunOutcome.STOPPED:
        logger.warning("%s", ended.trouble, extra={"fields": {"site": site}})
    if ended.alarm:
        announcer.error("ALARM: %s", ended.alarm, extra={"fields": {"site": site}})


def _row(one: Ended) -> Row:
    tally = one.tally
    numbers = (tally.articles, tally.new, tally.changed, tally.duplicates, tally.pages, tally.errors)
    return (urlsplit(one.crawl.arguments["url"]).netloc, *numbers, f"{one.seconds:.1f}")
