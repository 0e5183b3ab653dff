"""A list that is followed is read when it has changed, and taken as it was while it is broken."""

from functools import partial
from pathlib import Path

import pytest

from newscrawl.errors import SitesError
from newscrawl.sites.listing.list_watcher import FollowedList, version_of
from newscrawl.sites.listing.reading import read_sites


def listed(*names: str) -> str:
    return "".join(f'[[site]]\nurl = "https://{name}.example/"\n' for name in names)


def test_changes_are_taken_up_and_nothing_is_read_twice(tmp_path: Path) -> None:
    file, reads = tmp_path / "sites.toml", []

    def read() -> list[object]:
        reads.append(1)
        return [entry.site for entry in read_sites(file, ["news"])]

    followed = FollowedList(read, partial(version_of, file))
    with pytest.raises(SitesError, match="there is no"):
        followed.entries()
    for text, sites in (
        (listed("a"), ["a.example"]),
        (listed("a", "b"), ["a.example", "b.example"]),
        ("broken", ["a.example", "b.example"]),
        (listed("c"), ["c.example"]),
    ):
        file.write_text(text)
        assert followed.entries() == followed.entries() == sites
    assert len(reads) == 5
