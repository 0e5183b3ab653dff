"""Text that both engines can hold."""

import re
import unicodedata
from typing import Any

# NUL (refused by PostgreSQL) and lone surrogates (no UTF-8 form).
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

MAX_URL_BYTES = 2048
"""A longer URL fits no index entry of PostgreSQL, and no page of a news site needs one."""


def storable(value: Any) -> Any:
    """Return *value* (plain dicts, lists, scalars) with every character that no engine can hold as U+FFFD."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {storable(key): storable(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [storable(entry) for entry in value]
    return value


def is_url(url: str | None) -> bool:
    """Tell whether *url* is a web address that the store can index."""
    return (
        url is not None
        and url.startswith(("http://", "https://"))
        and not UNSTORABLE.search(url)
        and len(url.encode()) <= MAX_URL_BYTES
    )


def folded(text: str) -> str:
    """Return *text* without accents, case and needless blanks: `Bandé  SISSOKO` gives `bande sissoko`."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(text.casefold().split())
