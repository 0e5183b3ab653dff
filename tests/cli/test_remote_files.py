"""Feeds and exports that go elsewhere: an S3 store, as moto serves it on loopback."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.spiders.serving import Site, serving

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "The council has voted on the new road along the quay, after a long debate in the hall. " * 8


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, str]]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    server.stop()


@pytest.fixture
def bucket(s3: dict[str, str]) -> Any:
    """Return a bucket that is empty."""
    found = boto3.resource(
        "s3",
        endpoint_url=s3["AWS_ENDPOINT_URL"],
        aws_access_key_id="a",
        aws_secret_access_key="b",
        region_name="us-east-1",
    ).Bucket("news")
    found.create()
    found.objects.delete()
    return found


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        paths = [site.article(number, text=f"{number} {TEXT}") for number in range(6)]
        site.page("/", "".join(f"<h2><a href='{path}'>A story that leads to it</a></h2>" for path in paths))
        yield site


def lines(bucket: Any, key: str) -> list[dict[str, Any]]:
    body = bucket.Object(key).get()["Body"].read().decode()
    return [json.loads(line) for line in body.splitlines()]


def test_a_feed_goes_to_its_address(
    newscrawl: Run, s3: dict[str, str], bucket: Any, site: Site, tmp_path: Path
) -> None:
    ran = newscrawl("crawl", site.url, "--feed", "s3://news/today/100%.jsonl", **s3)
    assert (ran.returncode, len(lines(bucket, "today/100%.jsonl"))) == (0, 6), ran.stderr
    assert not (tmp_path / "s3:").exists()


def test_a_percent_sign_in_a_name_stays_one(newscrawl: Run, site: Site, tmp_path: Path) -> None:
    assert newscrawl("crawl", site.url, "--feed", "100%.jsonl").returncode == 0
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".jsonl"] == ["100%.jsonl"]


def test_several_sites_go_into_one_feed_there(newscrawl: Run, s3: dict[str, str], bucket: Any, site: Site) -> None:
    with serving(Site()) as other:
        other.page("/", f"<h2><a href='{other.article(77, text=TEXT)}'>A story that leads to it</a></h2>")
        ran = newscrawl("crawl", site.url, other.url, "--feed", "s3://news/all.jsonl", **s3)
    assert (ran.returncode, len(lines(bucket, "all.jsonl"))) == (0, 7), ran.stderr


def test_a_feed_that_cannot_be_stored_is_told_and_shown_next_time(
    newscrawl: Run, s3: dict[str, str], bucket: Any, site: Site
) -> None:
    ran = newscrawl("crawl", site.url, "--feed", "s3://nosuch/a.jsonl", **s3)
    assert ran.returncode == 1
    assert "the feed was not written (s3://nosuch/a.jsonl: " in ran.stderr
    assert "NoSuchBucket" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert newscrawl("crawl", site.url, "--feed", "s3://news/a.jsonl", **s3).returncode == 0
    assert len(lines(bucket, "a.jsonl")) == 6


def test_exports_go_to_their_addresses(
    newscrawl: Run, s3: dict[str, str], bucket: Any, site: Site, tmp_path: Path
) -> None:
    newscrawl("crawl", site.url)
    ran = newscrawl("export", "articles", "s3://news/a.jsonl", **s3)
    assert (ran.returncode, len(lines(bucket, "a.jsonl"))) == (0, 6), ran.stderr
    assert "6 articles in s3://news/a.jsonl" in ran.stderr
    assert newscrawl("export", "links", "s3://news/links.graphml", **s3).returncode == 0
    assert b"<graphml" in bucket.Object("links.graphml").get()["Body"].read()[:200]
    failed = newscrawl("export", "people", "s3://nosuch/people.csv", **s3)
    assert failed.returncode == 2
    assert "cannot write s3://nosuch/people.csv: " in failed.stderr
    changes = newscrawl("export", "articles", "s3://news/a.jsonl", "--changed-since", "1", **s3)
    assert changes.returncode == 2
    assert len(lines(bucket, "a.jsonl")) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output"]


@pytest.mark.parametrize(
    "words",
    [
        ("crawl", "http://127.0.0.1:9/", "--feed", "http://example.org/a.jsonl"),
        ("crawl", "http://127.0.0.1:9/", "--feed", "ftp://me:secret@example.org"),
        ("crawl", "http://127.0.0.1:9/", "--archive", "s3://news/archive"),
        ("export", "people", "sftp://me:secret@example.org/a.csv"),
        ("report", "s3://news/report.html"),
        ("feed", "-o", "ftp://me:secret@example.org/feed.xml"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_written_to_is_refused_in_one_line(
    newscrawl: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    ran = newscrawl(*words)
    assert ran.returncode not in (0, 1)
    assert "Traceback" not in ran.stderr
    assert "secret" not in ran.stderr
    assert not [path for path in tmp_path.iterdir() if ":" in path.name]
