"""All that newscrawl keeps is where `--home` says, for a user who may write nowhere else, from any folder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_crawl_list import small_site
from tests.conftest import ROOT
from tests.spiders.serving import serving
from tests.waiting import PATIENCE

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return `run(*words, **variables)`: newscrawl in a folder and with code that cannot be written to, without HOME
    and TERM; for root, without what lets root write all the same."""
    code, elsewhere = tmp_path / "code", tmp_path / "elsewhere"
    shutil.copytree(ROOT / "newscrawl", code / "newscrawl", ignore=shutil.ignore_patterns("__pycache__"))
    elsewhere.mkdir()
    for path in (code, elsewhere, *code.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    powerless = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []
    if powerless and shutil.which("setpriv") is None:
        pytest.skip("root needs setpriv (util-linux) to do without its powers")

    def newscrawl(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(code), **variables}
        command = [*powerless, sys.executable, "-m", "newscrawl", *words]
        return subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=PATIENCE)

    assert subprocess.run([*powerless, "touch", str(code / "mark")], capture_output=True, check=False).returncode
    return newscrawl


def test_a_user_who_may_write_nowhere_else_crawls_looks_and_exports(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(small_site()) as site:
        home.mkdir()
        (home / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}"\n')
        done = run("--home", str(home), "crawl", "--due", "--archive", str(home / "archive"))
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in home.iterdir() if path.name != "archive"} == {".toml", ".db", ".jsonl"}
    for words in ("status", "losses", "sites check", "archive list", "prune feeds archives --older-than 9d"):
        done = run(*words.split(), NEWSCRAWL_HOME=str(home))
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert run("export", "articles", str(home / "all.csv"), NEWSCRAWL_HOME=str(home)).returncode == 0


def test_a_backfill_and_a_replay_keep_to_the_home(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    archive = str(home / "archive")
    with serving(small_site()) as site:
        months = ("--from", "2024-01", "--to", "2024-01")
        done = run("backfill", site.url, *months, "--archive", archive, NEWSCRAWL_HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert len(list(home.glob("*.jsonl"))) == 1
    done = run("replay", archive, NEWSCRAWL_HOME=str(home))
    assert done.returncode == 0, done.stderr


def test_without_a_home_it_says_what_cannot_be_written(run: Run) -> None:
    done = run("crawl", "http://127.0.0.1:9/")
    assert done.returncode == 2
    assert "cannot be written to: change its permissions" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_variable_names_stays_where_it_is(run: Run, tmp_path: Path) -> None:
    done = run("status", NEWSCRAWL_HOME=str(tmp_path), NEWSCRAWL_STORE=f"sqlite:///{tmp_path}/other.db")
    assert "other.db" in done.stderr


def test_crawl_moves_its_feeds_or_writes_none(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(small_site()) as site:
        assert run("--home", str(home), "crawl", site.url, "--feeds", "none").returncode == 0
        assert list(home.glob("*.jsonl")) == []
        assert run("crawl", site.url, "--feeds", str(tmp_path / "feeds"), NEWSCRAWL_HOME=str(home)).returncode == 0
    assert len(list((tmp_path / "feeds").iterdir())) == 0
