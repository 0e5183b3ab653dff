"""What the settings make of the machine that they are read on."""

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from scrapy.settings import default_settings

from newscrawl import settings
from tests.cli.test_crawl_list import small_site
from tests.spiders.serving import serving


@pytest.fixture
def without_uvloop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine where uvloop is not installed."""
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "uvloop", None)
        importlib.reload(settings)
        yield
    importlib.reload(settings)


def test_a_crawl_runs_on_uvloop_where_it_is_installed(scrapy_crawl: Callable[..., Any]) -> None:
    pytest.importorskip("uvloop", reason="pip install 'newscrawl[uvloop]'")
    with serving(small_site()) as site:
        done = scrapy_crawl("news", site.url, LOG_LEVEL="DEBUG")
    assert "Using asyncio event loop: uvloop.Loop" in done.log
    assert len(done.records) == 3


@pytest.mark.usefixtures("without_uvloop")
def test_without_uvloop_the_loop_is_python_s_own() -> None:
    assert settings.ASYNCIO_EVENT_LOOP is None


def test_what_controls_a_crawler_from_elsewhere_is_not_even_loaded() -> None:
    script = (
        "import sys; from newscrawl.runner.running.run_settings import project_settings; "
        "project_settings({}).get_component_priority_dict_with_base('EXTENSIONS'); "
        "print([name for name in ('scrapy.extensions.telnet', 'scrapy.extensions.remote_control', 'aiohttp') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_scrapy_s_other_extensions_are_all_there() -> None:
    left_out = set(default_settings.EXTENSIONS_BASE) - set(settings.EXTENSIONS_BASE)
    assert {path.rpartition(".")[2] for path in left_out} <= {"TelnetConsole", "RemoteControl"}
    assert set(settings.EXTENSIONS_BASE) <= set(default_settings.EXTENSIONS_BASE)
