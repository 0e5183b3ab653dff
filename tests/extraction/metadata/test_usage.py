"""What a page says of the use of its text is in its record, with where it says so."""

import json

import pytest

from newscrawl import extract

TEXT = "<p>" + "The council has approved the plan for the bridge, and the work begins in spring. " * 20 + "</p>"


def rights(head: str) -> list[tuple[str, str, str]]:
    html = f"<html><head><title>Bridge</title>{head}</head><body><article><h1>Bridge</h1>{TEXT}</article></body></html>"
    article = extract(html, "https://example.org/news/bridge-plan-approved", article=True)
    assert article is not None
    return [(right.signal, right.value, right.source) for right in article.usageRights or ()]


@pytest.mark.parametrize(
    ("head", "expected"),
    [('<meta name="robots" content="noai, noimageai, index, max-snippet:-1">',
      [("robots", "noai", "meta"), ("robots", "noimageai", "meta")]),
     ('<meta name="ROBOTS" content="NONE">', [("robots", "noindex", "meta"), ("robots", "nofollow", "meta")]),
     ('<meta name="otherbot" content="noindex">', []),
     ('<meta name="newscrawl" content="noarchive"><meta name="robots" content="noarchive,nosnippet">',
      [("robots", "noarchive", "meta"), ("robots", "nosnippet", "meta")]),
     ('<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://example.org/p.json">',
      [("tdm-reservation", "1", "meta"), ("tdm-policy", "https://example.org/p.json", "meta")]),
     ('<link rel="license" type="application/rsl+xml" href="/rsl.xml">',
      [("license", "https://example.org/rsl.xml", "link")]),
     ("", [])],
)  # fmt: skip
def test_metas(head: str, expected: list[tuple[str, str, str]]) -> None:
    assert sorted(rights(head)) == sorted(expected)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [({"license": "https://example.org/l"}, ("license", "https://example.org/l", "json-ld")),
     ({"license": {"@type": "CreativeWork", "url": "/l"}}, ("license", "/l", "json-ld")),
     ({"usageInfo": "https://example.org/u"}, ("usageInfo", "https://example.org/u", "json-ld")),
     ({"copyrightHolder": {"@type": "Organization", "name": "Example"}}, ("copyrightHolder", "Example", "json-ld"))],
)  # fmt: skip
def test_json_ld(stated: dict[str, object], expected: tuple[str, str, str]) -> None:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Bridge", **stated}
    assert rights(f'<script type="application/ld+json">{json.dumps(node)}</script>') == [expected]
