"""`newscrawl feed` and `newscrawl follow`."""

import json
from hashlib import sha256

import pytest

from newscrawl.storage import Store
from tests.storage.builders import SITE, article


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


def test_what_is_forgotten_is_told_without_a_word_of_it(command, filled):
    ask = ("follow", "headline", "--once", "--store", filled)
    command(*ask)
    with Store.open(filled) as store:
        store.save(article(9))
    command(*ask)
    with Store.open(filled) as store:
        store.forget([f"{SITE}/posts/story-9"])
        store.save(article(10))
        told = {event["event"]: event for event in map(json.loads, command(*ask).out.splitlines())}
        assert "story-9" not in json.dumps(store.note("followers", "headline"))
    assert set(told) == {"new", "forgotten"}
    forgotten = told["forgotten"]
    assert set(forgotten["article"]) == {"site", "forgottenAt", "urlSha256"}
    assert forgotten["article"]["urlSha256"] == sha256(f"{SITE}/posts/story-9".encode()).hexdigest()
    assert command(*ask).out == ""
    done = command("export", "articles", "more.jsonl", "--changed-since", "5", "--store", filled)
    assert "1 forgotten on request since" in done.err


def test_of_a_forgotten_site_followers_are_told_once(command, filled):
    ask = ("follow", "--once", "--store", filled)
    command(*ask)
    command("forget", "--site", "paper.example", "--store", filled)
    told = [json.loads(line) for line in command(*ask).out.splitlines()]
    assert len([event for event in told if "urlSha256" not in event["article"]]) == 1
    assert {event["event"] for event in told} == {"forgotten"}
    assert command(*ask).out == ""
