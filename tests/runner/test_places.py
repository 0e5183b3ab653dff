from pathlib import Path

import pytest

from newscrawl.errors import BadInput
from newscrawl.runner.places import RemoteFile, place_of


@pytest.mark.parametrize("text", ["output/a.jsonl", "/tmp/a.csv", "C:/a.csv", "a:b.jsonl", "https.jsonl"])
def test_a_path_is_a_path(text: str) -> None:
    assert place_of(text) == Path(text)


def test_a_file_address_is_the_path_that_it_names() -> None:
    assert place_of("file:///tmp/a%20b.jsonl") == Path("/tmp/a b.jsonl")


@pytest.mark.parametrize("text", ["s3://bucket/news/a.jsonl", "ftp://me:secret@files.example.org/a.jsonl"])
def test_an_address_is_kept_as_it_is_and_shown_without_its_password(text: str) -> None:
    place = place_of(text)
    assert isinstance(place, RemoteFile)
    assert (place.uri, place.suffix, place.name) == (text, ".jsonl", "a.jsonl")
    assert "secret" not in str(place)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("http://example.org/a.jsonl", "not to http"),
        ("sftp://me:secret@example.org/a.jsonl", "sftp://example.org/a.jsonl: files are written here"),
        ("s3:/bucket/a.jsonl", "give a file such as s3://HOST/news.jsonl"),
        ("s3://bucket", "give a file such as s3://bucket/news.jsonl"),
        ("gs://bucket/a.jsonl", "pip install google-cloud-storage"),
    ],
)
def test_anything_else_is_refused_in_one_line(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as refused:
        place_of(text)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)
