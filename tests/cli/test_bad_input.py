"""What cannot be used is told in one line that says what to do, with exit code 2, and leaves nothing behind."""

import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from urllib.parse import urlsplit

import pytest

from newscrawl.storage import Store
from tests.conftest import ROOT
from tests.spiders.serving import Site, links, serving
from tests.waiting import PATIENCE

Run = Callable[..., "CompletedProcess[str]"]
DEAD = "http://127.0.0.1:9/"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["crawl", "www.lessor.ml"], "https://www.lessor.ml"),
        (["crawl", "ftp://example.org/"], "http"),
        (["crawl", "http://[::1/"], "web address"),
        (["crawl", "http://newscrawl.invalid/"], "unknown"),
        (["crawl", DEAD, "--spider", "nope"], "lessor"),
        (["crawl", DEAD, "--spider", "lesor"], "did you mean lessor?"),
        (["crawl", DEAD, "--spider", "replay"], "no spider 'replay'"),
        (["crawl", DEAD, "--contact", "me"], "desk@example.org"),
        (["extract", DEAD, "--contact", "me"], "desk@example.org"),
        (["crawl", DEAD, "--contact", "büro@zeitung.example"], "ASCII"),
        (["crawl", DEAD, "--set", "NEWSCRAWL_CONTACT=nobody"], "desk@example.org"),
        (["crawl", DEAD, "--feed", "feed.txt"], ".jsonl"),
        (["crawl", DEAD, "--processes", "many"], "auto"),
        (["crawl", DEAD, "--spider", "lessor", "--store", "mysql://x/y"], "sqlite:///"),
        (["worker", "--store", "sqlite:///store.db"], "newscrawl watch"),
        (["worker", "--store", "postgresql+psycopg://127.0.0.1:9/none"], "sites add"),
        (["worker", "--store", "postgresql+psycopg://127.0.0.1:9/none", "--processes", "0"], "auto"),
        (["search", "x", "--store", "sqlite:///nothing/here.db"], "nothing/here.db"),
        (["search", "x", "--since", "soon", "--store", "sqlite:///nothing/here.db"], "2026-01-31"),
        (["export", "articles", "a.txt", "--store", "sqlite:///nothing/here.db"], "nothing/here.db"),
    ],
)
def test_one_line_and_exit_code_2(newscrawl: Run, tmp_path: Path, words: list[str], says: str) -> None:
    done = newscrawl(*words)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("option", ["--archive", "--feeds"])
@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_where_a_folder_is_needed(newscrawl: Run, tmp_path: Path, option: str, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    done = newscrawl("crawl", DEAD, "--contact", "desk@example.org", option, place)
    assert done.returncode == 2
    assert "is a file, and a folder is needed" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["file"]


def test_a_folder_that_cannot_be_made(newscrawl: Run, tmp_path: Path) -> None:
    (tmp_path / "output").write_text("in the way")
    done = newscrawl("crawl", DEAD, "--spider", "lessor")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_that_is_no_database(newscrawl: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a database at all, only a text of some length " * 20)
    done = newscrawl("search", "x", "--store", "sqlite:///notes.db")
    assert done.returncode == 2
    assert "notes.db" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_site_that_does_not_answer_is_no_good_end(newscrawl: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    done = newscrawl("crawl", f"http://127.0.0.1:{port}/", "--contact", "desk@example.org")
    assert done.returncode == 1
    (said,) = done.stderr.strip().splitlines()
    assert said.startswith(f"newscrawl: 127.0.0.1:{port}: the start page http://127.0.0.1:{port}/ cannot be read")


def test_an_unknown_host_among_others_is_told_and_the_others_are_crawled(newscrawl: Run) -> None:
    with serving(Site()) as site:
        site.page("/", links([site.article(1)]))
        done = newscrawl("crawl", "http://newscrawl.invalid/", site.url, "--contact", "desk@example.org")
    assert done.returncode == 1
    assert "the host newscrawl.invalid is unknown" in done.stderr
    assert urlsplit(site.url).netloc in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["lessor", "-a", "url=www.lessor.ml"], "no web address"),
        (["nope"], "lessor"),
        (["lessor", "-s", "NEWSCRAWL_STORE=mysql://x"], "sqlite:///"),
    ],
)
def test_scrapy_crawl_tells_wrong_arguments_too(arguments: list[str], says: str) -> None:
    command = [sys.executable, "-m", "scrapy", "crawl", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_locked_database_is_named(newscrawl: Run, tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/store.db").close()
    holder = sqlite3.connect(tmp_path / "store.db")
    holder.execute("BEGIN EXCLUSIVE")
    done = newscrawl("crawl", DEAD, "--spider", "lessor", "--store", "sqlite:///store.db?timeout=0.1")
    holder.close()
    assert done.returncode == 2
    assert "another process is writing" in done.stderr
    assert "Traceback" not in done.stderr
