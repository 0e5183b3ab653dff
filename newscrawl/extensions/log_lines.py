"""What Scrapy's log says of items: a line, not their whole text."""

from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure


class LogLines(LogFormatter):
    """Scrapy's log formatter, which names an item by its address."""

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Return the line for *item*, which a pipeline dropped: why is in the exception's own words."""
        line = super().dropped(item, exception, response, spider)
        return LogFormatterResult(level=line["level"], msg="Dropped: %(exception)s", args={"exception": exception})

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Return the line for *item*, over which a pipeline failed."""
        line = super().item_error(item, exception, response, spider)
        named = getattr(item, "url", type(item).__name__)
        return LogFormatterResult(
            level=line["level"],
            msg="Error processing %(item)s: %(exception)s",
            args={"item": named, "exception": repr(exception)[:300]},
        )
