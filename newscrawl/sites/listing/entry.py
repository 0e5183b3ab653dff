"""One site of the list: where it starts, how it is crawled, how fresh it is to be kept."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import attrs

from newscrawl.discovery.crawl.scope import Scope, start_urls
from newscrawl.errors import BadInput, SitesError
from newscrawl.rendering.modes import rendering_mode
from newscrawl.storage import site_of
from newscrawl.web.durations import parse_duration
from newscrawl.web.field_rules import checked_rules
from newscrawl.web.suggestions import unknown
from newscrawl.web.usage.rights import purpose_named, way_named

LIMITS = ("until", "max_articles", "max_pages", "sections", "include", "exclude")
LEAST_EVERY = timedelta(minutes=1)

# RFC 9110, 5.6.2 and 5.5
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e]*")
_PAGE = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")
_TAG = re.compile(r"[\w.-]+")


@attrs.frozen(kw_only=True)
class SiteEntry:
    """A site of the list; `line` is where its entry begins in the file.

    `spider` None: the general one, which obeys what publishers declare. `every` None: as often as the site's learned
    rhythm asks. `render` None: as setting `NEWSCRAWL_RENDER` says. `fields`: rules by which single fields are read
    (see `newscrawl.web.field_rules`). `page`: the page object that reads it, `module:Class`; it, `limits` and
    `since` are the spiders' arguments of these names, as text. `rights` and `purpose` are what settings
    `NEWSCRAWL_RIGHTS` and `NEWSCRAWL_PURPOSE` are for other sites. `archive` is the folder in which its responses are
    kept, `""` where none are; None: as setting `NEWSCRAWL_ARCHIVE` says.
    """

    url: str
    line: int = 0
    spider: str | None = None
    every: timedelta | None = None
    since: str | None = None
    limits: Mapping[str, str] = attrs.field(factory=dict)
    headers: Mapping[str, str] = attrs.field(factory=dict)
    render: str | None = None
    page: str | None = None
    fields: Mapping[str, str] = attrs.field(factory=dict)
    tags: frozenset[str] = frozenset()
    rights: str | None = None
    purpose: tuple[str, ...] = ()
    archive: str | None = None

    @property
    def site(self) -> str:
        """The site's name: its registrable domain, or host and port."""
        return site_of(self.url)


class WrongValue(SitesError):  # noqa: N818
    """A value of an entry; `key` says whose."""

    def __init__(self, key: str | None, message: str) -> None:
        super().__init__(message)
        self.key = key


def parse_entry(raw: Mapping[str, Any], line: int, spiders: Collection[str]) -> SiteEntry:
    """Return the entry that *raw*, a table of the list, states; raises `WrongValue`.

    *spiders* are the names that `spider` may have.
    """
    for key in raw:
        if key not in _PARSERS and key != "spider":
            raise WrongValue(key, unknown(key, ["spider", *_PARSERS], "key"))
    if "url" not in raw:
        raise WrongValue(None, 'the entry has no url: add a line such as url = "https://www.example.org/"')
    values = {key: _parsed(key, raw[key], parse) for key, parse in _PARSERS.items() if key in raw}
    if "spider" in raw:
        values["spider"] = _parsed("spider", raw["spider"], _text)
        if values["spider"] not in spiders:
            raise WrongValue("spider", unknown(values["spider"], spiders, "spider"))
    return SiteEntry(line=line, **values)


def _parsed(key: str, value: Any, parse: Callable[[Any], Any]) -> Any:
    try:
        return parse(value)
    except BadInput as error:
        raise WrongValue(key, str(error)) from None
    except ValueError as error:
        raise WrongValue(key, f"{key}: {error}") from None


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("give a text in quotation marks")
    return value


def _url(value: Any) -> str:
    urls = start_urls(_text(value))
    if len(urls) != 1:
        raise ValueError("give one address; every site is an entry of its own")
    return urls[0]


def _every(value: Any) -> timedelta:
    return parse_duration(_text(value), LEAST_EVERY)


def _since(value: Any) -> str:
    text = value.isoformat() if isinstance(value, date | datetime) else _text(value)
    Scope.parse(since=text)
    return text


def _limits(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError("give a table such as { max_articles = 500 }")
    for name in value:
        if name not in LIMITS:
            raise ValueError(unknown(name, list(LIMITS), "limit"))
    limits = {name: _limit(limit) for name, limit in value.items()}
    Scope.parse(**limits)
    return limits


def _limit(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ",".join(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise ValueError(f"{value!r} is no limit: give a text, a number or a date")


def _headers(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError('give a table such as { Accept-Language = "fr" }')
    for name, text in value.items():
        if not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no header's name")
        if not isinstance(text, str) or not _HEADER_VALUE.fullmatch(text):
            raise ValueError(f"the value of {name} is not one line of ASCII text")
    return dict(value)


def _render(value: Any) -> str:
    return rendering_mode(_text(value))


def _page(value: Any) -> str:
    if not _PAGE.fullmatch(_text(value)):
        raise ValueError('give a page object as "module:Class"')
    return str(value)


def _fields(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(rule, str) for rule in value.values()):
        raise ValueError('give a table of rules such as { section = "css: .rubric::text" }')
    return checked_rules(value)


def _tags(value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(tag, str) and _TAG.fullmatch(tag) for tag in value):
        raise ValueError('give a list of words such as ["mali", "daily"]')
    return frozenset(value)


def _rights(value: Any) -> str:
    return way_named(_text(value))


def _purpose(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError('give a list of purposes such as ["research", "ai-train"]')
    return tuple(purpose_named(name) for name in value)


def _archive(value: Any) -> str:
    if value is False:
        return ""
    if not isinstance(value, str) or not value.strip():
        raise ValueError('give a folder such as "output/archive", or false where nothing is to be kept')
    return value


_PARSERS: dict[str, Callable[[Any], Any]] = {
    "url": _url,
    "every": _every,
    "since": _since,
    "limits": _limits,
    "headers": _headers,
    "render": _render,
    "page": _page,
    "fields": _fields,
    "tags": _tags,
    "rights": _rights,
    "purpose": _purpose,
    "archive": _archive,
}
