"""Followers: what is new, changed or withdrawn is told at least once, and no more than it must be."""

import pytest

from newscrawl.storage import Filter, Store
from newscrawl.storage.follow import Follower, Question
from tests.storage.builders import SITE, article


@pytest.fixture
def store(tmp_path):
    with Store.open(f"sqlite:///{tmp_path}/store.db") as opened:
        opened.save(article(1))
        yield opened


def told(store, question=Question(), name="f", deliver=True):  # noqa: B008
    follower, found = Follower(store, name, question), []
    for event in follower.events():
        found.append((event.kind, event.article["articleId"], *event.fields))
        if deliver:
            follower.delivered(event)
        else:
            break
    return found


def test_a_follower_begins_with_what_comes_next(store):
    assert told(store) == []
    store.save(article(2))
    assert told(store) == [("new", "id2")]
    assert told(store) == []


def test_what_was_not_delivered_is_told_again(store):
    told(store)
    store.save_batch([article(2), article(3)])
    assert told(store, deliver=False) == [("new", "id2")]
    assert told(store) == [("new", "id2"), ("new", "id3")]


def test_changes_and_withdrawals_are_told_with_their_fields(store):
    told(store)
    store.save(article(1, headline="Another headline altogether"))
    store.mark_withdrawn(f"{SITE}/posts/story-1")
    assert told(store) == [("withdrawn", "id1")]
    store.save(article(4))
    told(store)
    store.save(article(4, articleBody="Something else."))
    assert told(store) == [("changed", "id4", "articleBody")]


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        (Question(min_change=0.05), []),
        (Question(min_change=0.005), ["changed"]),
        (Question(only=frozenset({"headline"})), []),
        (Question(only=frozenset({"articleBody"})), ["changed"]),
        (Question(words="ninth"), ["changed"]),
        (Question(words="nowhere"), []),
        (Question(words="story -ninth"), []),
        (Question(wanted=Filter(section="Sport")), []),
    ],
)
def test_a_question_chooses(store, question, kinds):
    long = " ".join(["A sentence that stays as it is."] * 30)
    store.save_batch([article(7, articleBody=long), article(8, section="Sport")])
    told(store, question)
    store.save(article(7, articleBody=f"{long} The ninth story."))
    assert [kind for kind, *_ in told(store, question)] == kinds


def test_followers_of_other_names_are_apart(store):
    told(store, name="a")
    store.save(article(2))
    assert told(store, name="b") == []
    assert told(store, name="a") == [("new", "id2")]
