"""The project deploys to Scrapyd as it is: `scrapyd-deploy`, then a crawl that Scrapyd starts from the egg."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from newscrawl.storage import Store
from tests.cli.test_crawl_list import small_site
from tests.conftest import ROOT
from tests.spiders.serving import serving
from tests.waiting import PATIENCE, until

pytest.importorskip("scrapyd", reason="pip install 'newscrawl[scrapyd]'")

PARTS = ("newscrawl", "scrapy.cfg", "pyproject.toml", "README.md", "LICENSE")


class Scrapyd:
    """A server that was started for the test."""

    def __init__(self, url: str, server: "subprocess.Popen[bytes]") -> None:
        self.url = url
        self.server = server

    def ask(self, name: str, data: dict[str, str] | None = None, **query: str) -> dict[str, object]:
        """Return the answer of its interface."""
        body = urlencode(data).encode() if data is not None else None
        with urlopen(f"{self.url}{name}.json?{urlencode(query)}", body, timeout=PATIENCE) as answer:
            found: dict[str, object] = json.load(answer)
            return found

    def answers(self) -> bool:
        """Tell whether it is up."""
        try:
            return self.ask("daemonstatus")["status"] == "ok"
        except URLError:
            return False


@pytest.fixture
def scrapyd(tmp_path: Path) -> Iterator[Scrapyd]:
    """A real Scrapyd on a free port, in a folder of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    folder = tmp_path / "scrapyd"
    folder.mkdir()
    options = f"[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\npoll_interval = 0.2\n"
    (folder / "scrapyd.conf").write_text(options)
    environment = os.environ | {"NEWSCRAWL_STORE": f"sqlite:///{tmp_path}/store.db"}
    environment.pop("PYTHONPATH", None)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [str(Path(sys.executable).parent / "scrapyd")],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
    found = Scrapyd(f"http://127.0.0.1:{port}/", server)
    try:
        until(server, found.answers)
        yield found
    finally:
        server.terminate()
        server.wait()


def test_the_project_deploys_and_crawls(scrapyd: Scrapyd, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for part in PARTS:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, project / part)
    config = (project / "scrapy.cfg").read_text().replace("http://localhost:6800/", scrapyd.url)
    (project / "scrapy.cfg").write_text(config)
    deploy = [str(Path(sys.executable).parent / "scrapyd-deploy")]
    done = subprocess.run(deploy, cwd=project, capture_output=True, text=True, timeout=PATIENCE)
    assert '"status": "ok"' in done.stdout, done.stdout + done.stderr
    spiders = scrapyd.ask("listspiders", project="newscrawl")["spiders"]
    assert spiders == ["articles", "backfill", "lessor", "news", "replay"]

    with serving(small_site()) as site:
        asked = {"project": "newscrawl", "spider": "news", "url": site.url}
        assert scrapyd.ask("schedule", {**asked, "setting": "AUTOTHROTTLE_ENABLED=0"})["status"] == "ok"
        until(scrapyd.server, lambda: bool(scrapyd.ask("listjobs", project="newscrawl")["finished"]))
    with Store.open(f"sqlite:///{tmp_path}/store.db", create=False) as store:
        assert len(list(store.records())) == 3
