"""Whether a block is what its record's own digest says."""

import base64
import binascii
import hashlib
from collections.abc import Mapping

ALGORITHMS = ("sha1", "sha256", "sha512", "md5")


def is_proven(headers: Mapping[str, str], block: bytes) -> bool:
    """Tell whether *block* is that of the digest in *headers* (by lower-case name); without one it is not proven."""
    return _fits(headers, block) is True


def is_refuted(headers: Mapping[str, str], block: bytes) -> bool:
    """Tell whether *block* is not that of the digest in *headers* (by lower-case name).

    A digest of another algorithm, or in a form that is no digest, says nothing.
    """
    return _fits(headers, block) is False


def _fits(headers: Mapping[str, str], block: bytes) -> bool | None:
    name, _, stated = headers.get("warc-block-digest", "").partition(":")
    if name.lower() not in ALGORITHMS:
        return None
    found = hashlib.new(name.lower(), block, usedforsecurity=False).digest()
    read = _bytes_of(stated.strip(), len(found))
    return None if read is None else read == found


def _bytes_of(text: str, size: int) -> bytes | None:
    """Return the digest of *size* bytes that *text* spells, in base 16 or, as WARC files have it, 32."""
    try:
        if len(text) == 2 * size:
            return bytes.fromhex(text)
        found = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except (ValueError, binascii.Error):
        return None
    return found if len(found) == size else None
