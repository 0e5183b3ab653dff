"""`newscrawl coverage`: how complete what is stored may be."""

from typing import Annotated

import typer

from newscrawl.cli.options import STORE_DEFAULT, JsonOption, StoreOption, TsvOption, opened
from newscrawl.errors import BadInput
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.seen_by import SeenBy
from newscrawl.sites.accounts.coverage import Coverage, coverage_of
from newscrawl.storage.named import known_site
from newscrawl.storage.state.coverage import stored_sites
from newscrawl.web.counted import counted
from newscrawl.web.moments import moment_of, now


def coverage(
    site: Annotated[str | None, typer.Argument(metavar="SITE", help="Only this site: its domain.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only articles published since then: 2026-01-31.")
    ] = None,
    store: StoreOption = STORE_DEFAULT,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """Say for each site by which sources its articles were seen, and how many there may be.

    The estimate compares the two sources that hang together least: what both name of each other's articles tells how
    many neither names (capture-recapture). It comes with the interval that holds the truth in 95 of 100 cases.
    """
    moment = moment_of(since) if since is not None else None
    if since is not None and moment is None:
        raise BadInput(f"--since {since} is no date: give 2026-01-31 or 2026-01-31T08:00+00:00")
    with opened(store) as source:
        names = stored_sites(source.database) if site is None else [known_site(source.database, site)]
        found = [coverage_of(source, name, now(), moment) for name in names]
    if json:
        print_json([one.as_json() for one in found])
        return
    print_rows([_row(one) for one in found], tsv=tsv, nothing="no article is stored so far")
    if not tsv:
        for one in found:
            for line in _remarks(one):
                out.print(line, soft_wrap=True, markup=False)
        if len(found) == 1:
            err.print("what became of each address that gave no article: newscrawl losses", soft_wrap=True)


def _row(one: Coverage) -> dict[str, object]:
    shares = {kind.word: _share(one.seen[kind.word], one.articles) for kind in SeenBy}
    return {
        "site": one.site,
        "articles": one.articles,
        **shares,
        "there_may_be": estimated(one),
        "oldest": one.oldest and f"{one.oldest:%Y-%m-%d}",
        "newest": one.newest and f"{one.newest:%Y-%m-%d}",
    }


def estimated(one: Coverage) -> str:
    """Return the estimate in a few words: `about 161 (143 to 229)`; `-` where there is none."""
    pair = one.pair
    if pair is None or pair.estimate is None:
        return "-"
    about = "at least" if pair.at_least else "about"
    since = f", since {pair.since:%Y-%m-%d}" if pair.since else ""
    return f"{about} {pair.estimate.articles} ({pair.estimate.low} to {pair.estimate.high}{since})"


def _remarks(one: Coverage) -> list[str]:
    lines = []
    if one.pair is None:
        lines.append("no estimate: fewer than two of sitemap, feed and listing have shown articles")
    else:
        table, pair = one.pair.table, one.pair
        overlap = f"{pair.one.word} and {pair.other.word}: {table.both} in both, {table.one} and {table.other} in one"
        lines += [overlap, pair.remark if pair.estimate else f"no estimate: {pair.remark}"]
    if one.unknown:
        lines.append(f"{counted(one.unknown, 'article')} stored by hand, or before sources were noted")
    if one.waiting or one.in_vain:
        lines.append(f"to be asked for: {counted(one.waiting, 'address', 'addresses')}; in vain so far: {one.in_vain}")
    for feed in one.overran:
        lines.append(f"on {feed.overran:%Y-%m-%d %H:%M} all of {feed.url} was new: articles before may be missing")
    for day in one.thin:
        lines.append(
            f"thin day: {day.day} with {counted(day.articles, 'article')} where about {day.expected} are its habit"
        )
    return [f"{one.site}: {line}" for line in lines]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"
