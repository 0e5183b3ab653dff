"""A redesign that hides the bylines is an alarm: in the crawl's exit code, in `quality`, in `status`, in metrics."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from newscrawl.storage import Store
from tests.cli.conftest import Command
from tests.spiders.serving import Site, links, serving
from tests.storage.builders import article

Run = Callable[..., "CompletedProcess[str]"]
QUICK = ("--set", "AUTOTHROTTLE_ENABLED=False", "--set", "CONCURRENT_REQUESTS_PER_DOMAIN=16")


def publish(site: Site, numbers: range, author: str | None, month: int = 9) -> list[str]:
    """Put up articles of a month and return their paths."""
    paths = []
    for number in numbers:
        path = f"/news/2025/{month:02d}/{number % 28 + 1:02d}/the-council-of-village-{number}-decides-about-its-market"
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": f"The council of village {number} decides about its market",
            "datePublished": f"2025-{month:02d}-{number % 28 + 1:02d}T08:00:00Z",
        }
        if author:
            data["author"] = {"@type": "Person", "name": author}
        sentences = " ".join(f"Stall {number} number {place} stays where it was until spring." for place in range(40))
        script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
        site.page(path, f"{script}<article><h1>{data['headline']}</h1><p>{sentences}</p></article>")
        paths.append(path)
    return paths


def test_a_lost_byline_is_an_alarm_until_it_is_mended(newscrawl: Run) -> None:
    with serving(Site()) as site:

        def crawl(paths: list[str]) -> int:
            site.page("/", links(paths))
            return newscrawl("crawl", site.url, *QUICK).returncode

        name = site.url.split("/")[2]
        assert crawl(publish(site, range(40), "Awa Diarra")) == 0
        assert newscrawl("quality").returncode == 0
        assert crawl(publish(site, range(100, 112), None, 10)) == 3
        told = newscrawl("quality")
        assert told.returncode == 3
        assert f"ALARM: {name} lost authors 100 % → 0 %" in told.stdout
        assert crawl(publish(site, range(100, 112), None, 10)) == 0
        assert f"ALARM: {name} lost authors" in newscrawl("status").stdout
        assert crawl(publish(site, range(200, 215), "Awa Diarra", 11)) == 0
        assert newscrawl("quality").returncode == 0
        (found,) = json.loads(newscrawl("quality", name, "--json").stdout)
        assert [run["having"]["authors"] for run in found["runs"]] == [15, 0, 40]
        assert found["alarm"] is None


def test_what_is_stored_without_a_run_is_counted(tmp_path: Path, command: Command) -> None:
    with Store.open(f"sqlite:///{tmp_path}/output/newscrawl.db") as store:
        store.save_batch([article(number) for number in range(3)])
    assert "100 %" in command("quality").out
    assert "did you mean paper.example?" in command("quality", "papr.example").err
