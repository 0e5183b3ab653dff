"""How far a replay is: in bytes, with the time that is left."""

from pathlib import Path

from newscrawl.runner.replays.display import FileTally, line
from newscrawl.runner.replays.one_process import Far
from newscrawl.runner.replays.outcome import Replayed

A, B, C = (f"https://data.example/{name}.warc.gz" for name in "abc")


def test_files_of_unknown_size_count_as_those_that_are_known() -> None:
    tally = FileTally.of([A, B, C])
    tally.hear({A: Far(100, 1000), B: Far()})
    assert (tally.read, tally.whole) == (100, 3000)


def test_a_file_that_is_read_is_read_to_its_end() -> None:
    tally = FileTally.of([A, B])
    tally.hear({A: Far(100, 1000)})
    tally.hear({B: Far(0, 2000)})
    assert (tally.read, tally.whole) == (1000, 3000)


def test_what_an_earlier_run_has_read_says_nothing_of_the_speed() -> None:
    tally = FileTally.of([A])
    tally.hear({A: Far(900, 1000)})
    tally.hear({A: Far(950, 1000, 12, 7)})
    assert line(tally, [], 10.0) == "0 of 1 files  950 B of 1.0 kB  95 %  5 B/s  ETA 0:00:10  12 pages  7 articles"


def test_local_files_have_their_size(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(bytes(70))
    tally = FileTally.of([str(tmp_path / "a.warc")])
    assert tally.whole == 70
    assert line(tally, [Replayed(pages=3)], 1.0).startswith("1 of 1 files  0 B of 70 B  0 %  0 B/s  ETA ?  3 pages")
