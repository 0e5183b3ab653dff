"""What a purpose may not have is not kept, or only what is no text."""

from typing import Any

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.errors import BadInput
from newscrawl.items import NewsArticle, UsageRight
from newscrawl.pipelines.rights import RightsPipeline
from newscrawl.signals import RightsReserved


def article(signal: str = "tdm-reservation", value: str = "1") -> NewsArticle:
    return NewsArticle(
        url="https://example.org/a",
        headline="Bridge",
        articleBody="The text.",
        description="The plan.",
        usageRights=[UsageRight(signal=signal, value=value, source="header")],
    )


def pipeline(way: str, purpose: str = "", obey: str = "nofollow") -> RightsPipeline:
    settings = {"NEWSCRAWL_RIGHTS": way, "NEWSCRAWL_PURPOSE": purpose, "NEWSCRAWL_OBEY_DIRECTIVES": obey}
    return RightsPipeline.from_crawler(get_crawler(None, settings))


def test_by_default_all_is_kept() -> None:
    with pytest.raises(NotConfigured):
        pipeline("record", "ai-train")


def test_what_is_reserved_is_skipped() -> None:
    with pytest.raises(RightsReserved, match="tdm-reservation: 1"):
        pipeline("skip", "research, ai-train").process_item(article())


def test_of_what_is_reserved_the_metadata_are_kept() -> None:
    kept: Any = pipeline("metadata", "ai-train").process_item(article())
    assert (kept.headline, kept.articleBody, kept.description) == ("Bridge", None, None)
    assert kept.usageRights is not None
    assert kept.metadata.reserved == "tdm-reservation: 1 (header)"


@pytest.mark.parametrize(
    ("way", "purpose"), [("skip", "research"), ("metadata", "search"), ("skip", ""), ("metadata", "research,search")]
)
def test_what_the_purpose_may_have_is_kept_whole(way: str, purpose: str) -> None:
    assert pipeline(way, purpose).process_item(article()) == article()


def test_noindex_is_obeyed_only_on_request() -> None:
    hidden = article("robots", "noindex")
    assert pipeline("skip", "ai-train").process_item(hidden) is hidden
    with pytest.raises(RightsReserved):
        pipeline("record", obey="nofollow,noindex").process_item(hidden)


@pytest.mark.parametrize(("way", "purpose"), [("keep", "search"), ("skip", "profit")])
def test_unknown_values_are_refused(way: str, purpose: str) -> None:
    with pytest.raises(BadInput):
        pipeline(way, purpose)
