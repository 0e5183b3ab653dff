"""What monitoring sees of a run: JSON lines, metrics, an alarm in one line and an exit code of its own."""

import json
import logging
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from urllib.request import urlopen

import pytest
import typer

from newscrawl.cli.crawl import conclude
from newscrawl.errors import BadInput
from newscrawl.fates import FateNote, Reason
from newscrawl.runner.output.closing_table import tell_end
from newscrawl.runner.output.log_formats import SETTING
from newscrawl.runner.output.logs import JsonLines, announcer, log_to_console
from newscrawl.runner.output.metrics import served
from newscrawl.runner.output.progress import Tally
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.outcome import Ended
from newscrawl.runner.running.run_settings import project_settings
from newscrawl.sites.timetable.leases import Keeper
from newscrawl.storage import Store
from newscrawl.storage.state.run_outcome import RunOutcome
from newscrawl.storage.state.schedule import Run as SiteRun
from newscrawl.storage.state.schedule import Schedule
from tests.cli.conftest import Command
from tests.cli.test_crawl_list import small_site
from tests.spiders.serving import serving

Run = Callable[..., "CompletedProcess[str]"]
DEAD = "http://127.0.0.1:9/"


@pytest.fixture(autouse=True)
def logging_as_before() -> None:
    """Undo what a test does to the log."""
    yield
    announcer.handlers, announcer.propagate = [], True
    logging.getLogger("newscrawl").setLevel(logging.NOTSET)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_every_line_of_a_json_log_is_an_object(newscrawl: Run) -> None:
    with serving(small_site()) as site:
        done = newscrawl("crawl", site.url, "--log-format", "json", "-v")
    assert done.returncode == 0, done.stderr
    entries = [json.loads(line) for line in done.stderr.splitlines()]
    assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, entries))
    assert any(entry.get("spider") == "news" for entry in entries)


def test_a_traceback_is_part_of_its_line() -> None:
    try:
        raise ValueError("torn\npage")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "no %s", ("luck",), (ValueError, error, None))
    line = JsonLines().format(record)
    assert "\n" not in line
    entry = json.loads(line)
    assert (entry["message"], entry["level"]) == ("no luck", "error")
    assert "ValueError: torn" in entry["traceback"]


def test_a_far_too_small_yield_is_said_in_one_line_with_exit_code_3(
    capfd: pytest.CaptureFixture[str],
) -> None:
    log_to_console(project_settings({SETTING: "json"}))
    crawl = Crawl("news", {"url": "https://a.example/"})
    ended = Ended(crawl, Tally(), RunOutcome.FINISHED, alarm="a.example gave 0 new articles")
    with pytest.raises(typer.Exit) as left:
        conclude([ended])
    assert left.value.exit_code == 3
    (line,) = capfd.readouterr().err.splitlines()
    assert json.loads(line)["message"] == "ALARM: a.example gave 0 new articles"


def test_a_worker_says_a_far_too_small_yield_in_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    log_to_console(project_settings({SETTING: "json"}))
    crawl = Crawl("news", {"url": "https://a.example/"})
    tell_end(Ended(crawl, Tally(), RunOutcome.FINISHED, alarm="a.example gave 0 new articles"))
    (line,) = capfd.readouterr().err.splitlines()
    assert json.loads(line)["message"] == "ALARM: a.example gave 0 new articles"


def test_metrics_tell_of_the_run_and_of_each_site(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        keeper = Keeper(store)
        keeper.take("a.example")
        keeper.give_back(
            SiteRun(
                site="a.example",
                started_at=now - timedelta(minutes=1),
                ended_at=now,
                outcome="finished",
                new=7,
                note="a.example gave 7 new articles",
                quality={"articles": 4, "having": {"authors": 3}, "words": 250, "date_sources": {}},
                counts={
                    "fates": {"refused": 2},
                    "statuses": {"403": 2},
                    "withdrawn": 1,
                    "bytes": 900,
                    "seconds": 5.0,
                    "hosts": {"www.a.example": {"requests": 3, "bytes": 900, "seconds": 4.5}},
                },
            )
        )
        refused = FateNote(site="a.example", url="https://a.example/1", reason=Reason.REFUSED, detail="403", at=now)
        store.record_fates([refused])
        port = free_port()
        with served(str(port), store) as metrics:
            metrics.update(Tally(pages=12, new=3, unreached=2, queue=5))
            text = urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
        for line in (
            "newscrawl_pages_total 12.0",
            'newscrawl_articles_total{outcome="new"} 3.0',
            'newscrawl_errors_total{kind="unreached"} 2.0',
            "newscrawl_queue 5.0",
            'newscrawl_site_last_run_new_articles{site="a.example"} 7.0',
            'newscrawl_site_last_run_alarm{site="a.example"} 1.0',
            'newscrawl_site_field_share{field="authors",site="a.example"} 0.75',
            'newscrawl_site_body_words{site="a.example"} 250.0',
            'newscrawl_site_last_run_fates{fate="refused",site="a.example"} 2.0',
            'newscrawl_site_last_run_bytes{site="a.example"} 900.0',
            'newscrawl_site_last_run_withdrawn_articles{site="a.example"} 1.0',
            'newscrawl_site_undated_articles{site="a.example"} 0.0',
            'newscrawl_host_last_run_seconds{host="www.a.example",site="a.example"} 4.5',
            'newscrawl_site_in_vain{kind="refused: 403",site="a.example"} 1.0',
            f'newscrawl_site_last_good_run_timestamp_seconds{{site="a.example"}} {float(int(now.timestamp()))}',
        ):
            assert line.split("} ")[0] in text
        assert "newscrawl_site_freshness_seconds{" not in text
        with pytest.raises(OSError, match="refused"):
            urlopen(f"http://127.0.0.1:{port}/metrics")


def test_an_alarm_stands_in_the_table_of_status(tmp_path: Path, command: Command) -> None:
    now = datetime.now(UTC)
    with Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db") as store:
        for site, note in (("a.example", "a.example gave 0 new articles"), ("b.example", None)):
            keeper = Keeper(store)
            keeper.take(site)
            keeper.give_back(SiteRun(site=site, started_at=now, ended_at=now, outcome="finished", note=note))
    *_, a, b, alarm = command("status").out.splitlines()
    assert ("ALARM, finished" in a, "ALARM" in b) == (True, False)
    assert alarm == "ALARM: a.example gave 0 new articles"


def test_a_round_of_cron_takes_sites_off_that_are_no_longer_listed(tmp_path: Path, command: Command) -> None:
    with Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db") as store:
        schedule = Schedule(store.database)
        now = datetime.now(UTC)
        for site in ("a.example", "b.example"):
            run = SiteRun(site=site, started_at=now, ended_at=now, outcome="finished")
            Keeper(store, holder="x:1").take(site)
            schedule.end("x:1", run, now + timedelta(hours=9), 0)
    for listed in ("ab", "b"):
        text = "".join(f'[[site]]\nurl = "https://{name}.example/"\n' for name in listed)
        (tmp_path / "sites.toml").write_text(text)
        assert command("crawl", "--due").code == 0
        assert [one["site"][0] for one in json.loads(command("status", "--json").out)] == list(listed)


def test_a_port_that_cannot_be_had_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = str(listener.getsockname()[1])
        for address, says in (
            (taken, "choose another port"),
            ("many", "names no port"),
            ("0", "names no port"),
        ):
            with pytest.raises(BadInput, match=says), served(address, None):
                pass
