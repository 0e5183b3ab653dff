"""`newscrawl browse` and `newscrawl export store` as a user starts them."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from urllib.request import urlopen

import pytest
from lxml import html

from newscrawl.cli.browse import browse
from newscrawl.errors import BadInput
from newscrawl.storage import Store
from tests.browse.conftest import browsed
from tests.conftest import ROOT
from tests.storage.builders import article
from tests.storage.conftest import postgresql_database
from tests.waiting import PATIENCE

__all__ = ["postgresql_database"]

Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def store_file(tmp_path: Path) -> str:
    """The URL of a store with an article."""
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        store.save(article(1))
    return f"sqlite:///{tmp_path}/store.db"


def test_browse_says_where_it_is_answers_there_and_ends_quietly(store_file: str) -> None:
    pytest.importorskip("datasette", reason="pip install 'newscrawl[browse]'")
    command = [sys.executable, "-m", "newscrawl", "browse", "--port", "0", "--store", store_file]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found is not None, line
        assert "1 articles" in urlopen(found[0]).read().decode()
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait(PATIENCE) in (0, 130, -signal.SIGINT)
    assert "Traceback" not in rest


def test_pictures_are_shown_where_they_are_asked_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    with Store.open(url) as store:
        store.save(article(1, mainImage={"url": "https://pictures.example/1.jpg", "caption": "A bridge"}))
    for options, pictures in (((), 0), (("--pictures",), 1)):
        with browsed(url, *options) as address, urlopen(f"{address}/article/1") as answer:
            page = html.fromstring(answer.read().decode())
            policy = answer.headers["content-security-policy"]
        assert (
            len(page.xpath("//img[@src='https://pictures.example/1.jpg'][@referrerpolicy='no-referrer']")) == pictures
        )
        assert ("img-src 'self' data: blob: http: https:;" in policy) == bool(pictures)
        assert "A bridge" in page.xpath("string(//figcaption)")


def test_a_port_that_is_taken_is_told_in_a_line(store_file: str) -> None:
    pytest.importorskip("datasette", reason="pip install 'newscrawl[browse]'")
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(BadInput, match="choose another --host or --port"),
    ):
        browse(store_file, port=taken.getsockname()[1])


def test_without_its_extra_browse_says_how_to_get_it(store_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "newscrawl.browse.serving", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(BadInput, match=re.escape("[browse]'")):
        browse(store_file)


def test_a_store_on_postgresql_is_copied_and_then_browsed(
    newscrawl: Run, postgresql_database: str, tmp_path: Path
) -> None:
    with Store.open(postgresql_database) as store:
        store.save(article(1))
    with pytest.raises(BadInput, match=re.escape(f"newscrawl export store copy.db --store {postgresql_database}")):
        browse(postgresql_database)
    assert newscrawl("export", "store", "copy.db", "--store", postgresql_database).returncode == 0
    with Store.open(f"sqlite:///{tmp_path}/copy.db", create=False) as copy:
        assert "story-1" in next(iter(copy.articles())).url
