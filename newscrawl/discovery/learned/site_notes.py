"""What one run of a site leaves for the next: taken apart once, and put together once."""

from datetime import datetime
from typing import Any

import attrs

from newscrawl.discovery.learned.lastmod_trust import LastmodHonesty
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.discovery.learned.publishing_rhythm import Rhythm
from newscrawl.discovery.learned.recurring_values import RecurringValues
from newscrawl.web.moments import moment_of
from newscrawl.web.urls import canonical_url

NOTE = "discovery"
"""Name under which the store keeps `SiteNotes` of a site."""

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
"""A plain value that its owner takes apart."""


@attrs.define(kw_only=True)
class SiteNotes:
    """What is kept of a site beside its articles, pages and fates.

    `feeds`, `sitemaps` (each with the sitemaps that it names without a time) and `listings` (each with how many
    articles it was the first to name, older runs counting half) are canonical addresses. `guessed_at` says when the
    usual places of feeds and sitemaps were last tried, `complete_at` when the last run ended that saw all that the
    site's pages name, of `complete_scope` (see `Scope.as_note`). `templates` are those of pages that were no articles.
    """

    patterns: SitePatterns = attrs.field(factory=SitePatterns)
    rhythm: Rhythm = attrs.field(factory=Rhythm)
    lastmod: LastmodHonesty = attrs.field(factory=LastmodHonesty)
    recurring: RecurringValues = attrs.field(factory=RecurringValues)
    twin_origins: list[str] = attrs.field(factory=list)
    templates: list[list[int]] = attrs.field(factory=list)
    feeds: list[str] = attrs.field(factory=list)
    sitemaps: dict[str, list[str]] = attrs.field(factory=dict)
    listings: dict[str, float] = attrs.field(factory=dict)
    guessed_at: datetime | None = None
    complete_at: datetime | None = None
    complete_scope: Json = None

    @classmethod
    def from_json(cls, note: Any) -> "SiteNotes":
        """Return what `as_json` gave; what cannot be read, as what another version left, is left out."""
        if not isinstance(note, dict):
            return cls()
        sitemaps = note.get("sitemaps")
        return cls(
            patterns=SitePatterns.from_note(note.get("patterns")),
            rhythm=Rhythm.from_note(note.get("rhythm")),
            lastmod=LastmodHonesty.from_note(note.get("lastmod")),
            recurring=RecurringValues.from_note(note.get("recurring")),
            twin_origins=_texts(note.get("hosts")),
            templates=_sketches(note.get("templates")),
            feeds=_addresses(note.get("feeds")),
            sitemaps={url: _addresses(_of(sitemaps, url)) for url in _addresses(sitemaps)},
            listings=_weights(note.get("listings")),
            guessed_at=moment_of(note.get("guessed_at")),
            complete_at=moment_of(note.get("complete_at")),
            complete_scope=note.get("complete_scope"),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the notes as plain values."""
        return {
            "patterns": self.patterns.as_note(),
            "rhythm": self.rhythm.as_note(),
            "lastmod": self.lastmod.as_note(),
            "recurring": self.recurring.as_note(),
            "hosts": self.twin_origins,
            "templates": self.templates,
            "feeds": self.feeds,
            "sitemaps": self.sitemaps,
            "listings": self.listings,
            "guessed_at": self.guessed_at and self.guessed_at.isoformat(),
            "complete_at": self.complete_at and self.complete_at.isoformat(),
            "complete_scope": self.complete_scope,
        }


def _sketches(note: Any) -> list[list[int]]:
    rows = note if isinstance(note, list) else []
    return [row for row in rows if isinstance(row, list) and all(isinstance(n, int) for n in row)]


def _texts(note: Any) -> list[str]:
    return [str(value) for value in note] if isinstance(note, list) else []


def _addresses(note: Any) -> list[str]:
    return [url for value in note if (url := canonical_url(str(value)))] if isinstance(note, list | dict) else []


def _of(note: Any, url: str) -> Any:
    return note.get(url) if isinstance(note, dict) else None


def _weights(note: Any) -> dict[str, float]:
    pairs = note.items() if isinstance(note, dict) else ()
    found = {canonical_url(str(url)): float(value) for url, value in pairs if isinstance(value, int | float)}
    return {url: value for url, value in found.items() if url and value == value}
