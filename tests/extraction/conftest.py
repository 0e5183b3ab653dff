"""Pages written for these tests, each with the text that a reader would call the article."""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


class Golden:
    """`golden(name)` is a page's bytes, `golden.text(name)` its article's text."""

    def __call__(self, name):
        return (GOLDEN / f"{name}.html").read_bytes()

    def text(self, name):
        return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").strip()


@pytest.fixture
def golden():
    return Golden()
