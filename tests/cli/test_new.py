"""`newscrawl new publisher`: from an address to a publisher with a test that passes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.cli.test_crawl_list import small_site
from tests.conftest import ROOT
from tests.spiders.serving import Site, serving

pytest.importorskip("time_machine")

Run = Callable[..., "CompletedProcess[str]"]


def test_the_written_test_passes_at_once_and_the_module_is_used(newscrawl: Run, tmp_path: Path) -> None:
    with serving(small_site(5)) as site:
        done = newscrawl("new", "publisher", site.url, "--folder", "mine")
        assert done.returncode == 0, done.stderr
        assert "headline" in done.stdout
        assert "3 of 3" in done.stdout
        folder = tmp_path / "mine"
        (module,) = [path for path in folder.glob("*.py") if not path.name.startswith(("test_", "conftest"))]
        assert len(list(folder.glob("fixtures/*/*/output.json"))) == 3
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        environment["PYTHONPATH"] = str(ROOT)
        for command in ([sys.executable, "-m", "pytest", "mine"], [sys.executable, "-m", "pytest"]):
            where = tmp_path if command[-1] == "mine" else folder
            ran = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True)
            assert ran.returncode == 0, ran.stdout

        text = module.read_text().replace("    # zone=", '    zone="Africa/Dakar",\n    # zone=')
        field = "from web_poet import field\n\n\n"
        text = text.replace("class ", field + "class ", 1)
        method = '    """\n\n    @field\n    def section(self):\n        return "Town"\n\n\nPUBLISHER'
        text = text.replace('    """\n\n\nPUBLISHER', method)
        module.write_text(text)
        crawled = newscrawl(
            "crawl", site.url, "--feed", "f.jsonl", NEWSCRAWL_PUBLISHERS=module.stem, PYTHONPATH=f"{ROOT}:{folder}"
        )
        assert crawled.returncode == 0, crawled.stderr
        assert (tmp_path / "f.jsonl").read_text().count('"section": "Town"') == 5

        again = newscrawl("new", "publisher", site.url, "--folder", "mine")
        assert again.returncode == 2
        assert "is there already" in again.stderr


def test_a_site_without_an_article_is_told_in_one_line(newscrawl: Run, tmp_path: Path) -> None:
    with serving(Site()) as site:
        site.page("/", "<p>Nothing here</p>")
        done = newscrawl("new", "publisher", site.url)
    assert done.returncode == 2
    assert "no article" in done.stderr.splitlines()[-1]
    assert list(tmp_path.glob("*.py")) == []
