"""An article that cannot be stored is a line of the log."""

import logging
from typing import Any

from scrapy.utils.test import get_crawler

from newscrawl.extensions.log_lines import LogLines
from newscrawl.runner.output.logs import JsonLines
from newscrawl.signals import NotStored
from tests.storage.builders import article


def shown(line: dict[str, Any]) -> str:
    return str(line["msg"]) % line["args"]


def test_the_text_of_an_article_is_not_logged() -> None:
    item = article(articleBody="a very long text " * 1000)
    spider = get_crawler()._create_spider("any")
    dropped = LogLines().dropped(item, NotStored(item, "the disk is full"), None, spider)
    failed = LogLines().item_error(item, ValueError("torn"), None, spider)
    assert dropped["level"] == failed["level"] == logging.ERROR
    for line, words in ((shown(dropped), "the disk is full"), (shown(failed), "torn")):
        assert words in line
        assert str(item.canonicalUrl) in line
        assert len(line) < 300


def test_a_host_that_does_not_answer_costs_no_traceback_and_a_fault_only_the_end_of_one() -> None:
    def entry(error: Exception) -> str:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "no", (), (type(error), error, None))
        return JsonLines().format(record)

    assert "traceback" not in entry(ConnectionRefusedError("refused"))
    assert "traceback" in entry(ValueError("x" * 10_000))
    assert len(entry(ValueError("x" * 10_000))) < 2_500
