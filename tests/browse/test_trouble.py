"""The explorer while its store is away, and when it is told to end."""

import socket
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from newscrawl.storage import Store
from tests.browse.conftest import browsed
from tests.storage.builders import article


def test_a_store_that_has_gone_is_said_on_every_page_until_it_is_back(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.save(article(1))
    with browsed(f"sqlite:///{path}") as address:
        assert b"1 articles" in urlopen(address).read()
        path.rename(tmp_path / "away.db")
        for page in ("/", "/search.jsonl", "/article/1", "/store/articles"):
            with pytest.raises(HTTPError, match="503") as caught:
                urlopen(address + page)
            assert "the file has gone; put it back" in caught.value.read().decode()
        (tmp_path / "away.db").rename(path)
        assert b"1 articles" in urlopen(address).read()


def test_a_reader_that_does_not_read_on_cannot_keep_it_from_ending(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    with Store.open(url) as store:
        store.save_batch([article(number, articleBody=f"{number} word " * 100_000) for number in range(12)])
    with browsed(url) as address:
        place = urlsplit(address)
        reader = socket.create_connection((place.hostname, place.port))
        reader.sendall(b"GET /search.jsonl HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert reader.recv(100).startswith(b"HTTP/1.1 200")
        told = time.monotonic()
    assert time.monotonic() - told < 15
    reader.close()
