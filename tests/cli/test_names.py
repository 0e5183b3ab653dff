"""What a user names and a store or a list does not have: a line with the nearest, exit code 1, everywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from newscrawl.archive import CaptureIndex
from newscrawl.archive.index import Capture
from newscrawl.cli import app
from newscrawl.storage import Store
from tests.storage.builders import SITE, article

NAMES = {
    "site": ("papr.example", "paper.example"),
    "author": ("Awa Diara", "Awa DIARRA"),
    "section": ("sprot", "Sport"),
    "language": ("en-GB", "en-US"),
    "url": (f"{SITE}/posts/storey-4", f"{SITE}/posts/story-4"),
}
"""What a parameter names, by its name: what is not there, and what may have been meant."""

SAME = {"sites": "site", "urls": "url", "start": "url", "end": "url", "archive_url": "url"}

ELSEWHERE = {
    ("crawl", "urls"): "the web; of a list: below",
    ("backfill", "url"): "the web; its calendar: below",
    ("explain", "url"): "any address, seen or not",
    ("new publisher", "url"): "the web",
    ("extract", "url"): "the web",
    ("replay", "site"): "archives: below",
    ("replay", "language"): "what is to be stored, before any of it is",
    ("sites check", "sites"): "a file",
    ("sites list", "sites"): "a file",
    ("sites add", "sites"): "a file",
    ("sites remove", "sites"): "a file",
    ("crawl", "sites"): "a file",
    ("watch", "sites"): "a file",
    ("worker", "sites"): "a file",
    ("status", "sites"): "a file",
}

REST = {
    "searches add": ["kept"],
    "export articles": ["out.jsonl"],
    "follow": ["--once"],
    "graph path": [f"{SITE}/posts/story-4"],
    "sites remove": ["--sites", "sites.toml"],
    "archive get": ["--archive", "kept"],
    "archive list": ["--archive", "kept"],
}


def commands(group, name: str = "") -> Iterator[tuple[str, object]]:
    """Yield every command below *group* with its words."""
    for word in group.list_commands(None):
        command = group.get_command(None, word)
        full = f"{name} {word}".strip()
        if hasattr(command, "list_commands"):
            yield from commands(command, full)
        else:
            yield full, command


def cases() -> Iterator[object]:
    for name, command in commands(typer.main.get_command(app)):
        for parameter in command.params:
            kind = SAME.get(parameter.name, parameter.name)
            if kind not in NAMES or (name, parameter.name) in ELSEWHERE:
                continue
            given, meant = NAMES[kind]
            is_option = parameter.param_type_name == "option"
            value = [next(one for one in parameter.opts if one.startswith("--")), given] if is_option else [given]
            rest = REST.get(name, [])
            words = [*rest, *value] if parameter.name == "end" else [*value, *rest]
            if name == "searches add":
                words = [*rest, *value]
            yield pytest.param(name, words, meant, id=f"{name} {parameter.name}".replace(" ", "-"))


@pytest.fixture
def kept(filled: str, tmp_path: Path) -> str:
    """The address of a store, beside an archive and a list that know the same site."""
    with CaptureIndex(_made(tmp_path / "kept"), make=True) as index:
        parts = {"kind": "article", "payload": "", "content": "", "file": "a.warc.gz", "offset": 0, "length": 1}
        url = f"{SITE}/posts/story-4"
        index.add([Capture(url=url, time="2026-01-01T00:00:00Z", status=200, site="paper.example", **parts)])
    (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{SITE}/"\ntags = ["daily"]\n')
    return filled


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize(("name", "words", "meant"), list(cases()))
def test_a_name_that_is_not_there(command, kept: str, name: str, words: list[str], meant: str) -> None:
    has_store = not name.startswith(("archive", "sites"))
    done = command(*name.split(), *words, *(["--store", kept] if has_store else []))
    assert (done.code, done.out) == (1, "")
    assert f"; did you mean {meant}" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["crawl", "https://www.papr.example/", "--sites", "sites.toml"], "did you mean paper.example?"),
        (["crawl", "--sites", "sites.toml", "--tag", "dayly"], "did you mean daily?"),
        (["backfill", "https://papr.example/", "--calendar"], "did you mean paper.example?"),
        (["replay", "kept", "--site", "papr.example"], "did you mean paper.example?"),
        (["search", "--saved", "nothing"], "no search is saved"),
        (["forget", "--author", "Nobody"], "no article of author 'Nobody'"),
        (["graph", "cited", "--site", "example"], "nothing of site 'example'"),
        (["history", "story-4"], "no article at story-4"),
    ],
)
def test_other_places_where_something_is_named(
    command, kept: str, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    monkeypatch.setenv("NEWSCRAWL_STORE", kept)
    done = command(*words)
    assert (done.code, done.out) == (1, "")
    assert says in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "form", ["paper.example", "www.paper.example", "https://m.paper.example/posts/", "PAPER.example"]
)
@pytest.mark.parametrize(
    "words", [["search", "--site"], ["coverage"], ["losses", "--site"], ["graph", "orphans", "--site"], ["quality"]]
)
def test_a_site_is_named_by_its_domain_a_host_or_an_address(command, kept: str, words: list[str], form: str) -> None:
    assert command(*words, form, "--store", kept).code == 0


@pytest.mark.parametrize("form", ["{0}", "{0}?utm_source=x", "HTTPS://WWW.paper.example:443/posts/story-4#top", "{1}"])
@pytest.mark.parametrize("words", [["history"], ["graph", "neighbours"]])
def test_an_address_is_known_in_any_form(command, kept: str, words: list[str], form: str) -> None:
    address = f"{SITE}/posts/story-4"
    done = command(*words, form.format(address, address.removeprefix("https://")), "--store", kept)
    assert done.code == 0, done.err


def test_what_is_not_there_is_not_forgotten(command, kept: str) -> None:
    known = f"{SITE}/posts/story-4"
    assert command("forget", known, f"{SITE}/posts/story-44", "--store", kept).code == 1
    with Store.open(kept) as store:
        assert store.record(known) is not None
        assert store.forgetting.tombstones() == {}
    done = command("forget", known, "--store", kept)
    assert (done.code, done.err) == (0, "1 address forgotten\n")
    assert command("forget", known, "--store", kept).code == 0


def test_what_was_never_seen_can_be_forgotten_ahead(command, kept: str) -> None:
    assert command("forget", "--site", "never.example", "--store", kept).code == 1
    assert command("forget", "--site", "https://www.never.example/", "--unseen", "--store", kept).code == 0
    with Store.open(kept) as store:
        assert store.forgetting.is_forgotten("https://never.example/a-story")
    assert command("forget", "no address", "--unseen", "--store", kept).code == 2


def test_a_follower_goes_on_when_its_author_is_gone(command, kept: str) -> None:
    assert command("follow", "--once", "--author", "Awa Diarra", "--store", kept).code == 0
    assert command("forget", "--author", "Awa Diarra", "--store", kept).code == 0
    assert command("follow", "--once", "--author", "Awa Diarra", "--store", kept).code == 0


def test_names_in_other_scripts_are_for_people_in_tables_and_as_the_network_has_them_for_programs(command, kept: str):
    url = "https://новости.пример.рф/a-story"
    with Store.open(kept) as store:
        store.save(article(30, url=url, canonicalUrl=url))
    site = "xn--e1afmkfd.xn--p1ai"
    for form in ("пример.рф", site):
        assert "пример.рф" in command("coverage", form, "--store", kept).out
    assert command("coverage", "--json", "--store", kept).out.count(f'"{site}"') == 1
    assert site in command("coverage", "--tsv", "--store", kept).out
    assert "did you mean пример.рф" in command("coverage", "примр.рф", "--store", kept).err
