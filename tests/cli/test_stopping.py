"""A crawl that is told to stop does so soon, however slowly its site is to be asked."""

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from newscrawl.storage import Store
from tests.cli.test_crawl_list import small_site
from tests.conftest import ROOT
from tests.spiders.serving import serving
from tests.waiting import PATIENCE, until


def test_what_waits_for_its_turn_is_left_to_the_next_run(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "newscrawl", "--home", str(tmp_path), "crawl"]
    slow = ["--set", "AUTOTHROTTLE_ENABLED=False", "--set", "DOWNLOAD_DELAY=1000"]
    with serving(small_site()) as site:
        command = [*words, site.url, *slow]
        process = subprocess.Popen(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)})
        until(process, lambda: bool(site.asked["/robots.txt"]))
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
        assert not any(path.startswith("/news/") for path in site.asked)
        done = subprocess.run([*words, site.url], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0
    with Store.open(f"sqlite:///{tmp_path}/newscrawl.db") as store:
        assert len(list(store.records())) == 3


@pytest.mark.parametrize("module", ["typer", "newscrawl.cli.home", "newscrawl.cli.docs", "rich.markdown"])
def test_ctrl_c_is_one_line_however_early_it_comes(tmp_path: Path, module: str) -> None:
    script = f"""
import sys

class Interrupting:
    def find_spec(name, *_):
        if name == {module!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting)
sys.argv = ["newscrawl", "docs"]
from newscrawl.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "newscrawl: interrupted\n")


def test_the_command_hears_ctrl_c_before_it_loads_what_it_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["scripts"] == {"newscrawl": "newscrawl.__main__:main"}
    loaded = subprocess.run(
        [sys.executable, "-c", "import newscrawl.__main__, sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert [name for name in loaded if name.startswith("newscrawl")] == ["newscrawl", "newscrawl.__main__"]
