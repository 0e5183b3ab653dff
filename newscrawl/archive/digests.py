"""Whether a record is what its own digest says."""

import base64
import binascii
import hashlib

from newscrawl.archive.warc import RawRecord

ALGORITHMS = ("sha1", "sha256", "sha512", "md5")


def problem_of(record: RawRecord) -> str | None:
    """Return what is wrong with *record* by its own length and digest, or `None`.

    A digest of another algorithm, or in a form that is no digest, says nothing.
    """
    if record.error is not None:
        return record.error
    name, _, stated = record.headers.get("warc-block-digest", "").partition(":")
    if name.lower() not in ALGORITHMS:
        return None
    found = hashlib.new(name.lower(), record.block, usedforsecurity=False).digest()
    if _bytes_of(stated.strip(), len(found)) in (found, None):
        return None
    return "the block is not that of its digest"


def _bytes_of(text: str, size: int) -> bytes | None:
    """Return the digest of *size* bytes that *text* spells, in base 16 or, as WARC files have it, 32."""
    try:
        if len(text) == 2 * size:
            return bytes.fromhex(text)
        found = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except (ValueError, binascii.Error):
        return None
    return found if len(found) == size else None
