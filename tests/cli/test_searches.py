"""`newscrawl searches`, and `--saved` where questions are asked."""

import json

import pytest

from newscrawl.storage import Store
from tests.storage.builders import article


def test_a_saved_search_is_asked_by_its_name(command, filled, tmp_path):
    done = command("searches", "add", "the sport", "headline", "-2", "--section", "Sport", "--store", filled)
    assert done.err == "saved as the sport: newscrawl search --saved 'the sport'\n"
    listed = json.loads(command("searches", "list", "--json", "--store", filled).out)
    assert [(one["name"], one["words"], one["section"]) for one in listed] == [("the sport", "headline -2", "Sport")]
    hits = json.loads(command("search", "--saved", "the sport", "--json", "--store", filled).out)
    assert [hit["url"][-1] for hit in hits] == ["3"]
    assert command("feed", "--saved", "the sport", "-o", "f.json", "--store", filled).err == "1 article in f.json\n"
    assert json.loads((tmp_path / "f.json").read_text())["title"] == "newscrawl · the sport"
    command("searches", "remove", "the sport", "--store", filled)
    assert "searches add NAME WORDS" in command("searches", "list", "--store", filled).err


def test_a_saved_search_is_followed(command, filled):
    command("searches", "add", "sport", "--section", "Sport", "--store", filled)
    ask = ("follow", "--saved", "sport", "--once", "--store", filled)
    assert command(*ask).out == ""
    with Store.open(filled) as store:
        store.save_batch([article(8, section="Sport"), article(9)])
    assert [json.loads(line)["article"]["articleId"] for line in command(*ask).out.splitlines()] == ["id8"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["search", "--saved", "sprot"], 1, "did you mean sport?"),
        (["search", "gold", "--saved", "sport"], 2, "leave out --saved"),
        (["feed", "--site", "paper.example", "--saved", "sport"], 2, "leave out --saved"),
        (["searches", "remove", "sprot"], 1, "did you mean sport?"),
        (["searches", "add", "a/b", "gold"], 2, "no name for a search"),
        (["searches", "add", "x", "gold", "--site", "nowhere.example"], 1, "nowhere.example"),
    ],
    ids=["unknown", "with words", "with a condition", "remove unknown", "no name", "unknown site"],
)
def test_what_cannot_be_asked_is_one_line(command, filled, words, code, says):
    command("searches", "add", "sport", "--section", "Sport", "--store", filled)
    done = command(*words, "--store", filled)
    assert (done.code, says in done.err, done.err.count("\n")) == (code, True, 1)
