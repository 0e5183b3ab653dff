"""What a user who mistypes an address is told."""

import pytest

from newscrawl.cli.addresses import meant, usable
from newscrawl.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("htp://a.example/", "http://a.example/"),
        ("htps://a.example/x", "https://a.example/x"),
        ("http:/a.example", "http://a.example"),
        ("https//a.example", "https://a.example"),
        ("https:a.example", "https://a.example"),
        ("ttps://a.example", "https://a.example"),
        ("a.example/x", "https://a.example/x"),
        ("ftp://a.example", "https://a.example"),
        ("http.example", "https://http.example"),
    ],
)
def test_what_was_meant(typed, found):
    assert meant(typed) == found


@pytest.mark.parametrize("typed", ["http://", "https:///", "http:"])
def test_an_address_without_a_site(typed):
    with pytest.raises(BadInput, match="names no site"):
        usable([typed])


def test_a_list_that_is_not_there(command):
    done = command("sites", "add", "nosuch.opml")
    assert (done.code, "there is no file nosuch.opml" in done.err) == (2, True)


def test_a_site_that_refuses_is_not_taken_for_one_that_forbids(command):
    done = command("sites", "add", "http://127.0.0.1:1/")
    assert (done.code, "does not answer" in done.err, "robots" in done.err) == (2, True, False)


def test_one_address_that_is_none_leaves_the_others(capsys):
    assert usable(["htp://127.0.0.1/", "http://127.0.0.1/"]) == ["http://127.0.0.1/"]
    assert capsys.readouterr().err.count("did you mean http://127.0.0.1/") == 1


def test_no_address_that_is_one():
    with pytest.raises(BadInput, match="did you mean"):
        usable(["htp://127.0.0.1/", "127.0.0.1"])


@pytest.mark.parametrize(
    ("store", "says"),
    [
        ("news.db", "did you mean sqlite:///news.db?"),
        ("sqlite://news.db", "did you mean sqlite:///news.db?"),
        ("postgres//me:secret@db.example/news", "use sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"),
    ],
)
def test_what_was_meant_by_a_store(command, store, says):
    done = command("search", "x", "--store", store)
    assert (done.code, says in done.err, "secret" in done.err) == (2, True, False)


def test_changes_are_added_to_a_file_that_is_there(command, filled, tmp_path):
    ask = ("export", "articles")
    assert command(*ask, "a.jsonl", "--store", filled).code == 0
    assert command(*ask, "a.jsonl", "--changed-since", "2", "--store", filled).code == 0
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 6
    assert command(*ask, "a.csv", "--store", filled).code == 0
    before = (tmp_path / "a.csv").read_bytes()
    refused = command(*ask, "a.csv", "--changed-since", "2", "--store", filled)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert (tmp_path / "a.csv").read_bytes() == before
    assert "another store" in command(*ask, "b.jsonl", "--changed-since", "99", "--store", filled).err
