"""Text of others: what a record keeps of it, and how it is shown, so that it harms neither files nor terminals."""

import re
from functools import cache
from typing import Any, Final

import attrs

# C0 and C1 controls but tab and line feed; lone surrogates have no UTF-8 form; U+FFFE and U+FFFF are no characters.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85]")

# Embeddings, overrides and isolates turn the text around them; the marks U+200E and U+200F do not.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_controls(text: str) -> str:
    r"""Return *text* with no control character but tab and line feed, and no lone surrogate.

    >>> without_controls("a\x1b[31mb\r\nc\ud800")
    'a[31mb\nc'
    """
    if _CONTROLS.search(text) is None:
        return text
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))


def displayed(text: str) -> str:
    r"""Return *text* as it is shown on a terminal or a page: nothing in it moves the cursor, sets colours or turns the
    order of what stands beside it.

    >>> displayed("a\u202egpj.exe\x9b2J")
    'agpj.exe2J'
    """
    return without_controls(text if text.isascii() else _TURNING.sub("", text))


def escaped(json_text: str) -> str:
    r"""Return *json_text*, JSON, with the same characters written as escapes: nothing is lost to who reads it.

    >>> escaped('"\x9b\u202e"')
    '"\\u009b\\u202e"'
    """
    for signs in (_CONTROLS, _TURNING):
        json_text = signs.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json_text)
    return json_text


def clean(value: Any) -> Any:
    """Return *value*, a record or what stands in one, with every text in it `without_controls`; records are changed in
    place."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, list):
        return [clean(one) for one in value]
    if isinstance(value, dict):
        return {clean(name): clean(one) for name, one in value.items()}
    kind: type = type(value)
    for name in _fields_of(kind):
        old = getattr(value, name, None)
        new = clean(old)
        if new is not old and new != old:
            setattr(value, name, new)
    return value


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of *kind*, none where it is no record."""
    return tuple(field.name for field in attrs.fields(kind)) if attrs.has(kind) else ()
