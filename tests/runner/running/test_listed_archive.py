"""A site of the list may have an archive of its own, or none."""

from pathlib import Path

import pytest

from newscrawl.errors import SitesError
from newscrawl.runner.running.listed import crawl_of
from newscrawl.runner.running.site_spiders import SiteSpiders
from newscrawl.sites.listing.reading import read_sites


@pytest.mark.parametrize(
    ("line", "kept"), [('archive = "output/one"', "output/one"), ("archive = false", ""), ("", None)]
)
def test_an_entry_says_where_its_responses_are_kept(tmp_path: Path, line: str, kept: str | None) -> None:
    (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "https://paper.example/"\n{line}\n')
    (entry,) = read_sites(tmp_path / "sites.toml", SiteSpiders())
    assert crawl_of(entry, {}).settings.get("NEWSCRAWL_ARCHIVE") == kept


@pytest.mark.parametrize("value", ["true", "7", '""'])
def test_what_is_no_folder_is_refused(tmp_path: Path, value: str) -> None:
    (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "https://paper.example/"\narchive = {value}\n')
    with pytest.raises(SitesError, match='give a folder such as "output/archive"'):
        read_sites(tmp_path / "sites.toml", SiteSpiders())
