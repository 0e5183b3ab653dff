"""What Twisted says goes to the log, and nowhere else."""

from functools import cache

from twisted.logger import globalLogBeginner


@cache
def log_alone() -> None:
    """Let Twisted say in the log alone what went wrong: else it prints its tracebacks beside it as well."""
    globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)
