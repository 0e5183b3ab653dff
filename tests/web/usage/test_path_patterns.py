"""Patterns of paths mean what robots.txt means by them, and none takes long."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.usage.path_patterns import fits

SHORT = st.text("ab/", max_size=8)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [("/news", "/newsroom", True), ("/news$", "/newsroom", False), ("/news$", "/news", True), ("*", "/a", True),
     ("/*.html$", "/a/b.html", True), ("/*.html$", "/a/b.html?c", False), ("/a*a$", "/a", False),
     ("/*/x/", "/a/b/x/c", True), ("", "/", True), ("$", "/", False)],
)  # fmt: skip
def test_patterns(pattern: str, path: str, expected: bool) -> None:
    assert fits(pattern, path) is expected


@given(st.text("ab/*", max_size=8), st.booleans(), SHORT)
def test_it_is_what_the_regular_expression_would_be(pattern: str, to_the_end: bool, path: str) -> None:
    expression = re.escape(pattern).replace(r"\*", ".*") + ("$" if to_the_end else "")
    assert fits(pattern + "$" * to_the_end, path) is bool(re.match(expression, path))


def test_no_pattern_takes_long() -> None:
    begun = process_time()
    assert not fits("/" + "a*" * 900 + "b", "/" + "a" * 2000)
    assert process_time() - begun < 1
