"""Times of day as texts write them, beside a date."""

import re
from datetime import datetime, tzinfo
from typing import Final

from newscrawl.web.dates.written import Precision, WrittenDate, at_clock
from newscrawl.web.dates.zones import ZONE_TEXT, in_zone, zone_named

# 오전 8:59   下午3:15   午後3時15分
_BEFORE: Final = r"오전|오후|上午|下午|午前|午後|凌晨|早上|清晨|中午|傍晚|晚上|晚間|晚间"
# 8:59 a.m.   8.59 PM   ٣:١٥ م   6:30 CH
_AFTER: Final = (
    r"[ap]\.?\s?m\b\.?|صباحا\w?|مساءا?\w?|[صم](?!\w)|ق\.ظ|ب\.ظ|[πμ]\.?μ\.?(?!\w)|ö[öðs](?!\w)|"
    r"(?:sa|ch)(?=$|[\s,)|])|पूर्वाह्न|अपराह्न"
)
_LATER: Final = re.compile(r"p|오후|下午|午後|傍晚|晚|م|ب|μ\.?μ|ös|ch|अप", re.IGNORECASE)
_HOUR_WORD: Final = r"uhr|hrs?\b|heures?|o['’]clock|giờ|[時时点點시]|น\."

# 08:59   8h59   8.59 p.m.   10 h 30   10h   10 a.m.   10 Uhr   18 giờ 30   kl. 10   14:07:33
CLOCK: Final = re.compile(
    rf"(?P<before>{_BEFORE})?\s?(?P<called>\b(?:kl|klo|ore)\.?\s)?(?<![\d.,:/+-])(?P<hour>\d{{1,2}})"
    rf"(?:\s?(?:[:.٫h]|uhr|giờ|[時时点點시])\s?(?P<minute>[0-5]\d)(?!\d)(?:\s?[:.]\s?(?P<second>[0-5]\d)(?!\d)(?:[.,]\d+)?)?"
    rf"|(?=\s?(?:{_AFTER}|{_HOUR_WORD}|h(?![\w])))|(?(called)(?!\s?[:.\d])|(?!)))"
    rf"\s?(?:분|分|min\b|{_HOUR_WORD}|h(?!\w))?\s?(?P<after>{_AFTER})?"
    rf"(?:[\s,]?\s?(?:uhr|hrs?\b|น\.))?",
    re.IGNORECASE,
)
ZONE_AFTER: Final = re.compile(rf"\s*[(\[,]?\s?(?P<zone>{ZONE_TEXT})")

MAX_GAP: Final = 24
"""Characters that may stand between a date and its time of day, none of them a figure: ", at ", " à ", " | "."""

MAX_LOOK: Final = 64
"""Characters after or before a date among which its time of day is looked for."""


def with_clock(
    text: str, first: int, start: int, end: int, day: datetime, home: tzinfo | None
) -> tuple[WrittenDate, int]:
    """Return *day*, which *text* names from *start* to *end*, at the time of day by it, and where both end.

    Looked at is *text* from *first* on; the time after the date counts before the one in front of it, unless the
    text begins with that. *home*: see `zone_named`.
    """
    leading = _clock_before(text, first, start)
    found = [(_clock_after(text, end), True), (leading, False)]
    if leading is not None and not text[: leading.start()].strip():
        found.reverse()
    for match, after in found:
        if match is not None:
            try:
                return _at(text, match, day, home, end if not after else 0), max(end, match.end())
            except ValueError:
                continue
    return WrittenDate(day, "day"), end


def _clock_after(text: str, end: int) -> re.Match[str] | None:
    part = text[: end + MAX_LOOK]
    match = CLOCK.search(part, end)
    if match is None or match.start() - end > MAX_GAP or any(map(str.isdigit, text[end : match.start("hour")])):
        return None
    return match


def _clock_before(text: str, first: int, start: int) -> re.Match[str] | None:
    """Return the last time of day before the date; a mere "9.30" there is no clock's."""
    last = None
    for match in CLOCK.finditer(text, max(first, start - MAX_LOOK), start):
        dotted = "." in text[match.start("hour") : match.end("minute")] and not match["after"]
        gap = text[match.end() : start]
        if not dotted and len(gap) <= MAX_GAP and not any(map(str.isdigit, gap)):
            last = match
    return last


def _at(text: str, match: re.Match[str], day: datetime, home: tzinfo | None, date_end: int) -> WrittenDate:
    """Return *day* at the clock that *match* found in *text*, in the zone named after it or after the date."""
    hour = int(match["hour"])
    half = match["before"] or match["after"]
    if half and hour <= 12:
        hour = hour % 12 + 12 * bool(_LATER.match(half) or (half == "中午" and hour != 11))
    moment = at_clock(day, hour, int(match["minute"] or 0), int(match["second"] or 0))
    precision: Precision = "second" if match["second"] else "minute" if match["minute"] else "hour"
    zone = _zone_at(text, match.end(), home)
    if zone is None and date_end:
        zone = _zone_at(text, date_end, home)
    return WrittenDate(in_zone(moment, zone) if zone is not None else moment, precision)


def _zone_at(text: str, position: int, home: tzinfo | None) -> tzinfo | None:
    match = ZONE_AFTER.match(text, position)
    return zone_named(match["zone"], home) if match else None
