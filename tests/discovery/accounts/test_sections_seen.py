"""A crawl of some sections says so where the site has none of them."""

from newscrawl.discovery.accounts.health import Verdict
from newscrawl.discovery.accounts.sections_seen import SectionsSeen
from newscrawl.discovery.crawl.scope import Scope

SPORT = "https://a.example/sport/2026/05/01/mopti-wins-the-cup-after-all"
POLITICS = "https://a.example/politics/2026/05/02/a-new-law-on-water-is-passed"
EMPTY = Verdict("empty", "no article was found")
BLOCKED = Verdict("blocked", "refused")


def seen(sections: str, *urls: str) -> SectionsSeen:
    found = SectionsSeen(Scope.parse(sections=sections))
    for url in urls:
        found.holds(url, "https://a.example/")
    return found


def test_a_section_that_no_address_lies_in_is_told_with_those_that_there_are() -> None:
    verdict = seen("sprt", POLITICS, SPORT, SPORT, "https://a.example/contact").verdict(EMPTY)
    assert verdict is not None
    assert verdict.why == "no address lies in a section named sprt; the folders seen are sport, politics, contact"


def test_a_section_that_was_met_leaves_the_verdict_as_it_was() -> None:
    assert seen("sport", POLITICS, SPORT).verdict(None) is None
    assert seen("sport", POLITICS, SPORT).verdict(EMPTY) is EMPTY


def test_a_listing_of_the_section_counts_for_what_it_names() -> None:
    found = SectionsSeen(Scope.parse(sections="sport"))
    assert found.holds("https://a.example/a-story-that-is-told-77", "https://a.example/sport/")


def test_a_site_that_refused_is_told_as_that_and_a_crawl_of_all_is_left_alone() -> None:
    assert seen("sprt", SPORT).verdict(BLOCKED) is BLOCKED
    assert seen("", SPORT).verdict(None) is None
