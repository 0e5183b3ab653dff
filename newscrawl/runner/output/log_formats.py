"""The forms that the log may have."""

from enum import StrEnum

SETTING = "NEWSCRAWL_LOG_FORMAT"
"""Setting that holds a `LogFormat`, for all processes of a run."""


class LogFormat(StrEnum):
    """How the log is written."""

    TEXT = "text"
    JSON = "json"
