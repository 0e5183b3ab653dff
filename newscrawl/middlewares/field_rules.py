"""One wrong field of one site, put right by an XPath or CSS rule of the list of sites, without Python.

`fields = { section = "css: .rubric::text", authors = "xpath: //p[@class='by']/a/text()" }`
"""

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Final, Self

from parsel import Selector
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response, TextResponse
from scrapy.statscollectors import StatsCollector
from zyte_common_items import Author

from newscrawl.errors import BadInput
from newscrawl.items import NewsArticle
from newscrawl.web.dates import parse_date
from newscrawl.web.text import fold

SETTING = "NEWSCRAWL_FIELDS"


def _line(found: list[str], _: NewsArticle) -> Any:
    return found[0]


def _date(found: list[str], article: NewsArticle) -> Any:
    moment = parse_date(found[0], article.inLanguage)
    return moment.isoformat() if moment else None


FIELDS: Final[Mapping[str, Callable[[list[str], NewsArticle], Any]]] = {
    **dict.fromkeys(("headline", "description", "section", "agency", "dateline", "inLanguage"), _line),
    "articleBody": lambda found, _: "\n\n".join(found),
    "authors": lambda found, _: [Author(name=name, nameRaw=name) for name in dict.fromkeys(found)],
    "keywords": lambda found, _: list(dict.fromkeys(found)),
    "datePublished": _date,
    "dateModified": _date,
}
"""The fields for which there can be rules, and what is made of the texts that a rule finds."""


def checked_rules(raw: Mapping[str, str]) -> dict[str, str]:
    """Return *raw*, rules by field, if they can be used. Raises `BadInput`."""
    empty = Selector("<html></html>")
    for name, rule in raw.items():
        if name not in FIELDS:
            raise BadInput(f"there is no rule for the field {name!r}: give one of {', '.join(FIELDS)}")
        try:
            _select(empty, rule)
        except ValueError as error:
            raise BadInput(f"{name}: {error}") from None
    return dict(raw)


class FieldRules:
    """Spider middleware that reads the fields of setting `NEWSCRAWL_FIELDS` by its rules.

    A rule that finds nothing leaves the field as it was read. Counts `newscrawl/field_rules/FIELD`. Absent without
    rules.
    """

    def __init__(self, rules: Mapping[str, str], stats: StatsCollector) -> None:
        self._rules = checked_rules(rules)
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        rules = crawler.settings.getdict(SETTING)
        if not rules:
            raise NotConfigured
        assert crawler.stats
        return cls(rules, crawler.stats)

    async def process_spider_output(self, response: Response, result: Any) -> AsyncIterator[Any]:
        """Pass everything on, articles with the fields that rules have found."""
        async for found in result:
            if isinstance(found, NewsArticle) and isinstance(response, TextResponse):
                self._apply(found, response)
            yield found

    def _apply(self, article: NewsArticle, response: TextResponse) -> None:
        for name, rule in self._rules.items():
            texts = [text for text in map(fold, _select(response.selector, rule)) if text]
            value = FIELDS[name](texts, article) if texts else None
            if value:
                setattr(article, name, value)
                self._stats.inc_value(f"newscrawl/field_rules/{name}")


def _select(selector: Selector, rule: str) -> list[str]:
    """Return what *rule* (`css: …` or `xpath: …`) finds; an element as its text. Raises `ValueError`."""
    kind, colon, query = rule.partition(":")
    if not colon or kind.strip() not in ("css", "xpath"):
        raise ValueError(f"{rule!r} is no rule: begin it with css: or xpath:")
    try:
        found = selector.css(query.strip()) if kind.strip() == "css" else selector.xpath(query.strip())
    except Exception as error:
        raise ValueError(f"{rule!r} is no {kind.strip()} rule: {' '.join(str(error).split())}") from None
    return [one.xpath("string()").get("") if _is_element(one) else one.get() for one in found]


def _is_element(one: Selector) -> bool:
    return hasattr(one.root, "tag")
