"""Which files of CC-NEWS hold the pages of a time."""

import gzip

import pytest

from newscrawl.archive.sources.cc_news import parse_span
from newscrawl.archive.sources.names import named
from newscrawl.archive.sources.remote import Remote
from newscrawl.errors import BadInput
from tests.archive.sources.serving import FileServer, served

STAMPS = {
    "2025/12": ["20251215000000-00001", "20251231230000-00002"],
    "2026/01": ["20260101030000-00003", "20260120100000-00004", "20260120100000-00005", "20260131220000-00006"],
    "2026/02": ["20260209000000-00007", "20260211000000-00008"],
}


def listed(name: str, months: dict[str, list[str]] = STAMPS) -> tuple[list[str], list[str], FileServer]:
    """Return the numbers of the files that *name* leads to, and the months whose lists are missing."""
    files = {}
    for month, stamps in months.items():
        lines = [f"crawl-data/CC-NEWS/{month}/CC-NEWS-{stamp}.warc.gz" for stamp in stamps]
        files[f"/crawl-data/CC-NEWS/{month}/warc.paths.gz"] = gzip.compress("\n".join(lines).encode())
    with served(files=files) as server:
        found = named([name], Remote("newscrawl/1", (server.base,)), server.base + "/")
    assert all(file.startswith(f"{server.base}/crawl-data/CC-NEWS/") for file in found.files)
    missing = [name.removeprefix(f"{server.base}/crawl-data/CC-NEWS/")[:7] for name in found.missing]
    return [file.removesuffix(".warc.gz")[-1] for file in found.files], missing, server


@pytest.mark.parametrize(
    ("name", "files"),
    [
        # The file before the first holds what was fetched in the month's first hours.
        ("cc-news:2026-01", list("23456")),
        ("cc-news:2026-02", list("678")),
        ("cc-news:2026-01..2026-02", list("2345678")),
        ("cc-news:2026-01-20..2026-02-10", list("34567")),
        ("cc-news:2026-01-21", list("45")),
        ("cc-news:2025-12..2026-01", list("123456")),
    ],
)
def test_files_are_those_of_the_time_and_the_one_before(name: str, files: list[str]) -> None:
    assert listed(name)[:2] == (files, [])


def test_a_month_that_is_not_there_is_said() -> None:
    assert listed("cc-news:2026-02..2026-04")[:2] == (list("678"), ["2026/03", "2026/04"])


def test_a_month_counts_once_however_many_days_it_has() -> None:
    span = parse_span("cc-news:2026-01-31..2026-03-01")
    assert list(span.months()) == [(2026, 1), (2026, 2), (2026, 3)]
    assert list(parse_span("cc-news:2025-12").months()) == [(2025, 12)]


@pytest.mark.parametrize(
    "name",
    [
        "cc-news:",
        "cc-news:2026",
        "cc-news:2026-13",
        "cc-news:2026-02..2026-01",
        "cc-news:2026-02-30",
        "cc-news:2015-01",
        "cc-news:0000-01",
    ],
)
def test_what_is_no_time_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="cc-news:"):
        parse_span(name)


def test_a_server_that_refuses_its_lists_is_said_in_one_line() -> None:
    with served(refusals=[403]) as server, pytest.raises(BadInput, match=r"the list cannot be read: .* answers 403"):
        named(["cc-news:2026-01"], Remote("newscrawl/1", (server.base,)), server.base)


def test_lists_at_addresses_count_paths_from_their_own_root() -> None:
    lines = b"crawl-data/CC-NEWS/2026/01/a.warc.gz\nhttps://other.example/b.warc.gz\nfile:///etc/passwd\nc.warc.gz\n"
    path = "/mirror/crawl-data/CC-NEWS/2026/01/warc.paths"
    with served(files={path: lines}) as server:
        found = named([server.base + path], Remote("newscrawl/1", (server.base,)))
    folder = f"{server.base}/mirror/crawl-data/CC-NEWS/2026/01"
    assert found.files == (f"{folder}/a.warc.gz", "https://other.example/b.warc.gz", f"{folder}/c.warc.gz")
