"""What is kept of followers and lists is apart from what is kept of sites, whatever these are called."""

import sqlalchemy as sa

from newscrawl.storage import Store
from newscrawl.storage.database.tables import counters, notes
from newscrawl.storage.follow import Follower, Question
from newscrawl.storage.named import known_site
from tests.storage.builders import article


def test_a_site_may_be_called_as_followers_are(store: Store) -> None:
    store.save(article())
    follower = Follower(store, "discovery", Question())
    store.keep_note("followers", "discovery", {"feeds": []})
    assert Follower(store, "discovery", Question()).position == follower.position
    assert store.note("followers", "discovery") == {"feeds": []}


def test_a_follower_is_no_site(store: Store) -> None:
    store.save(article())
    Follower(store, "f", Question())
    store.notes.keep("list", "/home/me/sites.toml", ["paper.example"])
    assert known_site(store.database, "paper.example") == "paper.example"
    with store.database.reading() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM site_notes")).scalar() == 0


def test_what_stood_among_the_notes_of_sites_is_moved(store_url: str) -> None:
    position = {"position": 7, "told": ["https://paper.example/a#1n"]}
    with Store.open(store_url) as store:
        with store.database.writing() as connection:
            notes.drop(connection)
            connection.execute(sa.update(counters).where(counters.c.name == "schema").values(value=17))
        store.keep_note("followers", "a question | https://hook.example/", position)
        store.keep_note("followers", "discovery", {"feeds": []})
        store.keep_note("/home/me/sites.toml", "listed", ["paper.example"])
        store.keep_note("paper.example", "rhythm", {"days": 3})
    with Store.open(store_url) as store:
        assert store.notes.get("follower", "a question | https://hook.example/") == position
        assert store.notes.get("list", "/home/me/sites.toml") == ["paper.example"]
        assert store.note("followers", "a question | https://hook.example/") is None
        assert store.note("followers", "discovery") == {"feeds": []}
        assert store.note("paper.example", "rhythm") == {"days": 3}
        assert store.notes_named("listed") == {}
