"""Pages written for these tests, each with the text that a reader would call the article."""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden():
    """Return a function that gives the bytes of the page with a name."""
    return lambda name: (GOLDEN / f"{name}.html").read_bytes()
