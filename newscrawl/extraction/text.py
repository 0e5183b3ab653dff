"""Text as a reader sees it: one Unicode form, single blanks, nothing invisible."""

import re
import unicodedata

# Soft hyphen, zero-width space, word joiner, byte-order mark. The joiners U+200C and U+200D carry meaning.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def fold(text: str) -> str:
    """Return *text* in NFC with every run of white space (line breaks, no-break spaces) as one blank.

    >>> fold("Kayes :\\u00a0 La\\n Promotion")
    'Kayes : La Promotion'
    """
    return " ".join(unicodedata.normalize("NFC", INVISIBLE.sub("", text)).split())
