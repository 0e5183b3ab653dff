"""Rules by which single fields of one site's articles are read: XPath or CSS, without Python.

`{ section = "css: .rubric::text", authors = "xpath: //p[@class='by']/a/text()" }`
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from parsel import Selector
from zyte_common_items import Author

from newscrawl.errors import BadInput
from newscrawl.items import NewsArticle
from newscrawl.web.dates import parse_date
from newscrawl.web.suggestions import did_you_mean
from newscrawl.web.text import fold


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
            raise BadInput(f"there is no rule for the field {name!r}{did_you_mean(name, FIELDS)}")
        try:
            _select(empty, rule)
        except ValueError as error:
            raise BadInput(f"{name}: {error}") from None
    return dict(raw)


def apply_rules(rules: Mapping[str, str], article: NewsArticle, page: Selector) -> list[str]:
    """Set the fields of *article* for which one of *rules* finds a text on *page*; return their names."""
    found = []
    for name, rule in rules.items():
        texts = [text for text in map(fold, _select(page, rule)) if text]
        if texts and (value := FIELDS[name](texts, article)):
            setattr(article, name, value)
            found.append(name)
    return found


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
