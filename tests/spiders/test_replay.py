"""Archived pages are read again as they were, and the reader's change is not the newsroom's."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.archive import ArchiveWriter, Exchange
from newscrawl.items import NewsArticle
from newscrawl.storage import Store
from tests.waiting import PATIENCE

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SITE = "https://paper.example"


def page(subject: str, *, extra: str = "") -> bytes:
    text = "".join(
        f"<p>The {subject} was spoken of at length on day {n}, said the council of the town of {subject}.</p>"
        for n in range(8)
    )
    head = f'<meta property="og:type" content="article"><title>{subject}</title>'
    dated = '<time datetime="2026-11-24T08:00:00Z">24 November 2026</time>'
    article = f"<article><h1>{subject} in town</h1>{dated}{text}{extra}</article>"
    return f"<html lang=en><head>{head}</head><body>{article}</body></html>".encode()


def kept(folder: Path, *pages: tuple[str, bytes, int]) -> None:
    """Keep *pages*: path, body, and the hour at which each was served."""
    with ArchiveWriter(folder, "newscrawl/1", "newscrawl/1", lambda: NOW) as writer:
        for path, body, hour in pages:
            writer.write(
                Exchange(
                    url=f"{SITE}{path}",
                    method="GET",
                    request_headers=(),
                    status=200,
                    headers=((b"Content-Type", b"text/html; charset=utf-8"),),
                    body=body,
                    fetched_at=NOW + timedelta(hours=hour),
                    kind="home" if path == "/" else "part" if "page=" in path else "article",
                    site="paper.example",
                )
            )


def replayed(folder: Path, *options: str) -> dict[str, int]:
    command = [sys.executable, "-m", "newscrawl", "replay", "archive", "--store", "sqlite:///store.db", "--json"]
    ran = subprocess.run(
        [*command, *options], cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, int] = json.loads(ran.stdout)
    return found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        yield store


def articles(store: Store) -> dict[str | None, NewsArticle]:
    return {article.canonicalUrl: article for article in store.articles()}


def test_pages_become_the_articles_that_they_were(tmp_path: Path, store: Store) -> None:
    first, later = page("Harbour"), page("Harbour", extra="<p>Correction: it was the old harbour of the town.</p>")
    kept(
        tmp_path / "archive",
        ("/", page("Front page"), 0),
        ("/news/harbour-vote-in-town", first, 1),
        ("/news/market-opens-in-town", page("Market"), 1),
        ("/news/harbour-vote-in-town", later, 5),
    )
    assert replayed(tmp_path)["new"] == 2
    found = articles(store)
    assert set(found) == {f"{SITE}/news/harbour-vote-in-town", f"{SITE}/news/market-opens-in-town"}
    harbour = found[f"{SITE}/news/harbour-vote-in-town"]
    assert "Correction" in (harbour.articleBody or "")
    assert harbour.fetchedAt == "2026-11-25T17:00:00+00:00"
    assert len(store.history(f"{SITE}/news/harbour-vote-in-town")) == 2
    again = replayed(tmp_path)
    assert (again["new"], again["changed"], again["reread"]) == (0, 0, 0)


def test_a_file_of_which_the_index_knows_nothing_is_read_too(tmp_path: Path, store: Store) -> None:
    kept(tmp_path / "archive", ("/news/harbour-vote-in-town", page("Harbour"), 1))
    kept(tmp_path / "other", ("/news/market-opens-in-town", page("Market"), 1))
    (file,) = (tmp_path / "other").glob("*.warc.gz")
    file.rename(tmp_path / "archive" / file.name)
    assert replayed(tmp_path)["new"] == 2
    assert replayed(tmp_path)["unchanged"] == 2


def test_a_better_reader_is_no_correction_by_the_newsroom(tmp_path: Path, store: Store) -> None:
    kept(tmp_path / "archive", ("/news/harbour-vote-in-town", page("Harbour"), 1))
    replayed(tmp_path)
    (right,) = store.articles()
    record = {"url": right.url, "canonicalUrl": right.canonicalUrl, "articleBody": right.articleBody}
    stamped = record | {"headline": "Read wrongly", "fetchedAt": "2026-11-25T13:00:00+00:00"}
    worse = NewsArticle.from_dict(stamped)
    store.save_prepared([store.prepare(worse, origin="own archive")])
    dry = replayed(tmp_path, "--dry-run")
    changed = {field["field"]: field for field in dry["fields"]}  # type: ignore[attr-defined]
    assert changed["headline"]["changed"] == 1
    assert changed["datePublished"]["gained"] == 1
    assert [article.headline for article in store.articles()] == ["Read wrongly"]
    assert replayed(tmp_path)["reread"] == 1
    assert [article.headline for article in store.articles()] == [right.headline]
    assert len(store.history(right.canonicalUrl or "")) == 1


def test_it_can_be_narrowed_to_sites(tmp_path: Path, store: Store) -> None:
    kept(tmp_path / "archive", ("/news/harbour-vote-in-town", page("Harbour"), 1))
    assert replayed(tmp_path, "--site", "paper.example", "--dry-run")["pages"] == 1
    assert replayed(tmp_path, "--since", "2026-11-26")["pages"] == 0
    assert replayed(tmp_path, "--language", "fr")["articles"] == 0


def test_an_article_on_several_pages_is_one_again(tmp_path: Path, store: Store) -> None:
    """Each time that it was fetched, with its further pages as they were then; none of these is an article."""
    first, later = "/news/harbour-vote-in-town", "/news/harbour-vote-in-town?page=2"

    def part(number: int, text: str) -> bytes:
        pager = f'<nav class=pager><a href="{first}">1</a> <a href="{later}">2</a></nav>'
        other = page("Harbour", extra=f"<p>{text}</p>").replace(b"on day", f"on page {number}, day".encode())
        return other.replace(b"</article>", f"</article>{pager}".encode())

    kept(
        tmp_path / "archive",
        (first, part(1, "It begins so."), 1),
        (later, part(2, "It ended so at first."), 1),
        (first, part(1, "It begins so."), 5),
        (later, part(2, "It ended so in the end."), 5),
    )
    assert replayed(tmp_path)["new"] == 1
    old, new = (version.fields["articleBody"] for version in store.history(f"{SITE}{first}"))
    assert "It begins so." in old
    assert old.index("It begins so.") < old.index("It ended so at first.")
    assert "It ended so in the end." in new
    (article,) = store.articles()
    assert article.metadata is not None
    assert article.metadata.pages == [f"{SITE}{first}", f"{SITE}{later}"]
    assert replayed(tmp_path)["unchanged"] == 2


def test_a_challenge_or_an_error_page_under_a_good_status_changes_no_article(tmp_path: Path, store: Store) -> None:
    path = "/news/harbour-vote-in-town"
    challenge = b"<html><title>Just a moment...</title><body><h1>Checking your browser</h1></body></html>"
    fault = (
        b"<html><title>Page not found</title><article><h1>Page not found</h1><p>Nothing is here.</p></article></html>"
    )
    kept(tmp_path / "archive", (path, page("Harbour"), 1), (path, challenge, 2), (path, fault, 3))
    found = replayed(tmp_path)
    assert (found["pages"], found["new"], found["changed"]) == (3, 1, 0)
    (article,) = store.articles()
    assert article.headline == "Harbour in town"
