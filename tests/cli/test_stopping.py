"""A crawl that is told to stop does so soon, however slowly its site is to be asked."""

import os
import signal
import subprocess
import sys
from pathlib import Path

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
