"""`newscrawl replay` of archives on servers: months of CC-NEWS, going on where a run was cut short, what is missing."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from newscrawl.spiders.archived_files import selection_of
from newscrawl.storage import Store
from tests.archive.building import http, packed, record
from tests.archive.sources.serving import FileServer, served
from tests.waiting import PATIENCE, until

FOLDER = "/crawl-data/CC-NEWS/2026"


def story(number: int, *, site: str = "paper.example", date: str = "2026-01-20T10:00:00Z") -> bytes:
    """Return the record of an article of its own."""
    subject = f"Harbour {number}"
    text = "".join(
        f"<p>The {subject} was spoken of at length on day {n}, said the council of {subject}.</p>" for n in range(8)
    )
    head = f'<meta property="og:type" content="article"><title>{subject}</title>'
    body = f"<html lang=en><head>{head}</head><body><article><h1>{subject} in town</h1>{text}</article></body></html>"
    return record(f"https://{site}/2026/01/20/harbour-{number}-in-town", http(body.encode()), date=date)


def month(month: int, **records: list[bytes]) -> dict[str, bytes]:
    """Return the files of a *month* by path; *records* by the day and hour of the file's stamp, as `d20h10`."""
    files = {
        f"{FOLDER}/{month:02d}/CC-NEWS-2026{month:02d}{stamp[1:3]}{stamp[4:6]}0000-00001.warc.gz": packed(*parts)
        for stamp, parts in records.items()
    }
    listed = "\n".join(path[1:] for path in files).encode()
    return files | {f"{FOLDER}/{month:02d}/warc.paths.gz": gzip.compress(listed)}


def replayed(server: FileServer, folder: Path, *words: str) -> tuple[int, dict[str, Any], str]:
    """Return exit code, what the command says as JSON, and its standard error."""
    base = ("--set", f"NEWSCRAWL_COMMON_CRAWL={server.base}/", "--store", "sqlite:///store.db", "--json")
    command = [sys.executable, "-m", "newscrawl", "replay", *words, *base]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, json.loads(ran.stdout) if ran.stdout else {}, ran.stderr


def stored(folder: Path) -> list[str]:
    with Store.open(f"sqlite:///{folder}/store.db") as store:
        return sorted(record["headline"].split()[1] for record in store.records())


def test_months_are_read_by_time_and_site_with_what_stands_in_the_file_before(tmp_path: Path) -> None:
    files = month(
        1, d20h10=[story(1), story(2, date="2026-02-01T00:30:00Z"), story(3, site="evil-paper.example")]
    ) | month(
        2,
        d10h00=[story(4, site="m.paper.example", date="2026-02-10T01:00:00Z")],
        d20h00=[story(5, date="2026-02-20T01:00:00Z")[:-40], story(6, date="2026-03-01T00:00:01Z")],
    )
    with served(files=files) as server:
        code, found, _ = replayed(server, tmp_path, "cc-news:2026-02", "--site", "paper.example", "--processes", "2")
        assert (code, found["new"], found["pages"], found["damaged"]) == (1, 2, 2, 1)
        assert stored(tmp_path) == ["2", "4"]
        before = len(server.asked)
        _, again, _ = replayed(server, tmp_path, "cc-news:2026-02", "--site", "paper.example")
        assert (again["pages"], again["read_before"]) == (0, 3)
        assert [path for path, _ in server.asked[before:] if path.endswith(".warc.gz")] == []
        _, more, _ = replayed(server, tmp_path, "cc-news:2026-02", "--again", "--site", "paper.example")
        assert (more["pages"], more["unchanged"], more["new"], more["changed"]) == (2, 2, 0, 0)


def test_months_that_are_not_there_are_said(tmp_path: Path) -> None:
    with served(files=month(1, d20h10=[story(1)])) as server:
        code, found, said = replayed(server, tmp_path, "cc-news:2026-01..2026-02")
    assert (code, found["new"]) == (1, 1)
    assert f"{FOLDER}/02/warc.paths.gz is not there" in said


def test_a_run_that_was_cut_short_goes_on_where_it_was(tmp_path: Path) -> None:
    """A server that goes away within a file costs what it had not given, which is asked for alone the next time."""
    path = f"{FOLDER}/news.warc.gz"
    first, rest = packed(*(story(n) for n in range(4))), packed(*(story(n) for n in range(4, 8)))
    with served(files={path: first + rest}, tear_after=len(first) + 40) as server:
        server.refuse_later = [403] * 9
        code, found, _ = replayed(server, tmp_path, server.base + path)
        assert (code, found["new"], found["unfinished"]) == (1, 4, 1)
        server.tear_after, server.refuse_later = None, []
        code, found, _ = replayed(server, tmp_path, server.base + path)
        assert (code, found["new"], found["pages"], found["unfinished"]) == (0, 4, 4, 0)
    assert stored(tmp_path) == list("01234567")


def test_what_a_killed_run_has_stored_is_not_read_again(tmp_path: Path) -> None:
    path = f"{FOLDER}/news.warc.gz"
    first, rest = packed(*(story(n) for n in range(4))), packed(*(story(n) for n in range(4, 8)))
    selection = selection_of({})
    with (
        served(files={path: first + rest}, tear_after=len(first) + 40) as server,
        Store.open(f"sqlite:///{tmp_path}/store.db") as store,
    ):
        server.refuse_later = [503] * 99  # it waits to ask for the rest
        words = [sys.executable, "-m", "scrapy", "crawl", "replay", "-a", f"archives={server.base}{path}"]
        environment = os.environ | {
            "NEWSCRAWL_STORE": f"sqlite:///{tmp_path}/store.db",
            "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
        }
        process = subprocess.Popen([*words, "-a", "resume=1"], cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL)
        until(process, lambda: len(list(store.records())) == 4)
        process.kill()
        process.wait()
        before = store.replayed.of(server.base + path, selection)
        assert (before.position, before.pages, before.new) == (len(first), 4, 4)
        server.tear_after, server.refuse_later = None, []
        code, found, _ = replayed(server, tmp_path, server.base + path)
        assert (code, found["new"], found["pages"]) == (0, 4, 4)
        after = store.replayed.of(server.base + path, selection)
        assert (after.pages, after.articles, after.new, after.done) == (8, 8, 8, True)


def test_an_address_that_gives_nothing_is_said(tmp_path: Path) -> None:
    with served() as server:
        code, found, _ = replayed(server, tmp_path, f"{server.base}/gone.warc.gz")
        assert (code, found["damaged"], found["unfinished"]) == (1, 1, 1)
        code, _, said = replayed(server, tmp_path, f"{server.base}/gone.paths.gz")
        assert (code, "the list cannot be read" in said) == (2, True)


def test_a_feed_can_be_written_of_what_a_server_has(tmp_path: Path) -> None:
    path = f"{FOLDER}/news.warc.gz"
    with served(files={path: packed(story(1), story(2))}) as server:
        code, found, _ = replayed(server, tmp_path, server.base + path, "--feed", "feed.jsonl")
    assert (code, found["new"]) == (0, 2)
    assert len((tmp_path / "feed.jsonl").read_text("utf-8").splitlines()) == 2


def test_several_processes_compare_as_one_does(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.warc.gz").write_bytes(packed(story(number), story(number + 10)))
    with served() as server:
        replayed(server, tmp_path, "0.warc.gz", "1.warc.gz")
        code, found, _ = replayed(server, tmp_path, "0.warc.gz", "1.warc.gz", "--dry-run", "--processes", "2")
    same = {field["field"]: field["same"] for field in found["fields"]}
    assert (code, same["headline"], same["articleBody"]) == (0, 4, 4)
