"""Whether a record is sound: whole, with the head that the standard asks for, and what its own digest says."""

import re
from datetime import datetime

from newscrawl.archive.digests import is_refuted
from newscrawl.archive.warc import RawRecord

KINDS = frozenset(("warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"))
"""Types of the standard. Those of others are passed over, as it asks."""

OF_AN_ADDRESS = frozenset(("response", "resource", "request", "revisit", "conversion"))
RESPONSE = "msgtype=response"
SHORTEST_TIME = len("2026-01-31T08:00:00")

# http://paper.example/a, urn:uuid:…, dns:paper.example
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x1f\x7f\ufffd]+")
_WEB_ADDRESS = re.compile(r"https?://[^\x00-\x1f\x7f\ufffd]+", re.IGNORECASE)


def problem_of(record: RawRecord) -> str | None:
    """Return what is wrong with *record* by its own head, length and digest, or `None`."""
    return problem_of_head(record) or (
        "the block is not that of its digest" if is_refuted(record.headers, record.block) else None
    )


def problem_of_head(record: RawRecord) -> str | None:
    """Return what is wrong with *record* without looking into its block, or `None` (WARC/1.1, 5)."""
    if record.error is not None:
        return record.error
    is_response = RESPONSE in record.headers.get("content-type", "").lower()
    if record.kind not in KINDS:
        return "its WARC-Type is none of the standard" if is_response or not record.kind else None
    if not _is_time(record.time):
        return "its WARC-Date is no time"
    pattern = _WEB_ADDRESS if is_response else _ADDRESS
    if record.kind in OF_AN_ADDRESS and not pattern.fullmatch(record.url):
        return "its WARC-Target-URI is no address"
    return None


def _is_time(text: str) -> bool:
    try:
        return len(text) >= SHORTEST_TIME and bool(datetime.fromisoformat(text[:SHORTEST_TIME]))
    except ValueError:
        return False
