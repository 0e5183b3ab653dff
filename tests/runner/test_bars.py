"""Bars of text in the closing table."""

from newscrawl.runner.bars import bar
from newscrawl.runner.closing_table import closing_table
from newscrawl.runner.crawls import Crawl
from newscrawl.runner.outcome import Ended
from newscrawl.runner.progress import Tally
from newscrawl.storage.state.run_outcome import RunOutcome


def test_a_bar_is_as_long_as_its_number_and_solid_where_it_is_new() -> None:
    assert str(bar(8, 8, 8, 8)) == "████████"
    assert str(bar(0, 4, 8, 8)) == "░░░░"
    assert str(bar(1, 8, 16, 8)) == "▌░░░"
    assert str(bar(0, 0, 8, 8)) == str(bar(0, 0, 0, 8)) == ""


def test_the_closing_table_draws_the_largest_crawl_longest() -> None:
    def ended(site: str, articles: int, new: int) -> Ended:
        crawl = Crawl("news", {"url": f"https://{site}/"})
        return Ended(crawl, Tally(articles=articles, new=new), RunOutcome.FINISHED)

    table = closing_table([ended("a.example", 100, 100), ended("b.example", 50, 0)], 8)
    assert [str(cell) for cell in table.columns[-1].cells] == ["████████", "░░░░"]
