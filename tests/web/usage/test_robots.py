"""Whom a statement in robots.txt speaks to, and of which paths."""

import pytest

from newscrawl.web.usage.robots import RobotsUsage
from newscrawl.web.usage.statements import MAX_STATED, MAX_VALUE

URL = "https://example.org/news/a-story"
NO, YES = "Content-Usage: train-ai=n", "Content-Usage: train-ai=y"


def said(text: str, url: str = URL, agent: str = "newscrawl") -> list[str]:
    return [right.value for right in RobotsUsage(text, agent).for_page(url)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [(f"User-agent: *\n{NO}\n", ["train-ai=n"]), (f"{NO}\nUser-agent: *\nAllow: /\n", ["train-ai=n"]),
     (f"User-agent: otherbot\n{NO}\n", []), (f"User-agent: otherbot\nUser-agent: *\n{NO}\n", ["train-ai=n"]),
     (f"User-agent: GPTBot\n{NO}\n", ["train-ai=n"]),
     (f"User-agent: *\n{NO}\nUser-agent: NewsCrawl/1.0\n{YES}\n", ["train-ai=y"]),
     (f"User-agent: otherbot\nSitemap: /s.xml\nUser-agent: *\n{NO}\n", ["train-ai=n"])],
)  # fmt: skip
def test_a_statement_speaks_to_its_group(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_under_another_name_another_group_speaks() -> None:
    text = f"User-agent: *\n{NO}\n\nUser-agent: deskbot\n{YES}\n"
    assert said(text, agent="deskbot") == ["train-ai=y"]


def test_the_longest_path_that_fits_counts() -> None:
    text = "User-agent: *\nContent-Usage: train-ai=n\nContent-Usage: /news/ train-ai=y\nContent-Usage: /n train-ai=n\n"
    assert said(text) == ["train-ai=y"]
    assert said(text, "https://example.org/other") == ["train-ai=n"]


def test_a_licence_holds_wherever_it_stands() -> None:
    assert said("User-agent: otherbot\nLicense: https://example.org/rsl.xml#all  # see there\n") == [
        "https://example.org/rsl.xml#all"
    ]


def test_a_record_is_not_flooded() -> None:
    text = "User-agent: *\n" + "".join(f"Content-Signal: x{n}={'y' * 2000}\n" for n in range(5000))
    found = said(text)
    assert len(found) == MAX_STATED
    assert max(map(len, found)) <= MAX_VALUE
