"""Every signal by which publishers reserve rights is read, and means what it says for each purpose."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.items import UsageRight, as_record
from newscrawl.web.usage.rights import PURPOSES, in_headers, in_tdmrep, read_tdmrep, reserved_for
from newscrawl.web.usage.robots import RobotsUsage

URL = "https://example.org/news/a-story"


def told(rights: list[UsageRight]) -> list[tuple[str, str]]:
    return [(right.signal, right.value) for right in rights]


def test_groups_of_ai_agents_hold_for_the_pages_that_they_forbid() -> None:
    usage = RobotsUsage(
        "User-agent: GPTBot\nUser-agent: CCBot/2.0\nDisallow: /news/\n\nUser-agent: ClaudeBot\nAllow: /\n\n"
        "User-agent: *\nDisallow: /private/\n"
    )
    assert told(usage.for_page(URL)) == [("disallow", "GPTBot CCBot")]
    assert usage.for_page("https://example.org/private/a") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Content-Usage: train-ai=n", [("content-usage", "train-ai=n")]),
     ("Content-Usage: /news/ train-ai=n, search=y", [("content-usage", "train-ai=n, search=y")]),
     ("Content-Usage: /other/ train-ai=n", []),
     ("Content-Signal: search=yes, ai-train=no  # ours", [("content-signal", "search=yes, ai-train=no")]),
     ("License: https://example.org/rsl.xml", [("license", "https://example.org/rsl.xml")]),
     ("content-signal:", []), ("Sitemap: /a.xml", [])],
)  # fmt: skip
def test_lines_of_robots_txt(line: str, expected: list[tuple[str, str]]) -> None:
    assert told(RobotsUsage(f"User-agent: *\nAllow: /\n{line}\r\n").for_page(URL)) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [({"content-usage": ["train-ai=n"]}, [("content-usage", "train-ai=n")]),
     ({"content-signal": ["ai-train=no"]}, [("content-signal", "ai-train=no")]),
     ({"tdm-reservation": ["1"], "tdm-policy": ["/p.json"]}, [("tdm-reservation", "1"), ("tdm-policy", "/p.json")]),
     ({"x-robots-tag": ["noai, noimageai", "noarchive"]},
      [("robots", "noai"), ("robots", "noarchive"), ("robots", "noimageai")]),
     ({"x-robots-tag": ["none"]}, [("robots", "nofollow"), ("robots", "noindex")]),
     ({"x-robots-tag": ["otherbot: noindex", "index, max-snippet:20"]}, []),
     ({"link": ['</rsl.xml>; rel="license"; type="application/rsl+xml", </p2>; rel=next']}, [("license", "/rsl.xml")]),
     ({"license": [" https://example.org/rsl.xml "]}, [("license", "https://example.org/rsl.xml")]), ({}, [])],
)  # fmt: skip
def test_headers(headers: dict[str, list[str]], expected: list[tuple[str, str]]) -> None:
    assert told(in_headers(headers)) == expected


RULES = [
    {"location": "/open/*", "tdm-reservation": 0},
    {"location": "/news/*.html$", "tdm-reservation": 1, "tdm-policy": "/policy.json"},
    {"location": "/news", "tdm-reservation": "1"},
]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/open/a", [("tdm-reservation", "0")]), ("/other", []), ("/news/a", [("tdm-reservation", "1")]),
     ("/news/a.html", [("tdm-reservation", "1"), ("tdm-policy", "https://example.org/policy.json")])],
)  # fmt: skip
def test_the_first_rule_of_tdmrep_that_fits_holds(path: str, expected: list[tuple[str, str]]) -> None:
    assert told(in_tdmrep(read_tdmrep(json.dumps(RULES).encode()), f"https://example.org{path}")) == expected


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"[1, null]", b"[" * 5000, b'[{"location": 5}]'])
def test_what_is_no_tdmrep_file_says_nothing(body: bytes) -> None:
    assert in_tdmrep(read_tdmrep(body), URL) == []


@pytest.mark.parametrize(
    ("signal", "value", "against"),
    [("disallow", "GPTBot", ["ai-train"]), ("content-usage", "train-ai=n", ["ai-train"]),
     ("content-usage", "Train-AI = N;exact", ["ai-train"]), ("content-usage", "bots=n", [*PURPOSES]),
     ("content-usage", "tdm=n", ["research", "ai-train"]), ("content-usage", "train-ai=y, search=n", ["search"]),
     ("content-signal", "search=no, ai-train=yes", ["search"]), ("content-signal", "ai-train=no", ["ai-train"]),
     ("license", "https://example.org/rsl.xml", ["ai-train"]), ("tdm-reservation", "1", ["ai-train"]),
     ("tdm-reservation", "0", []), ("robots", "noai", ["ai-train"]), ("robots", "noindex", ["search"]),
     ("license", "https://creativecommons.org/licenses/by/4.0/", []),
     ("license", "https://creativecommons.org/licenses/by-nc/4.0/", ["ai-train"]),
     ("robots", "noarchive", []), ("copyrightHolder", "Example", []), ("content-usage", "train-ai=y", [])],
)  # fmt: skip
def test_each_signal_reserves_what_it_speaks_of(signal: str, value: str, against: list[str]) -> None:
    rights: list[dict[str, Any]] = as_record([UsageRight(signal=signal, value=value, source="header")])
    assert [purpose for purpose in PURPOSES if reserved_for(rights, purpose)] == against


@given(st.text(), st.binary())
def test_nothing_makes_it_fail(text: str, body: bytes) -> None:
    RobotsUsage(text).for_page(URL)
    RobotsUsage("User-agent: GPTBot\nContent-Usage:" + text).for_page(URL)
    in_headers({name: [text] for name in ("content-usage", "link", "x-robots-tag", "tdm-reservation")})
    in_tdmrep(read_tdmrep(body), URL)
    for right in in_tdmrep([(text, 1, text)], URL):
        assert right.value.isprintable()
