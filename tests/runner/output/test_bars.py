"""Bars of text in the closing table."""

import pytest

from newscrawl.runner.output.bars import bar
from newscrawl.runner.output.closing_table import report
from newscrawl.runner.output.progress import Tally
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.outcome import Ended
from newscrawl.storage.state.run_outcome import RunOutcome


def test_a_bar_is_as_long_as_its_number_and_solid_where_it_is_new() -> None:
    assert str(bar(8, 8, 8, 8)) == "████████"
    assert str(bar(0, 4, 8, 8)) == "░░░░"
    assert str(bar(1, 8, 16, 8)) == "▌░░░"
    assert str(bar(0, 0, 8, 8)) == str(bar(0, 0, 0, 8)) == ""


def test_in_a_pipe_the_closing_table_is_whole_and_without_bars(capsys: pytest.CaptureFixture[str]) -> None:
    def ended(site: str, articles: int, new: int) -> Ended:
        crawl = Crawl("news", {"url": f"https://{site}/"})
        return Ended(crawl, Tally(articles=articles, new=new), RunOutcome.FINISHED)

    name = "a-long-name-of-a-newspaper.example.org" * 3
    assert report([ended(name, 100, 100), ended("b.example", 50, 0)])
    shown = capsys.readouterr().out
    assert name in shown
    assert "█" not in shown
