"""A page that takes too long is given up, and no other."""

import pytest

from newscrawl.errors import PageTooComplex
from newscrawl.extraction.extract import extract
from newscrawl.extraction.guard.deadline import Deadline


def test_a_deadline_passes_when_its_seconds_are_over():
    now = [100.0]
    deadline = Deadline(2.0, clock=lambda: now[0], wall=lambda: now[0])
    now[0] = 102.0
    deadline.check()
    now[0] = 102.1
    with pytest.raises(PageTooComplex, match="too long"):
        deadline.check()


def test_extract_gives_up_a_page_that_takes_too_long(monkeypatch):
    page = "<article><h1>The harbour</h1>" + "<p>The harbour of the old town opened again on Monday.</p>" * 20
    assert extract(page, "https://a.example/harbour-opens-again", article=True) is not None
    monkeypatch.setattr("newscrawl.extraction.guard.deadline.MOST_SECONDS", -1.0)
    assert extract(page, "https://a.example/harbour-opens-again", article=True) is None


def test_a_thread_that_waits_for_others_has_not_used_its_time():
    wall = [0.0]
    deadline = Deadline(2.0, clock=lambda: 100.0, wall=lambda: wall[0])
    wall[0] = 60.0
    deadline.check()
