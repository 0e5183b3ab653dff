"""`newscrawl crawl --sites`: each site once, when it is due, by one process at a time."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

from newscrawl.storage import Store, site_of
from newscrawl.storage.state.schedule import Schedule
from tests.spiders.serving import Site, links, serving

Run = Callable[..., "CompletedProcess[str]"]
LIST = """
[[site]]
url = "{one}"
every = "1h"
headers = {{ User-Agent = "special" }}
tags = ["first"]

[[site]]
url = "{other}"
"""


SENTENCE = "The council of the town decided on Monday that the market will be moved to the river. "


def small_site(articles: int = 3) -> Site:
    site = Site()
    told = "</p><p>".join(f"{sentence} {SENTENCE * 3}" for sentence in ("First.", "Then.", "At last."))
    site.page("/", links([site.article(number, text=f"{told} {number}") for number in range(articles)]))
    return site


def test_a_round_is_made_of_what_is_due(newscrawl: Run, tmp_path: Path) -> None:
    with serving(small_site()) as one, serving(small_site(), "127.0.0.2") as other:
        (tmp_path / "sites.toml").write_text(LIST.format(one=one.url, other=other.url))
        with Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db") as store:
            schedule = Schedule(store.database)
            now = datetime.now(UTC)
            assert schedule.lease(site_of(other.url), "elsewhere:1", now, now + timedelta(hours=1))
            done = newscrawl("crawl", "--due", "--feed", "round.jsonl")
            assert done.returncode == 0, done.stderr
            assert "is left out: elsewhere:1 is crawling it" in done.stderr
            assert not other.asked
            assert one.agents == {"special"}
            state = schedule.state(site_of(one.url))
            assert state.next_run
            assert timedelta(minutes=50) < state.next_run - now < timedelta(minutes=61)
            assert schedule.runs(site_of(one.url))[0].new == 3
            assert len((tmp_path / "round.jsonl").read_text().splitlines()) == 3

            asked = one.asked.total()
            assert newscrawl("crawl", "--due", "--tag", "first").stderr.startswith("no site is due before")
            assert one.asked.total() == asked

            assert schedule.lease(site_of(other.url), "x:1", now, now, instead_of="elsewhere:1")
            both = newscrawl("crawl", "--sites", "sites.toml", "--feed", "all.jsonl")
            assert both.returncode == 0, both.stderr
            records = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
            assert {site_of(record["url"]) for record in records} == {site_of(other.url)}
            assert [path.name for path in tmp_path.glob("all*")] == ["all.jsonl"]


def test_what_cannot_be_crawled_is_said(newscrawl: Run, tmp_path: Path) -> None:
    assert "sites add" in newscrawl("crawl", "--due").stderr
    assert "--sites FILE" in newscrawl("crawl").stderr
    (tmp_path / "sites.toml").write_text('[[site]]\nurl = "https://a.example/"\n')
    done = newscrawl("crawl", "--sites", "sites.toml", "--tag", "x")
    assert (done.returncode, "no site has the tag x" in done.stderr) == (1, True)
