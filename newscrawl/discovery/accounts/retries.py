"""What earlier runs asked for in vain: when it is asked for again.

A refusal or a fault says nothing about the page: it is asked for again on a widening plan. Between two times of the
plan, a run asks for a few of them only; where one of these brings an article the site has recovered, and all that
were refused for the same reason are asked for at once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import attrs

from newscrawl.fates import FateNote, Reason
from newscrawl.web.page_keys import page_key

PLAN = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""Time from one try to the next; after the last, only what the site's front page or feeds still name."""

SCOUTS = 2
"""How many of one reason are asked for before their time."""

CONTENT_TRIES = 3
"""How often a page with a text of its own must have been no article until it is taken to be none for good."""


@attrs.define
class Retries:
    """Sorts the fates of earlier runs, as of *now*.

    `due` are to be asked for; `done` are the page keys of those that are not to be, though they may be named; what is
    in neither is asked for if it is named again.
    """

    due: list[str] = attrs.field(factory=list)
    done: list[str] = attrs.field(factory=list)
    _held: dict[Reason, dict[str, str]] = attrs.field(factory=dict)
    _reasons: dict[str, Reason] = attrs.field(factory=dict)

    @classmethod
    def of(cls, notes: Iterable[FateNote], now: datetime) -> "Retries":
        """Sort *notes*, those whose reason is asked again."""
        retries = cls()
        scouts: dict[Reason, list[FateNote]] = {}
        for note in notes:
            key = page_key(note.url)
            retries._reasons[key] = note.reason
            if note.reason is Reason.NOT_ARTICLE:
                if note.tries >= CONTENT_TRIES or not is_due(note, now):
                    retries.done.append(key)
            elif is_due(note, now):
                if note.tries <= len(PLAN):
                    retries.due.append(note.url)
            else:
                retries.done.append(key)
                retries._held.setdefault(note.reason, {})[key] = note.url
                scouts.setdefault(note.reason, []).append(note)
        for found in scouts.values():
            found.sort(key=lambda note: (note.tries, -note.at.timestamp()))
            retries.due += [note.url for note in found[:SCOUTS]]
        return retries

    def recovered(self, url: str) -> list[str]:
        """Learn that the page at *url* is an article now; return what was held back for the reason it had."""
        reason = self._reasons.pop(page_key(url), None)
        held = self._held.pop(reason, {}) if reason else {}
        return [other for key, other in held.items() if key in self._reasons]


def is_due(note: FateNote, now: datetime) -> bool:
    """Tell whether what *note* says was asked for in vain is to be asked for again at *now*."""
    return now - note.at >= PLAN[min(max(note.tries, 1), len(PLAN)) - 1]
