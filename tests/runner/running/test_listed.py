"""What an entry of the list asks for reaches the crawl of its site."""

from newscrawl.runner.running.listed import crawl_of
from newscrawl.sites.listing.reading import check_sites

LIST = """
[[site]]
url = "https://paper.example/"
purpose = ["research", "ai-train"]
rights = "skip"
"""


def test_rights_and_purpose_are_settings_of_the_site_alone() -> None:
    entries, problems = check_sites(LIST + '[[site]]\nurl = "https://other.example/"\n', frozenset(["news"]))
    assert problems == []
    first, second = (crawl_of(entry, {}).settings for entry in entries)
    assert (first["NEWSCRAWL_RIGHTS"], first["NEWSCRAWL_PURPOSE"]) == ("skip", "research,ai-train")
    assert not {"NEWSCRAWL_RIGHTS", "NEWSCRAWL_PURPOSE"} & second.keys()
