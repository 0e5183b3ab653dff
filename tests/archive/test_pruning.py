"""Of an archive what is old goes, unless what stays needs it."""

from datetime import timedelta
from pathlib import Path

from newscrawl.archive import CaptureIndex
from newscrawl.archive.pruning import old_files, remove
from newscrawl.archive.reading import read_capture
from tests.archive.test_archive import NOW, PAGE, URL, exchange, kept

DAY = 24 * 60


def test_files_of_old_captures_go_with_what_the_index_has_of_them(tmp_path: Path) -> None:
    old, new = exchange(b"old", f"{URL}-1"), exchange(b"new", f"{URL}-2", minute=30 * DAY)
    files = [kept(tmp_path, old), kept(tmp_path, new)]
    with CaptureIndex(tmp_path) as index:
        found = old_files(tmp_path, index, NOW + timedelta(days=20))
        assert found == files[0]
        assert list(remove(found, index)) == found
        assert [capture.url for capture in index.captures()] == [f"{URL}-2"]
        assert old_files(tmp_path, index, NOW + timedelta(days=20)) == []
    assert sorted(tmp_path.glob("*.warc.gz")) == [path for path in files[1] if path not in files[0]]


def test_a_file_stays_that_newer_captures_refer_to(tmp_path: Path) -> None:
    kept(tmp_path, exchange(PAGE))
    kept(tmp_path, exchange(PAGE, minute=30 * DAY))
    with CaptureIndex(tmp_path) as index:
        assert old_files(tmp_path, index, NOW + timedelta(days=20)) == []
        last = index.last(URL)
        assert last is not None
        assert last.is_revisit
        found = read_capture(tmp_path, index, last)
        assert found is not None
        assert found.body == PAGE
        assert len(old_files(tmp_path, index, NOW + timedelta(days=40))) == 2
