"""What a publisher declares, and where the registry finds those that others add."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.errors import BadInput
from newscrawl.publishers.lessor import LESSOR, LessorArticlePage
from newscrawl.publishers.publisher import Publisher
from newscrawl.publishers.registry import Registry, page_named, registry

# Each test has the module anew, and web-poet remembers those before.
pytestmark = pytest.mark.filterwarnings("ignore:The registry contains")

MODULE = """
from web_poet import WebPage, field, handle_urls
from newscrawl.items import NewsArticle
from newscrawl.publishers.page import NewsArticlePage
from newscrawl.publishers.publisher import Publisher

@handle_urls("daily.example")
class DailyPage(NewsArticlePage):
    @field
    def section(self):
        return "Town"

@handle_urls("daily.example/sport/")
class SportPage(NewsArticlePage):
    pass

@handle_urls("shop.example")
class ShopPage(WebPage[dict]):
    pass

class WeeklyPage(NewsArticlePage):
    pass

WEEKLY = Publisher(name="weekly", hosts=["weekly.example", "127.0.0.2:8080"], page=WeeklyPage, zone="Africa/Dakar")
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    """A module from outside the package, by a name of its own."""
    name = f"their_{abs(hash(request.node.name))}"
    (tmp_path / f"{name}.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield name
    registry.cache_clear()
    sys.modules.pop(name, None)


def page_of(known: Registry, url: str) -> str | None:
    page = known.page_for(url)
    return page and page.__name__


def test_all_of_a_module_is_taken_without_a_call(module: str) -> None:
    known = registry(module)
    assert page_of(known, "https://www.daily.example/news/1") == "DailyPage"
    assert page_of(known, "https://daily.example/sport/1") == "SportPage"
    assert page_of(known, "http://daily.example:8080/news/1") == "DailyPage"
    assert page_of(known, "https://www.weekly.example/a") == "WeeklyPage"
    assert page_of(known, "https://shop.example/") is None
    assert page_of(known, "https://other.example/") is None
    assert known.named("weekly").zone == "Africa/Dakar"
    assert page_of(known, "https://www.lessor.ml/posts/a-68ff3bd69b349") == "LessorArticlePage"


def test_of_a_module_one_name_may_be_taken(module: str) -> None:
    known = registry(f"{module}:WEEKLY, {module}:SportPage")
    assert page_of(known, "https://daily.example/news/1") is None
    assert page_of(known, "https://daily.example/sport/1") == "SportPage"
    assert page_of(known, "https://weekly.example/") == "WeeklyPage"


def test_a_package_is_taken_with_all_below_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "their_papers"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "weekly.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert registry("their_papers").named("weekly")


def test_an_installed_distribution_adds_publishers(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    metadata = tmp_path / "their_papers-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: their-papers\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text(f"[newscrawl.publishers]\nweekly = {module}:WEEKLY\n")
    registry.cache_clear()
    assert page_of(registry(""), "https://weekly.example/") == "WeeklyPage"
    registry.cache_clear()


def test_what_a_user_declares_comes_before_what_is_built_in() -> None:
    mine = Publisher(hosts="www.lessor.ml")
    known = Registry((mine, LESSOR))
    assert known.publisher_of("https://www.lessor.ml/") is mine
    assert known.publisher_of("https://www.journalessor.ml/") is LESSOR


def test_a_host_named_more_closely_comes_first() -> None:
    paper, sport = Publisher(hosts="example.org"), Publisher(hosts="sport.example.org")
    for known in (Registry((paper, sport)), Registry((sport, paper))):
        assert known.publisher_of("https://sport.example.org/a") is sport
        assert known.publisher_of("https://www.example.org/a") is paper
        assert known.publisher_of("https://myexample.org/a") is None


@pytest.mark.parametrize("name", ["no_such_module", "json", "json:loads"])
def test_a_module_that_is_none_says_so_in_one_line(name: str) -> None:
    if name == "json":
        assert registry(name).publishers == (LESSOR,)
        return
    with pytest.raises(BadInput, match=name.partition(":")[0]) as caught:
        registry(name)
    assert "\n" not in str(caught.value)


def test_a_page_object_is_found_by_name() -> None:
    assert page_named("newscrawl.publishers.lessor:LessorArticlePage") is LessorArticlePage
    for wrong in ("newscrawl.publishers.lessor", "newscrawl.publishers.lessor:LESSOR", "nowhere:Page"):
        with pytest.raises(BadInput):
            page_named(wrong)


@pytest.mark.parametrize(
    "wrong",
    [{"hosts": ()}, {"hosts": "a b"}, {"hosts": "a.example", "zone": "Mali"}, {"hosts": "a.example", "ids": "("}],
)
def test_a_declaration_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        Publisher(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ids", "url", "expected"),
    [
        (r"-(\d+)\.html$", "https://example.org/a/slug-12.html?utm_source=x#top", "12"),
        (r"/(?P<id>\d+)-(?P<slug>.*)", "https://example.org/12-slug", "12"),
        (r"\d{6}", "https://example.org/news/123456", "123456"),
        (r"[?&]id=(\d+)", "https://example.org/show.php?a=b&id=7", "7"),
        (r"-(\d+)\.html$", "https://example.org/section/", None),
        (None, "https://example.org/a-12.html", None),
    ],
)
def test_an_id_is_read_from_the_address(ids: str | None, url: str, expected: str | None) -> None:
    assert Publisher(hosts="example.org", ids=ids).article_id(url) == expected
