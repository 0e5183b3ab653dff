"""Names of hosts in other scripts: as the network has them (`xn--…`), and as people write them where that is safe.

Internationalised names follow IDNA 2008 (RFC 5891) with the mapping of UTS 46. What is shown is chosen as browsers do:
a label of one script that cannot be taken for another name in Latin letters.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import idna

# xn--e1afmkfd.xn--p1ai, www.xn--mnchen-3ya.de
_HOST: Final = re.compile(r"(?<![\w.-])(?:[a-z0-9_-]+\.)*xn--[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.IGNORECASE)

_TOGETHER: Final = (
    frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA")),
    frozenset(("CJK", "HANGUL")),
    frozenset(("CJK", "BOPOMOFO")),
)
"""Scripts that are written side by side in one word, as the first word of their characters' names."""

_COMMON: Final = frozenset(("HYPHEN-MINUS", "DIGIT", "MIDDLE", "COMBINING", "ZERO", "IDEOGRAPHIC"))
_LOOK_LATIN: Final = frozenset("асеһіјӏорԛѕԝхуъьпгѵѡԁҽкмнтвαικνρυωηοτχεγβ")
"""Cyrillic and Greek letters that may be taken for Latin ones."""


def host_in_ascii(host: str) -> str:
    """Return *host* (lower case) as the network has it; `""` where it cannot be a name.

    >>> host_in_ascii("münchen.example"), host_in_ascii("straße.example")
    ('xn--mnchen-3ya.example', 'xn--strae-oqa.example')
    """
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        pass
    try:  # names that were registered under the older rules (RFC 3490), such as those of signs
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def readable(text: str) -> str:
    """Return *text* with the names of hosts in it as people write them, where that is safe.

    >>> readable("nothing of xn--e1afmkfd.xn--p1ai"), readable("http://www.xn--mnchen-3ya.de/a")
    ('nothing of пример.рф', 'http://www.münchen.de/a')
    >>> readable("xn--80ak6aa92e.com")
    'xn--80ak6aa92e.com'
    """
    return _HOST.sub(lambda host: _readable(host[0]), text) if "xn--" in text.lower() else text


@lru_cache(maxsize=4096)
def _readable(host: str) -> str:
    try:
        name = ".".join(idna.decode(label) for label in host.split("."))
    except (idna.IDNAError, UnicodeError):
        return host
    return name if all(map(_is_safe, name.split("."))) else host


def _is_safe(label: str) -> bool:
    """Tell whether *label* is of one script, and no name in Latin letters looks like it."""
    if label.isascii():
        return True
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in label} - _COMMON
    is_one = len(scripts) == 1 or any(scripts <= together for together in _TOGETHER)
    letters = {sign for sign in label if sign.isalpha()}
    return is_one and "?" not in scripts and not letters <= _LOOK_LATIN
