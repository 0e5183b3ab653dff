"""What a run says while it goes on, on standard error: text for people, or a JSON object a line for machines."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from rich.logging import RichHandler
from scrapy.settings import Settings

from newscrawl.runner.output.consoles import err, stderr
from newscrawl.runner.output.log_formats import SETTING, LogFormat
from newscrawl.signals import TOLD_AT_THE_END
from newscrawl.web.foreign_text import displayed, escaped

announcer = logging.getLogger("newscrawl.run")
"""Says what the user must not miss: each message is one line, whatever the level of the log."""

_REMEMBERED = 1_000
(_TOLD,) = TOLD_AT_THE_END

MOST_TRACEBACK = 2_000
"""Characters of a traceback that are logged: its end tells most."""

# A host that does not answer is no fault of the code: the message says it all.
_OF_NETWORK = ("twisted.internet.error", "twisted.web", "scrapy.exceptions", "newscrawl.errors")


def _is_of_network(error: BaseException | None) -> bool:
    return error is None or isinstance(error, OSError) or type(error).__module__.startswith(_OF_NETWORK)


DETAILS = ("scrapy.downloadermiddlewares.retry", "scrapy.downloadermiddlewares.robotstxt")
"""They say of each page that it did not come: how many did not is said at the end."""


def log_to_console(settings: Settings) -> None:
    """Send the log to standard error, by the settings `LOG_LEVEL` and `NEWSCRAWL_LOG_FORMAT`.

    As text, what many crawls say alike is said once, and tracebacks are left out, unless the user asked for Scrapy's
    whole log.
    """
    from newscrawl.runner.output.twisted_log import log_alone

    log_alone()
    level = settings["LOG_LEVEL"]
    announcer.propagate = False
    announcer.setLevel(logging.INFO)
    if is_json(settings):
        handler: logging.Handler = logging.StreamHandler(stderr)
        handler.setFormatter(JsonLines())
        handler.setLevel(level)
        announced: logging.Handler = logging.StreamHandler(stderr)
        announced.setFormatter(JsonLines())
        # Python's own are written beside the log else.
        logging.captureWarnings(True)
    else:
        handler = _text_handler(level)
        announced = _Plain()
        if level != "INFO":
            handler.addFilter(_WithoutTraceback())
    announcer.handlers = [announced]
    logging.basicConfig(handlers=[handler])
    logging.getLogger("newscrawl").setLevel(level)


def _text_handler(level: str) -> logging.Handler:
    """Return what writes text: in colours and columns on a terminal, else a message a line, as journals want it."""
    if err.is_terminal:
        handler: logging.Handler = RichHandler(level, err, show_path=False)
        handler.setFormatter(TextLines("%(name)s: %(message)s"))
        return handler
    handler = logging.StreamHandler(stderr)
    handler.setLevel(level)
    handler.setFormatter(TextLines("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler


def is_json(settings: Settings) -> bool:
    """Tell whether the log is JSON lines: nothing else may be written between them then."""
    return bool(settings.get(SETTING) == LogFormat.JSON)


class JsonLines(logging.Formatter):
    """A record as one JSON object: `time` (ISO 8601, UTC), `level`, `logger`, `message`; `spider` and `site` where one
    speaks, the end of the `traceback` of an exception, and what a call gave as `extra={"fields": {…}}`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        spider = getattr(record, "spider", None)
        if spider is not None:
            entry["spider"] = getattr(spider, "name", str(spider))
            if site := getattr(spider, "site", None):
                entry["site"] = site
        if record.exc_info and not _is_of_network(record.exc_info[1]):
            entry["traceback"] = self.formatException(record.exc_info)[-MOST_TRACEBACK:]
        entry |= getattr(record, "fields", {})
        return escaped(json.dumps(entry, ensure_ascii=False, default=str))


class TextLines(logging.Formatter):
    """A record as text that may hold text of others: on one line, but for a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text, without its end."""
        return displayed(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (Python's name)
        """Return the message, with what would break its line as blanks: nobody forges a line of the log."""
        record.message = " ".join(record.message.splitlines())
        return super().formatMessage(record)


class _Plain(logging.Handler):
    """Prints messages as they are; those of errors so that they are seen."""

    def emit(self, record: logging.LogRecord) -> None:
        style = "bold red" if record.levelno >= logging.ERROR else None
        err.print(record.getMessage(), style=style, soft_wrap=True, markup=False)


class _WithoutTraceback(logging.Filter):
    """Drops details, what was said before in the same words or is told at the end, and tracebacks, which say nothing
    to who did not write the code."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[tuple[str, str]] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        words = record.name, record.getMessage()
        if words in self._said or record.name in DETAILS or hasattr(record, _TOLD):
            return False
        if len(self._said) < _REMEMBERED:
            self._said.add(words)
        return True
