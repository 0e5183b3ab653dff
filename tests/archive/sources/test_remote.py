"""Files of a server are read as they come: what tears is gone on with, and what cannot be had is said."""

import random
from itertools import pairwise

import pytest

from newscrawl.archive import ArchivedResponse, Damage, read_archives
from newscrawl.archive.sources.remote import PAUSES, NotThere, Remote
from tests.archive.building import http, packed, record
from tests.archive.sources.serving import FileServer, served

DATA = random.Random(1).randbytes(900_000)
PATH = "/news.warc.gz"


class Pauses(list[float]):
    """Remembers how long was waited, and does not."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def remote(server: FileServer, pauses: Pauses | None = None) -> Remote:
    return Remote("newscrawl/1", (server.base,), pauses if pauses is not None else Pauses())


def test_a_whole_file_is_one_request() -> None:
    with served(files={PATH: DATA}) as server, remote(server).open(server.base + PATH) as stream:
        assert stream.read() == DATA
    assert server.asked == [(PATH, 0)]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_stream_that_tears_is_gone_on_with(ranges: bool) -> None:
    """A server without ranges sends all of it again, so each try must come further than the last."""
    with served(files={PATH: DATA}, tear_after=400_000, ranges=ranges) as server:
        pauses = Pauses()
        with remote(server, pauses).open(server.base + PATH) as stream:
            if ranges:
                assert stream.read() == DATA
                assert [first for _, first in server.asked] == [0, 400_000, 800_000]
                assert pauses == [PAUSES[0]] * 2
            else:
                assert stream.read(400_000) == DATA[:400_000]
                server.tear_after = None
                assert stream.read() == DATA[400_000:]


def test_a_part_is_asked_for_alone() -> None:
    with served(files={PATH: DATA}) as server, remote(server).open(server.base + PATH) as stream:
        stream.seek(700_000)
        assert stream.read() == DATA[700_000:]
        assert server.asked == [(PATH, 700_000)]


def test_a_busy_server_is_waited_for_as_it_asks() -> None:
    with served(files={PATH: DATA}, refusals=[503, 429]) as server:
        pauses = Pauses()
        with remote(server, pauses).open(server.base + PATH) as stream:
            assert stream.read() == DATA
    assert pauses == [7.0, 7.0]


def test_a_server_that_stays_away_is_given_up_and_said() -> None:
    with served(files={PATH: DATA}, refusals=[503] * 99) as server:
        pauses = Pauses()
        with (
            pytest.raises(OSError, match="answers 503; given up after 6 tries"),
            remote(server, pauses).open(server.base + PATH) as stream,
        ):
            stream.read()
    assert len(pauses) == len(PAUSES)
    assert all(later >= earlier for earlier, later in pairwise(pauses))


def test_a_missing_file_is_asked_for_once() -> None:
    with served() as server, pytest.raises(NotThere, match="answers 404"), remote(server).open(server.base) as stream:
        stream.read()
    assert len(server.asked) == 1


def test_a_file_that_is_another_one_meanwhile_is_not_read_as_one() -> None:
    with served(files={PATH: DATA}, tear_after=400_000) as server, remote(server).open(server.base + PATH) as stream:
        stream.read(100)
        server.tag = '"2"'
        with pytest.raises(OSError, match="has changed while it was read"):
            stream.read()


def test_no_private_address_is_asked_that_was_not_named() -> None:
    with served(files={PATH: DATA}) as server, pytest.raises(OSError, match="not of the public internet"):
        Remote("newscrawl/1", (), Pauses()).open(server.base + PATH).read()
    assert server.asked == []


def test_records_are_read_across_breaks() -> None:
    data = packed(*(record(f"https://paper.example/{n}", http(DATA[:90_000])) for n in range(6)))
    with served(files={PATH: data}, tear_after=100_000) as server:
        found = list(read_archives([server.base + PATH], remote=remote(server)))
    assert [one.url[-1] for one in found if isinstance(one, ArchivedResponse)] == list("012345")


def test_what_is_lost_of_a_file_is_said() -> None:
    with served(files={PATH: packed(record("https://paper.example/1"))}) as server:
        names = [server.base + "/gone.warc.gz", server.base + PATH]
        found = list(read_archives(names, remote=remote(server)))
    assert [type(one) for one in found] == [Damage, ArchivedResponse]
    assert "answers 404" in found[0].error
