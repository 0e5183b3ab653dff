"""`newscrawl feed` and `newscrawl follow`."""

import json

import pytest

from newscrawl.storage import Store
from tests.storage.builders import article


def test_a_question_becomes_a_feed(command, filled, tmp_path):
    done = command("feed", "headline", "-2", "-o", "f.json", "--store", filled)
    assert done.err == "3 articles in f.json\n"
    dates = [item["date_published"] for item in json.loads((tmp_path / "f.json").read_text())["items"]]
    assert dates == sorted(dates, reverse=True)


def test_following_tells_what_comes_in_lines_of_json_and_keeps_a_feed(command, filled, tmp_path):
    ask = ("follow", "headline", "--once", "--store", filled)
    assert command(*ask).out == ""
    command(*ask, "--rss", "f.xml")
    with Store.open(filled) as store:
        store.save(article(9))
    event = json.loads(command(*ask).out)
    assert (event["event"], event["article"]["articleId"]) == ("new", "id9")
    assert command(*ask).out == ""
    assert "story-9" not in (tmp_path / "f.xml").read_text()
    command(*ask, "--rss", "f.xml")
    assert "story-9" in (tmp_path / "f.xml").read_text()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--min-change", "much"], "5%"),
        (["--min-change", "500%"], "5%"),
        (["--only", "headlin"], "did you mean headline?"),
        (["--webhook", "htp://127.0.0.1/"], "did you mean http://127.0.0.1/?"),
    ],
)
def test_what_cannot_be_used_is_one_line(command, filled, words, says):
    done = command("follow", "x", "--once", *words, "--store", filled)
    assert (done.code, says in done.err, done.err.count("\n")) == (2, True, 1)
