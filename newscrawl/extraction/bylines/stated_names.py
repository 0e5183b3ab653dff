"""What a stated author is: a person, or what a publishing system fills in where nobody is named."""

import re
from typing import Any, Final

from newscrawl.extraction.bylines.person_names import is_agency, is_desk
from newscrawl.extraction.metadata.json_ld import as_list, plain, types

TAG: Final = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)

# What stands where a system knows no author
NOBODY: Final = frozenset(
    "null undefined unknown none nobody n/a na nan - -- anonymous author authors user guest default test admin "
    "administrator root name false true autor auteur autore inconnu unbekannt desconocido [object object] "
    "no author not available".split()
) | {"[object object]", "no author", "not available", "not found", "press release", "guest author"}

# jdoe2   wp_admin   import-afp   Web Editor 3   Watermark feed
ACCOUNT: Final = re.compile(
    r"\d|_|(?-i:^[a-z]+-[a-z]+$)|\b(?:feeds?|import\w*|cms|webmaster|web ?(?:editor|master|admin|team)|"
    r"online ?(?:editor|team)|admin\w*|sync|autopost|system|wordpress|wp|api|syndication|newswire)\b",
    re.IGNORECASE,
)


def is_nobody(name: str) -> bool:
    """Tell whether *name* is a placeholder for an author: `"null"`, `"Unknown"`, `"-"`."""
    return name.strip().casefold() in NOBODY or not any(map(str.isalpha, name))


def is_account(name: str) -> bool:
    """Tell whether *name* is an account's of a publishing system and no person's: `"mquill2"`, `"import-afp"`."""
    return not is_agency(name) and bool(ACCOUNT.search(name))


def is_weak(name: str) -> bool:
    """Tell whether *name* gives way to a person named in print: an account, a desk, a login in small letters."""
    return is_account(name) or is_desk(name) or (" " not in name and name.islower() and name.isascii())


def node_names(node: dict[str, Any], depth: int = 2) -> list[Any]:
    """Return the names in a JSON-LD author: its own, its parts', or those of the person in a Role (schema.org)."""
    named = as_list(node.get("name") or node.get("byline") or node.get("alternateName"))
    if named:
        return named
    parts = [plain(node.get(part)) for part in ("givenName", "additionalName", "familyName")]
    if any(parts):
        return [" ".join(filter(None, parts))]
    inner = [node.get(key) for key in ("author", "creator", "contributor", "item")] if depth else []
    return [
        name
        for value in inner
        for one in as_list(value)[:10]
        for name in (node_names(one, depth - 1) if isinstance(one, dict) else [one])
    ]


def is_organization(node: dict[str, Any]) -> bool:
    """Tell whether a JSON-LD author is an organisation."""
    return any(name.endswith("Organization") for name in types(node))


def without_markup(text: str) -> str:
    """Return *text* without HTML tags: systems put a whole link where a name is asked for."""
    return " ".join(TAG.sub(" ", text).split()) if "<" in text else text
