"""Dated archives: pages that list a month's, a day's or a year's articles, learned from a site's own links to some.

`/2026/11/` on a page tells of `/2019/03/`, and `/november-2026/` of `/march-2019/`. Some months spread over the period
are asked for first: where none of them lists articles, the addresses are a calendar's, and the others are left alone.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote, unquote

import attrs

from newscrawl.web.calendar_months import Month, Period
from newscrawl.web.dates.months import names_like

PROBES = 6
"""Months that are asked for to see whether an archive lists articles."""

MAX_MAKES = 4
"""Archives of one site that are walked: the shortest addresses first, as those of sections have less."""

MAX_LANGUAGES = 2
"""Languages that are tried where the names that a site's links show are those of several."""

MAX_DEPTH = 6

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_FOLDER = r"(?P<start>/(?:[\w%.-]+/)*(?:[a-z]+[-_])?)"
_QUERY = r"(?P<start>/[^?]*\?(?:\w+=[\w-]*&)?\w+=)"
# What may follow: /2026/11/   /2026/11.html   /2026/11/index.php
_END = r"(?P<end>/?(?:index)?(?:\.\w{2,5})?/?)"
_FORMS = (
    # /2026/11/24/, /archive/2026-11-24.html
    re.compile(rf"{_FOLDER}{_YEAR}(?P<s>[/_-]?)(?P<mm>\d\d?)(?P=s)(?P<dd>\d\d?){_END}", re.I),
    # /2026/11/, /archives-202611.html
    re.compile(rf"{_FOLDER}{_YEAR}(?P<s>[/_-]?)(?P<mm>\d\d?){_END}", re.I),
    # /archive/2026/
    re.compile(rf"{_FOLDER}{_YEAR}{_END}", re.I),
    # ?date=2026-11-24
    re.compile(rf"{_QUERY}{_YEAR}(?P<s>[/_-]?)(?P<mm>\d\d)(?P=s)(?P<dd>\d\d)(?P<end>)"),
    # ?month=2026-11, ?m=202611
    re.compile(rf"{_QUERY}{_YEAR}(?P<s>[/_-]?)(?P<mm>\d\d)(?P<end>)"),
    # ?year=2026&month=11
    re.compile(rf"{_QUERY}{_YEAR}(?P<s>&\w+=)(?P<mm>\d\d?)(?P<end>)"),
    # ?year=2026
    re.compile(rf"(?P<start>/[^?]*\?\w+=){_YEAR}(?P<end>)"),
)

_NAME = r"(?P<name>(?:[^\W\d_]|%[0-9a-f]{2}){3,60})"
_NAMED_FORMS = (
    # /2026/november/, /archive/2026-nov.html, /2026/november/24/
    re.compile(rf"{_FOLDER}{_YEAR}(?P<s>[/_-]){_NAME}(?:(?P=s)(?P<dd>\d\d?))?{_END}", re.I),
    # /archives/november-2026/
    re.compile(rf"{_FOLDER}{_NAME}(?P<s>[/_-]){_YEAR}{_END}", re.I),
)

Unit = Literal["month", "year", "day"]


@attrs.frozen
class ArchiveMake:
    """The addresses of one archive: `origin` and `start`, a year, `between` and a month, `between` and a day, `end`.

    `padded`: months and days have two digits. `names` are those of the twelve months as they are written, where they
    are no numbers; `name_first`: before the year.
    """

    origin: str
    start: str
    between: str
    end: str
    unit: Unit
    padded: bool = True
    names: tuple[str, ...] = ()
    name_first: bool = False

    def urls(self, month: Month) -> list[str]:
        """Return the addresses of the archive's pages for *month*."""
        head = f"{self.origin}{self.start}{month.year}"
        if self.unit == "year":
            return [head + self.end]
        name = self.names[month.month - 1] if self.names else self._number(month.month)
        if self.name_first:
            return [f"{self.origin}{self.start}{name}{self.between}{month.year}{self.end}"]
        head += self.between + name
        if self.unit == "month":
            return [head + self.end]
        days = monthrange(month.year, month.month)[1]
        return [f"{head}{self.between}{self._number(day)}{self.end}" for day in range(1, days + 1)]

    def _number(self, number: int) -> str:
        return f"{number:02}" if self.padded else str(number)


def archive_of(url: str) -> tuple[ArchiveMake, Month] | None:
    """Return the archive that the canonical *url* is a page of by its form, and the month; None where it is of none.

    >>> make, month = archive_of("https://example.org/news/2026/11/")
    >>> make.urls(Month(2019, 3))
    ['https://example.org/news/2019/03/']
    """
    return next(iter(archives_of(url)), None)


def archives_of(url: str) -> list[tuple[ArchiveMake, Month]]:
    """Return what `archive_of` does in each language in which *url* may name its month."""
    scheme, _, rest = url.partition("://")
    host, slash, tail = rest.partition("/")
    tail = slash + tail
    if tail.count("/") > MAX_DEPTH:
        return []
    origin = f"{scheme}://{host}"
    return _named(origin, tail) or _numbered(origin, tail)


def _named(origin: str, tail: str) -> list[tuple[ArchiveMake, Month]]:
    for form in _NAMED_FORMS:
        match = form.fullmatch(tail)
        languages = names_like(unquote(match["name"])) if match else ()
        if match is None or not languages:
            continue
        parts = match.groupdict()
        day = parts.get("dd")
        if day and not 1 <= int(day) <= 31:
            continue
        make = ArchiveMake(
            origin,
            parts["start"],
            parts["s"],
            parts["end"],
            "day" if day else "month",
            padded=not day or len(day) == 2,
            name_first=match.start("name") < match.start("y"),
        )
        year = int(parts["y"])
        return [
            (attrs.evolve(make, names=tuple(map(quote, names))), Month(year, number)) for number, names in languages
        ]
    return []


def _numbered(origin: str, tail: str) -> list[tuple[ArchiveMake, Month]]:
    for form in _FORMS:
        parts = match.groupdict() if (match := form.fullmatch(tail)) else {}
        if not parts:
            continue
        month, day = parts.get("mm"), parts.get("dd")
        if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
            continue
        # /202611/ is November, not the first of January.
        if not parts.get("s") and any(number and len(number) < 2 for number in (month, day)):
            continue
        unit: Unit = "day" if day else "month" if month else "year"
        padded = all(len(number) == 2 for number in (month, day) if number)
        make = ArchiveMake(origin, parts["start"], parts.get("s") or "", parts["end"], unit, padded)
        return [(make, Month(int(parts["y"]), int(month or 1)))]
    return []


@attrs.define
class DatedArchives:
    """The archives of one site, for the months of `period`.

    `learn` links, `take` the addresses that are to be asked for now, and tell `found` what came of one.
    """

    period: Period
    _makes: dict[ArchiveMake, list[str]] = attrs.field(factory=dict)
    _days: list[ArchiveMake] = attrs.field(factory=list)
    _made: dict[str, ArchiveMake] = attrs.field(factory=dict)
    _useful: set[ArchiveMake] = attrs.field(factory=set)
    _ready: list[str] = attrs.field(factory=list)

    def learn(self, urls: Iterable[str]) -> None:
        """Learn the archives that *urls*, links of the site, are pages of."""
        for make in sorted(_agreed(map(archives_of, urls)), key=lambda one: (len(one.start), one.start)):
            if make.unit == "day":
                self._days += [make] if len(self._days) < MAX_MAKES and make not in self._days else []
            elif len(self._makes) < MAX_MAKES and not self._is_known(make):
                self._begin(make)

    def take(self) -> list[str]:
        """Return the addresses to ask for now, the newest month first."""
        ready, self._ready = self._ready, []
        return ready

    def take_days(self) -> list[str]:
        """Return the addresses to ask for where nothing else is left: days, unless months have pages."""
        days, self._days = self._days, []
        if not any(make.unit == "month" for make in self._useful):
            for make in days:
                self._begin(make)
        return self.take()

    def found(self, url: str, articles: int) -> None:
        """Learn that the page at *url* came and named so many *articles*, new or not."""
        make = self._made.get(url)
        if make is not None and articles and make not in self._useful:
            self._useful.add(make)
            self._ready += self._makes[make]

    def _is_known(self, make: ArchiveMake) -> bool:
        if make in self._makes:
            return True
        # A link to November tells nothing of how January is written.
        return any(attrs.evolve(other, padded=make.padded, names=make.names) == make for other in self._useful)

    def _begin(self, make: ArchiveMake) -> None:
        months = reversed(list(self.period))
        urls = list(dict.fromkeys(url for month in months for url in reversed(make.urls(month))))
        probes = set(urls if len(urls) <= PROBES else _spread(urls))
        self._made |= dict.fromkeys(urls, make)
        self._ready += [url for url in urls if url in probes]
        self._makes[make] = [url for url in urls if url not in probes]


def _spread(urls: list[str]) -> list[str]:
    """Return some of *urls*, from the first to the last in even steps."""
    return [urls[round(place * (len(urls) - 1) / (PROBES - 1))] for place in range(PROBES)]


def _agreed(links: Iterable[list[tuple[ArchiveMake, Month]]]) -> list[ArchiveMake]:
    """Return the archives that *links* are pages of: of those that differ by language the ones that all allow."""
    found: dict[ArchiveMake, list[ArchiveMake]] = {}
    for makes in ([make for make, _ in link] for link in links if link):
        shape = attrs.evolve(makes[0], names=())
        before = found.setdefault(shape, makes)
        found[shape] = [make for make in before if make in makes] or before
    return [make for makes in found.values() for make in makes[:MAX_LANGUAGES]]
