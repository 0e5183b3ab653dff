"""Text as a reader sees it: one Unicode form, single blanks, nothing invisible."""

import re
import unicodedata
from functools import lru_cache

# Soft hyphen, zero-width space, word joiner, byte-order mark. The joiners U+200C and U+200D carry meaning.
INVISIBLE = ("\u00ad", "\u200b", "\u2060", "\ufeff")

PUNCTUATION = re.compile(r"[^\w\s]+")


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


def fold_line(text: str) -> str:
    """Return what `fold` does of a *text* whose white space is folded already, sooner."""
    if text.isascii():
        return text
    return fold(text) if any(character in text for character in INVISIBLE) else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Return *text* in the form in which two titles are compared: case, quotes, dashes and blanks folded.

    >>> key("Kayes : « La Promotion »")
    'kayes la promotion'
    """
    folded = text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return " ".join(PUNCTUATION.sub(" ", folded).split())
