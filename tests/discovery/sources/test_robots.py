"""The sitemaps of robots.txt are found however its lines write them."""

import pytest

from newscrawl.discovery.sources.robots import sitemaps_of

BASE = "https://example.org/robots.txt"
A, B = "https://example.org/a.xml", "https://example.org/b.xml?x=1,2"


@pytest.mark.parametrize(
    "values",
    [[A, B], [f"{A}, {B}"], [f"{A} {B}"], [f'"{A}"', f"'{B}'"], [f'"{A}", "{B}"'], [f"<{A}>", f"“{B}”"],
     [f"{A},{B}", A],
     ["/a.xml", "b.xml?x=1,2"], [f"{A};{B};"]],
)  # fmt: skip
def test_sitemaps_are_read_from_every_form_of_line(values: list[str]) -> None:
    assert sitemaps_of(values, BASE) == [A, B]


@pytest.mark.parametrize("value", ["", ",", '""', "mailto:a@b", "none of it://"])
def test_what_names_none_is_left(value: str) -> None:
    assert sitemaps_of([value], "ftp://x/") == []
