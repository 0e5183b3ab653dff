"""`newscrawl sources` after real crawls: what is of use, and what broke how."""

import json
from collections.abc import Callable
from subprocess import CompletedProcess

from tests.cli.test_quality import QUICK, publish
from tests.spiders.serving import Site, serving

Run = Callable[..., "CompletedProcess[str]"]


def test_sources_are_told_with_what_is_wrong(newscrawl: Run) -> None:
    with serving(Site()) as site:
        items = "".join(f"<item><link>{site.url}{path[1:]}</link></item>" for path in publish(site, range(8), "Awa"))
        site.file("/feed", "application/rss+xml", f"<rss version='2.0'><channel>{items}</channel></rss>")
        site.page("/", "<link rel=alternate type=application/rss+xml href=/feed>")
        assert newscrawl("crawl", site.url, *QUICK).returncode == 0
        first = {one["kind"]: one for one in json.loads(newscrawl("sources", "--json").stdout)}
        site.page("/feed", "no", status=403)
        newscrawl("crawl", site.url, *QUICK)
        (status,) = json.loads(newscrawl("status", "--json").stdout)
        shown = newscrawl("sources", site.url.split("/")[2]).stdout
    assert status["counts"]["fates"]["refused"] == 1
    assert status["counts"]["statuses"]["403"] >= 1
    assert status["counts"]["bytes"] > 0
    assert sum(status["stored_a_day"]) == 8
    # Places that were only guessed at are no sources.
    assert set(first) == {"home", "feed"}
    assert first["feed"]["state"] == "has new articles"
    assert first["feed"]["new"] is not None
    assert "failing: refused: 403" in shown
    assert newscrawl("sources", "other.example").returncode == 1
