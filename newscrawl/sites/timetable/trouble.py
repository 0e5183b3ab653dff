"""What is wrong with a site, in a few words: what was asked for in vain, skipped, repeated, withdrawn, left undated."""

from collections.abc import Iterator, Mapping

from newscrawl.fates import Reason
from newscrawl.storage.state.schedule import Run

SKIPPED = (Reason.ROBOTS, Reason.RESERVED, Reason.DROPPED, Reason.STORE_ERROR, Reason.LIMIT)
"""Fates of what a run did not take though it may be articles: what is none by its address is no trouble."""


def trouble_of(run: Run | None, in_vain: Mapping[str, int], undated: int) -> str:
    """Return what is wrong after the last *run* of a site; empty where nothing is.

    *in_vain* are the addresses that were asked for in vain by kind, as in `Fates.in_vain`.

    >>> trouble_of(None, {"refused: 403": 5, "error-page": 1}, 2)
    '5 refused (403), 1 error-page, 2 undated'
    """
    return ", ".join(f"{count} {what}" for what, count in _found(run, in_vain, undated) if count)


def _found(run: Run | None, in_vain: Mapping[str, int], undated: int) -> Iterator[tuple[str, int]]:
    counts = (run.counts if run else None) or {}
    if run is not None:
        yield "error" if run.errors == 1 else "errors", run.errors
    for kind, count in sorted(in_vain.items(), key=lambda item: (-item[1], item[0])):
        reason, _, detail = kind.partition(": ")
        yield f"{reason} ({detail})" if detail else reason, count
    for reason in SKIPPED:
        yield f"skipped ({reason})", counts.get("fates", {}).get(reason, 0)
    if run is not None:
        yield "duplicate" if run.duplicates == 1 else "duplicates", run.duplicates
    yield "withdrawn", counts.get("withdrawn", 0)
    yield "undated", undated
