"""`newscrawl quality`: how many of a run's articles have what articles should have."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

import attrs
import typer

from newscrawl.cli.exit_codes import FAR_TOO_FEW
from newscrawl.cli.options import STORE_DEFAULT, JsonOption, StoreOption, TsvOption, opened
from newscrawl.runner.output.consoles import out
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.sites.accounts.quality import Quality, alarm_of, lost_fields, usual_quality
from newscrawl.storage import Store
from newscrawl.storage.articles.fields import Field
from newscrawl.storage.named import known_site
from newscrawl.storage.state.coverage import stored_sites
from newscrawl.storage.state.schedule import Run, Schedule
from newscrawl.web.moments import now

RUNS = 20


@attrs.frozen(kw_only=True)
class SiteQuality:
    """What the last runs of a site with new or changed articles brought, newest first, beside its habit."""

    site: str
    runs: list[Run]
    usual: Quality
    alarm: str | None

    def as_json(self) -> dict[str, Any]:
        """Return this as plain values."""
        return {
            "site": self.site,
            "runs": [{"started_at": run.started_at.isoformat(), **(run.quality or {})} for run in self.runs],
            "habit": attrs.asdict(self.usual),
            "alarm": self.alarm,
        }


def quality(
    site: Annotated[str | None, typer.Argument(metavar="SITE", help="Its last runs: its domain.")] = None,
    store: StoreOption = STORE_DEFAULT,
    json: JsonOption = False,
    tsv: TsvOption = False,
) -> None:
    """Say how many of the new and changed articles of each site's last run have date, authors, body, section, picture.

    Beside it, in brackets, stands the site's habit. A field that falls far below it is an ALARM; then the exit code
    is 3.
    """
    with opened(store) as source:
        names = stored_sites(source.database) if site is None else [known_site(source.database, site)]
        found = [_of(source, name, now()) for name in names]
    if json:
        print_json([one.as_json() for one in found])
    else:
        rows = [row for one in found for row in _rows(one, all_runs=site is not None)]
        print_rows(rows, tsv=tsv, nothing="no article is stored so far")
    alarms = [one.alarm for one in found if one.alarm]
    for alarm in alarms if not (json or tsv) else ():
        out.print(f"ALARM: {alarm}", soft_wrap=True, markup=False)
    if alarms:
        raise typer.Exit(FAR_TOO_FEW)


def _of(store: Store, site: str, moment: datetime) -> SiteQuality:
    runs = [run for run in Schedule(store.database).runs(site) if run.quality is not None][:RUNS]
    alarm = alarm_of(site, lost_fields(store, site, moment))
    return SiteQuality(site=site, runs=runs, usual=usual_quality(store, site, moment), alarm=alarm)


def _rows(one: SiteQuality, *, all_runs: bool) -> list[dict[str, object]]:
    """Return a row for the last run of a site, or for each; where none is known, one for what is stored."""
    runs = one.runs if all_runs else one.runs[:1]
    return [_row(one, run.started_at, run.quality or {}) for run in runs] or [
        _row(one, None, attrs.asdict(one.usual), own=True)
    ]


def _row(one: SiteQuality, begun: datetime | None, found: Mapping[str, Any], *, own: bool = False) -> dict[str, object]:
    having, articles = found.get("having", {}), found.get("articles", 0)
    shares = {
        field.word: _share(having.get(field.word, 0), articles, None if own else one.usual.share(field.word))
        for field in Field
    }
    words = "-" if found.get("words") is None else f"{found['words']}"
    return {
        "site": one.site,
        "run": f"{begun:%Y-%m-%d %H:%M}" if begun else "-",
        "articles": articles,
        **shares,
        "median_words": words if own or one.usual.words is None else f"{words} ({one.usual.words})",
        "dates_by": _sources(found.get("date_sources", {})),
    }


def _share(part: int, whole: int, usual: float | None) -> str:
    share = f"{100 * part / whole:.0f} %" if whole else "-"
    return share if usual is None else f"{share} ({100 * usual:.0f})"


def _sources(counts: Mapping[str, int]) -> str:
    parts: Sequence[str] = [f"{name} {count}" for name, count in counts.items()]
    return ", ".join(parts) or "-"
