"""What a user names to be read is an archive, or a list of archives; anything else is told before it is read."""

from pathlib import Path

import pytest

from newscrawl.archive.sources.names import named
from newscrawl.archive.sources.remote import Remote
from newscrawl.errors import BadInput

REMOTE = Remote("newscrawl", ())


@pytest.mark.parametrize("text", ["Once upon a time\n", "a.warc.gz\nplain words\n", "x" * 5000, "a\0b\n"])
def test_a_text_is_no_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "plain.txt").write_text(text)
    with pytest.raises(BadInput, match=r"plain.txt is no list of archive files"):
        named([str(tmp_path / "plain.txt")], REMOTE)


def test_a_list_of_files_that_are_gone_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "files.txt").write_text("gone.warc.gz\n# a remark\n\nthere.warc\n")
    (tmp_path / "there.warc").write_bytes(b"WARC/1.1\r\n")
    found = named([str(tmp_path / "files.txt")], REMOTE)
    assert found.files == (str(tmp_path / "there.warc"),)
    assert found.missing == (str(tmp_path / "gone.warc.gz"),)


@pytest.mark.parametrize(
    ("name", "begins"), [("page.html", b"<html>"), ("words", b"Once"), ("a.db", b"SQLite format 3")]
)
def test_a_file_of_another_kind_is_no_archive(tmp_path: Path, name: str, begins: bytes) -> None:
    (tmp_path / name).write_bytes(begins)
    with pytest.raises(BadInput, match=r"is no archive file: \.warc, "):
        named([str(tmp_path / name)], REMOTE)


@pytest.mark.parametrize("begins", [b"WARC/1.0\r\n", b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"\x28\xb5\x2f\xfd"])
def test_an_archive_may_have_any_name(tmp_path: Path, begins: bytes) -> None:
    (tmp_path / "data").write_bytes(begins)
    assert named([str(tmp_path / "data")], REMOTE).files == (str(tmp_path / "data"),)
