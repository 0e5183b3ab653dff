"""The explorer over the demo's store, served on loopback from a thread; a headless Chromium."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

from newscrawl.storage import Store
from tests.browse.driving import Browser
from tests.browse.filling import NOW, fill
from tests.conftest import ROOT
from tests.storage.conftest import clock, postgresql_database, sqlite_file, store, store_url
from tests.waiting import PATIENCE

__all__ = ["clock", "postgresql_database", "sqlite_file", "store", "store_url"]

NO_BROWSER = "no Chromium: apt-get install chromium chromium-driver, or put chromium and chromedriver on the PATH"


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A filled store, which the tests share and leave as it is."""
    path = tmp_path_factory.mktemp("browse") / "store.db"
    with Store.open(f"sqlite:///{path}", clock=lambda: NOW) as opened:
        fill(opened)
        yield opened


@contextmanager
def explored(opened: Store) -> Iterator[str]:
    """Serve the explorer of *opened*; give its address."""
    uvicorn = pytest.importorskip("uvicorn", reason="pip install 'newscrawl[browse]'")
    from newscrawl.browse.explorer import explorer
    from newscrawl.browse.serving import listening

    listener = listening("127.0.0.1", 0)
    with explorer(opened, clock=lambda: NOW) as app:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def browsed(store_url: str, *options: str) -> Iterator[str]:
    """Run `newscrawl browse` on *store_url* in a process of its own; give its address."""
    pytest.importorskip("datasette", reason="pip install 'newscrawl[browse]'")
    command = [sys.executable, "-m", "newscrawl", "browse", "--port", "0", "--store", store_url, *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://[^ ]+:\d+", line)
        assert found is not None, line
        try:
            yield found[0]
        finally:
            process.terminate()
            process.stderr.read()
            process.wait(PATIENCE)


@pytest.fixture(scope="session")
def site(demo_store: Store) -> Iterator[str]:
    """The address of the explorer over the shared store."""
    with explored(demo_store) as address:
        yield address


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the browser saves."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def chromium(downloads: Path) -> Iterator[object]:
    """A headless Chromium, shared; it writes down what pages ask for and what they complain of."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="pip install 'newscrawl[test]'")
    browser, driver = which("chromium"), which("chromedriver")
    if not browser or not driver:
        pytest.skip(NO_BROWSER)
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
    ):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=driver)
    opened = webdriver.Chrome(options=options, service=service)
    yield opened
    opened.quit()


@pytest.fixture
def browser(chromium: object, site: str) -> Browser:
    return Browser(chromium, site)
