"""Text to a moment in time, in any language, with its zone and how exactly it is told: the one rule of all rooms."""

from newscrawl.web.dates.reading import MAX_TEXT, find_dates, parse_date, read_date, readable, utc_date
from newscrawl.web.dates.written import Precision, WrittenDate

__all__ = ["MAX_TEXT", "Precision", "WrittenDate", "find_dates", "parse_date", "read_date", "readable", "utc_date"]
