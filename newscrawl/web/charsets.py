"""The charset of a page whose labels may be wrong: bytes in, UTF-8 out."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from newscrawl.web.charset_labels import CHARSETS, codec_of

# How much of a page without any usable label is shown to the detector.
DETECTION_BYTES = 32 * 1024

# A page in UTF-8 may hold a few broken sequences (cut excerpts); one in a thousand bytes is no longer a few.
TOLERATED_ERRORS = 1000

# Japanese shows by its kana, which general detectors miss in short texts.
JAPANESE = ("shift_jis", "euc_jp")
KANA = frozenset(map(chr, range(0x3041, 0x30FF)))
KANA_SHARE = 0.2

MARKUP = re.compile(rb"<(script|style)\b.*?</\1|<[^>]*>", re.I | re.S)
COMMENT = re.compile(rb"<!--.*?-->", re.S)
# `<meta charset=utf-8>`, `<meta content="charset=utf-8" http-equiv=Content-Type>`, `<?xml encoding="utf-8"?>`
DECLARATION = re.compile(rb"<(?:meta\s|\?xml\s)[^>]*", re.I)
DECLARED = re.compile(rb"\b(?:charset|encoding)\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.I)
DECLARED_WITHIN = 4096
"""Bytes at a page's beginning in which it may name its charset."""

# `text/html; charset="utf-8"`
IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]+)", re.I)

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
UTF16_START = re.compile(rb"\s*(?:<\0[!?a-zA-Z]\0|\0<\0[!?a-zA-Z])")


def decode(body: bytes, hint: str | None = None) -> bytes:
    """Return *body* in UTF-8, with U+FFFD for what cannot be read.

    In order: byte-order mark; the bytes themselves where they are valid UTF-8 (text in another charset
    practically never is, so this beats every label); *hint*, the HTTP header's charset; `<meta>`;
    detection. Labels are those of the WHATWG Encoding Standard (`iso-8859-1` means windows-1252); others count
    for nothing.
    """
    for mark, codec in BYTE_ORDER_MARKS.items():
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace").encode()
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
    for codec in _stated(body, hint):
        if codec != "utf-8":
            return body.decode(codec, "replace").encode()
    return body.decode(_detected(body), "replace").encode()


def _stated(body: bytes, hint: str | None) -> Iterator[str]:
    """Yield the codecs that the header and the page itself name."""
    codec = codec_of(hint) if hint else None
    if codec is not None:
        yield codec
    for tag in DECLARATION.findall(COMMENT.sub(b"", body[:DECLARED_WITHIN])):
        label = DECLARED.search(tag)
        codec = codec_of(label[1].decode("latin-1")) if label else None
        if codec is not None:
            # A page that can be read so far is not in UTF-16, whatever it says (HTML Standard, 13.2.3.2).
            yield "utf-8" if codec.startswith("utf-16") else codec
            return


def header_charset(content_type: bytes | str | None) -> str | None:
    """Return the charset that a `Content-Type` header names, as it stands there, or `None`.

    >>> header_charset(b'text/html; charset="Shift_JIS"')
    'Shift_JIS'
    """
    text = content_type.decode("latin-1") if isinstance(content_type, bytes) else content_type or ""
    named = IN_HEADER.search(text)
    return named[1] if named else None


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
    matches = list(from_bytes(sample, cp_isolation=list(CHARSETS)))
    # Of several that fit a short text equally well, the commonest; the detector takes the first by name.
    equal = {
        name
        for match in matches
        if (match.chaos, match.coherence) == (matches[0].chaos, matches[0].coherence)
        for name in match.could_be_from_charset
    }
    return "cp1252" if not equal or "cp1252" in equal else matches[0].encoding
