"""Fates are handed over as they become known, and what waits only at the end."""

from datetime import UTC, datetime

from newscrawl.discovery.accounts.fate_book import FateBook
from newscrawl.fates import Reason

NOW = datetime(2026, 11, 25, tzinfo=UTC)
URL = "https://paper.example/news/harbour-vote"


def told(notes: object) -> list[tuple[str, Reason]]:
    return [(note.url, note.reason) for note in notes]  # type: ignore[attr-defined]


def test_what_waits_is_told_at_the_end_alone() -> None:
    book = FateBook(site="paper.example", clock=lambda: NOW)
    book.queued(URL, "https://paper.example/")
    assert told(book.take()) == []
    assert told(book.take(last=True)) == [(URL, Reason.QUEUED)]


def test_what_was_asked_for_waits_no_more_and_remembers_who_named_it() -> None:
    book = FateBook(site="paper.example", clock=lambda: NOW)
    book.queued(URL, "https://paper.example/")
    book.settle(URL, Reason.STORED)
    (note,) = book.take(last=True)
    assert (note.reason, note.found_on) == (Reason.STORED, "https://paper.example/")


def test_an_address_passed_over_after_its_page_came_keeps_its_fate() -> None:
    book = FateBook(site="paper.example", clock=lambda: NOW)
    book.settle(URL, Reason.STORED)
    book.passed_over(URL + "/amp", Reason.TRAP)
    assert told(book.take()) == [(URL, Reason.STORED)]


def test_tries_count_until_an_article_comes() -> None:
    book = FateBook(site="paper.example", clock=lambda: NOW, tries={"paper.example/news/harbour-vote": 2})
    book.settle(URL, Reason.REFUSED, "403")
    assert [note.tries for note in book.take()] == [3]
    book.settle(URL, Reason.STORED)
    assert [note.tries for note in book.take()] == [0]
