"""`newscrawl report`: a page that needs nothing beside it."""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from lxml import html

from newscrawl.browse.report import report
from newscrawl.cli.report import report as report_command
from newscrawl.errors import BadInput
from newscrawl.storage import Store
from tests.browse.filling import HOSTILE, NOW
from tests.storage.builders import article

Run = Callable[..., "CompletedProcess[str]"]


def test_a_report_has_the_charts_and_says_what_came(demo_store: Store) -> None:
    page = html.fromstring(report(demo_store, date(2025, 12, 20), NOW))
    assert re.match(r"\d+ articles", page.xpath("string(//h1)"))
    assert page.xpath("//h2/text()") == [
        "Articles a day",
        "Hours of publishing",
        "Newest",
        "Sections",
        "Printed more than once",
        "Errors of the runs",
        "Sites",
    ]
    assert len(page.xpath("//figure[@class='chart']//rect")) > 10
    assert page.xpath("//table[.//th='freshness']//tr[contains(., 'lessor.example')]")
    assert report(demo_store, date(2024, 10, 1), NOW).count("Articles a month") > 0


def test_a_report_stands_alone_under_a_strict_policy(demo_store: Store) -> None:
    page = html.fromstring(report(demo_store, date(2026, 1, 15), NOW))
    assert not page.xpath("//script | //link | //img | //*[@style] | //*[@src]")
    (style,) = page.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = page.xpath("string(//meta[@http-equiv]/@content)")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style


def test_a_hostile_article_stays_text_in_a_report(store: Store) -> None:
    store.save_batch([HOSTILE, article(1)])
    page = html.fromstring(report(store, date(2026, 1, 1), NOW))
    assert not page.xpath("//script | //img | //*[@onload] | //*[@onerror]")
    assert all(re.match(r"https?://", link) for link in page.xpath("//@href"))
    assert "document.title" in page.xpath("string(//ol)")


def test_a_report_is_drawn_without_a_complaint(demo_store: Store, chromium: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(report(demo_store, date(2026, 1, 1), NOW), "utf-8")
    chromium.get("about:blank")
    chromium.get_log("browser")
    chromium.get(path.as_uri())
    assert chromium.get_log("browser") == []
    rectangle = "return document.querySelector('.plot rect').getBoundingClientRect().width"
    assert chromium.execute_script(rectangle) > 5


def test_the_command_writes_a_report(newscrawl: Run, tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        store.save(article(1))
    done = newscrawl("report", "-o", "week.html", "--since", "2026-01-01", "--store", "sqlite:///store.db")
    assert done.returncode == 0, done.stderr
    assert "Headline 1: café at Ségou" in (tmp_path / "week.html").read_text("utf-8")


def test_days_without_articles_are_reported_as_such(store: Store) -> None:
    store.save(article(1))
    assert "--since 90d" in report(store, date(2031, 1, 1), NOW)


@pytest.mark.parametrize(
    ("file", "since", "says"),
    [("a.html", "soon", "7d"), ("a.txt", "7d", "end in .html"), ("a.html", "99999999d", "7d")],
)
def test_what_the_command_cannot_do_is_said(tmp_path: Path, file: str, since: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        report_command(tmp_path / file, since, f"sqlite:///{tmp_path}/store.db")
