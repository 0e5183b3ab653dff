"""The beginning of a publisher of one's own: a module to fill in, pages frozen as examples, and a test of them."""

import asyncio
import importlib.util
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import attrs
from web_poet import HttpResponse

from newscrawl.errors import BadInput
from newscrawl.items import NewsArticle
from newscrawl.web.sites import host_of, site_of

MODULE = '''"""{site}: what newscrawl is to know of it."""

from newscrawl import NewsArticlePage, Publisher


class {page}(NewsArticlePage):
    """An article of {site}: what is not named here is read as on any news page.

    A field that this site prints in a place of its own is a method under `@field` (from web_poet import field):

        @field
        def section(self) -> str | None:
            return self.css(".rubric::text").get()
    """


PUBLISHER = Publisher(
    name="{name}",
    hosts={hosts!r},
    page={page},
    # Time zone of dates that are printed without one:
    # zone="Europe/Paris",
    # What in an address is the site's own id of an article:
    # ids=r"-([0-9]+)[.]html$",
)
'''
TEST = '''"""Each frozen page of {site} reads as it did when it was frozen."""

from pathlib import Path

import pytest
from {module} import {page}
from web_poet.testing import Fixture

FROZEN = Path(__file__).parent / "fixtures" / "{module}.{page}"


@pytest.mark.parametrize("folder", sorted(FROZEN.iterdir()), ids=lambda folder: folder.name)
def test_a_frozen_page_reads_as_it_did(folder: Path) -> None:
    Fixture(folder).assert_full_item_correct({page})
'''
CONFTEST = '"""Has pytest find the modules of this folder."""\n'


@attrs.frozen
class Skeleton:
    """What was written: the `module`, its `test`, a folder for each of the frozen pages, and what they read as."""

    module: Path
    test: Path
    frozen: list[Path]
    articles: list[NewsArticle]


def write_skeleton(folder: Path, pages: Sequence[HttpResponse]) -> Skeleton:
    """Write to *folder* the beginning of a publisher whose articles *pages* (at least one) are.

    Raises `BadInput` where it is there already or cannot be written.
    """
    url = str(pages[0].url)
    name = re.sub(r"\W+", "_", site_of(url)).strip("_").lower()
    name = name if name[:1].isalpha() else f"site_{name}"
    page = "".join(part.capitalize() for part in name.split("_")) + "Page"
    host = host_of(url)
    words = {"site": site_of(url), "page": page, "module": name, "name": name, "hosts": (host,)}
    module, test, conftest = folder / f"{name}.py", folder / f"test_{name}.py", folder / "conftest.py"
    if taken := next((path for path in (module, test) if path.exists()), None):
        raise BadInput(f"{taken} is there already: go on with it, or choose another --folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        module.write_text(MODULE.format(**words), encoding="utf-8")
        test.write_text(TEST.format(**words), encoding="utf-8")
        if not conftest.exists():
            conftest.write_text(CONFTEST, encoding="utf-8")
        frozen, articles = _freeze(folder / "fixtures" / f"{name}.{page}", getattr(_loaded(module), page), pages)
    except OSError as error:
        raise BadInput(f"{folder} cannot be written to: {error.strerror}; choose another --folder") from None
    return Skeleton(module, test, frozen, articles)


def _freeze(folder: Path, page: type, pages: Sequence[HttpResponse]) -> tuple[list[Path], list[NewsArticle]]:
    """Freeze *pages* in web-poet's testing format, with what the page object *page* reads on them."""
    # It loads what only tests need.
    from web_poet.testing import Fixture

    folder.mkdir(parents=True, exist_ok=True)
    meta = {"frozen_time": datetime.now(UTC).isoformat(timespec="seconds")}
    frozen, articles = [], []
    for response in pages:
        article = asyncio.run(page(response=response).to_item())
        frozen.append(Fixture.save(folder, inputs=[response], item=article, meta=dict(meta)).path)
        articles.append(article)
    return frozen, articles


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
