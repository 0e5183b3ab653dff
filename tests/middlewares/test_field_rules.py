"""Rules that put single fields right."""

import asyncio

import pytest
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from newscrawl.errors import BadInput
from newscrawl.items import NewsArticle
from newscrawl.middlewares.field_rules import SETTING, FieldRules
from newscrawl.web.field_rules import checked_rules

PAGE = b"""<html lang=en><p class=rubric> <a>Sport</a> </p><p class=by><a>Awa K.</a><a>Ben L.</a></p>
<time>31 January 2026</time><div id=t><p>One.</p><p>Two.</p></div></html>"""


def read(rules, **given):
    crawler = get_crawler(settings_dict={SETTING: rules})
    middleware = FieldRules(rules, crawler.stats or get_crawler().stats)
    article = NewsArticle(url="https://a.example/1", inLanguage="en", **given)

    async def result():
        yield {"other": 1}
        yield article

    async def run():
        response = HtmlResponse("https://a.example/1", body=PAGE, encoding="utf-8")
        return [found async for found in middleware.process_spider_output(response, result())]

    assert asyncio.run(run())[0] == {"other": 1}
    return article


def test_rules_read_text_names_dates_and_paragraphs(monkeypatch):
    monkeypatch.setattr(FieldRules, "__init__", _without_stats)
    article = read(
        {
            "section": "css: .rubric",
            "authors": "xpath: //p[@class='by']/a/text()",
            "datePublished": "css: time::text",
            "articleBody": "css: #t p",
        }
    )
    assert (article.section, article.articleBody) == ("Sport", "One.\n\nTwo.")
    assert [author.name for author in article.authors] == ["Awa K.", "Ben L."]
    assert article.datePublished.startswith("2026-01-31")


def test_a_rule_that_finds_nothing_leaves_the_field(monkeypatch):
    monkeypatch.setattr(FieldRules, "__init__", _without_stats)
    assert read({"section": "css: .none"}, section="News").section == "News"


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ({"sektion": "css: p"}, "did you mean section"),
        ({"section": ".rubric"}, "css: or xpath:"),
        ({"section": "css: p["}, "no css rule"),
        ({"section": "xpath: //p["}, "no xpath rule"),
    ],
)
def test_a_wrong_rule_is_told(rules, says):
    with pytest.raises(BadInput, match=says):
        checked_rules(rules)


class _Stats:
    def inc_value(self, *_):
        pass


def _without_stats(self, rules, _):
    self._rules, self._stats = checked_rules(rules), _Stats()
