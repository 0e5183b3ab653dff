"""What bytes are, whatever their type says: text or not, a web page or not, whole or not."""

import re

MAX_CONTROLS = 0.01
"""Share of control characters above which bytes are no text: compressed data have a tenth of them, pages none."""

_SAMPLE = 256 * 1024

# The control characters that stand in texts, the most frequent first: all others are binary data bytes of the MIME
# Sniffing Standard, 3.
_BLANKS = b"\n\t\r\f\x1b"
_MAGIC = (
    b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"RIFF", b"OggS", b"ID3", b"fLaC",
    b"\x1aE\xdf\xa3", b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd", b"wOFF", b"wOF2", b"\0\x01\0\0\0", b"OTTO", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x7fELF",
    b"\0asm", b"SQLite format 3\0", b"%!PS", b"FWS", b"CWS", b"II*\0", b"MM\0*", b"\0\0\x01\0",
)  # fmt: skip
# The types that a movie's first box names, four bytes in.
_MOVIE = b"ftyp"
# A text may begin with these as well: it takes control characters to tell.
_ALSO_WORDS = (b"BM", b"ID3", b"FWS", b"CWS", b"OTTO", b"RIFF", b"BZh", b"OggS", b"fLaC", b"wOFF", b"wOF2")
_UNICODE = re.compile(rb"\xff\xfe|\xfe\xff|\s*(?:<\0[!?a-zA-Z]\0|\0<\0[!?a-zA-Z])")
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
# </html>, </rss>, and what servers and caches write behind it
_END = re.compile(rb"</(?:html|body|rss|feed|urlset|sitemapindex|(?:\w+:)?rdf)\s*>", re.IGNORECASE)
_BEHIND_END = 4096


def is_text(body: bytes) -> bool:
    """Tell whether *body* is text, in whatever charset, by its first bytes and its control characters."""
    if _UNICODE.match(body):
        return True
    if body[4:8] == _MOVIE or any(body.startswith(magic) for magic in _MAGIC if magic not in _ALSO_WORDS):
        return False
    # Both ends: data that begin with a page's first words are no page.
    samples = (body[:_SAMPLE], body[-_SAMPLE:]) if len(body) > _SAMPLE else (body,)
    return all(map(_has_few_controls, samples))


def _has_few_controls(sample: bytes) -> bool:
    """Tell whether so few bytes of *sample* are control characters as in a text."""
    import numpy as np  # the commands load this module too, and look at no bytes

    signs, most = np.frombuffer(sample, np.uint8), MAX_CONTROLS * len(sample)
    controls = np.count_nonzero(signs < ord(" "))
    for blank in _BLANKS:
        if controls <= most:
            return True
        controls -= np.count_nonzero(signs == blank)
    return bool(controls <= most)


def is_web_page(body: bytes) -> bool:
    """Tell whether *body* begins as an HTML page does."""
    return bool(_HTML.match(body[:8192]))


def has_its_end(body: bytes) -> bool:
    """Tell whether *body* ends where a page, a feed or a sitemap does: nothing of it is missing."""
    return bool(_END.search(body[-_BEHIND_END:]))
