"""The charset of a page whose labels may be wrong: bytes in, UTF-8 out."""

import codecs
import re

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

# How much of a page without any usable label is shown to the detector.
DETECTION_BYTES = 32 * 1024

# A page in UTF-8 may hold a few broken sequences (cut excerpts); one in a thousand bytes is no longer a few.
TOLERATED_ERRORS = 1000

# Japanese shows by its kana, which general detectors miss in short texts.
JAPANESE = ("shift_jis", "euc_jp")
KANA = frozenset(map(chr, range(0x3041, 0x30FF)))
KANA_SHARE = 0.2

MARKUP = re.compile(rb"<(script|style)\b.*?</\1|<[^>]*>", re.I | re.S)
UTF16_START = re.compile(rb"\s*(?:<\0[!?a-zA-Z]\0|\0<\0[!?a-zA-Z])")


def decode(body: bytes, hint: str | None = None) -> bytes:
    """Return *body* in UTF-8, with U+FFFD for what cannot be read.

    In order: byte-order mark; the bytes themselves where they are valid UTF-8 (text in another charset
    practically never is, so this beats every label); *hint*, the HTTP header's charset; `<meta>`;
    detection. Labels are read as browsers do (WHATWG: `latin-1` means windows-1252).
    """
    charset, mark = read_bom(body)
    if charset is not None and mark is not None:
        return body[len(mark) :].decode(charset, "replace").encode()
    if UTF16_START.match(body):
        order = "utf-16-le" if body.lstrip()[:1] == b"<" else "utf-16-be"
        return body.decode(order, "replace").encode()
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return _recode(body, hint)
    return _from_seven_bit(body) if b"\x1b" in body and body.isascii() else body


def _from_seven_bit(body: bytes) -> bytes:
    """Return *body*, pure ASCII with the escapes of ISO-2022-JP, in UTF-8."""
    return body.decode("iso2022_jp", "replace").encode()


def _recode(body: bytes, hint: str | None) -> bytes:
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") * TOLERATED_ERRORS < len(body) and _multibyte_share(body) > 0.5:
        return text.encode()
    for label in (hint, html_body_declared_encoding(body)):
        charset = resolve_encoding(label) if label else None
        if charset and codecs.lookup(charset).name != "utf-8":
            return body.decode(charset, "replace").encode()
    return body.decode(_detected(body), "replace").encode()


def _multibyte_share(body: bytes) -> float:
    """Return the share of *body*'s non-ASCII bytes that stand in valid UTF-8 sequences."""
    high = sum(1 for byte in body if byte >= 0x80)
    valid = len(body.decode("utf-8", "ignore").encode()) - (len(body) - high)
    return valid / max(high, 1)


def _detected(body: bytes) -> str:
    """Return the charset that *body*'s text, without its markup, most likely has."""
    sample = MARKUP.sub(b" ", body[: DETECTION_BYTES * 8])
    start = max(0, next((i for i, byte in enumerate(sample) if byte >= 0x80), 0) - 1024)
    sample = sample[start : start + DETECTION_BYTES]
    for charset in JAPANESE:
        letters = [char for char in sample.decode(charset, "ignore") if char > "\x7f"]
        if sum(1 for char in letters if char in KANA) > KANA_SHARE * len(letters) > 0:
            return charset
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"
