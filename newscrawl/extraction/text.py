"""Text as a reader sees it: one Unicode form, single blanks, nothing invisible."""

import unicodedata

# Soft hyphen, zero-width space, word joiner, byte-order mark. The joiners U+200C and U+200D carry meaning.
INVISIBLE = ("\u00ad", "\u200b", "\u2060", "\ufeff")


def fold(text: str) -> str:
    """Return *text* in NFC with every run of white space (line breaks, no-break spaces) as one blank.

    >>> fold("Kayes :\\u00a0 La\\n Promotion")
    'Kayes : La Promotion'
    """
    if not text.isascii():
        for character in INVISIBLE:
            if character in text:
                text = text.replace(character, "")
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())
