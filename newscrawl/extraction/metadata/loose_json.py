"""JSON as pages really hold it: broken, escaped, several values in a row, or written as a JavaScript object."""

import json
import re
from html import unescape
from typing import Any, Final

MAX_VALUES: Final = 200

# [1, 2, ]   {"a": 1, }
TRAILING_COMMA: Final = re.compile(r",(?=\s*[}\]])")
# "it\'s"
BAD_ESCAPE: Final = re.compile(r"\\(?![\"\\/bfnrtu])")
# {&quot;headline&quot;: …   {&#34;headline&#34;: …
ESCAPED_START: Final = re.compile(r"\s*[\[{]\s*(?:[\[{]\s*)*&(?:amp;)?(?:quot|#34|#x22|#0*39|apos);", re.IGNORECASE)
# The parts of a JavaScript object that JSON writes otherwise, and strings, in which none of them is one
SCRIPT_TOKEN: Final = re.compile(
    r'"(?:[^"\\]|\\.)*+"|'
    r"(?P<single>'(?:[^'\\]|\\.)*+')|(?P<template>`(?:[^`\\]|\\.)*+`)|"
    r"(?P<comment>/\*.*?\*/|<!--.*?-->|(?<![:\w])//[^\n]*)|"
    r"(?P<word>[A-Za-z_$][\w$]*)(?P<colon>\s*:)?",
    re.DOTALL,
)
LITERALS: Final = frozenset({"true", "false", "null"})


def load_values(text: str) -> list[Any]:
    """Return the JSON values that *text*, a script's, holds, as far as they can be read; `[]` for none.

    >>> load_values("<!-- {headline: 'Harbour', tags: ['a',],} -->")
    [{'headline': 'Harbour', 'tags': ['a']}]
    """
    try:
        return [json.loads(text, strict=False)]
    except RecursionError:
        return []
    except ValueError:
        pass
    if ESCAPED_START.match(text):
        text = unescape(unescape(text) if "&amp;" in text else text)
    text = _unwrapped(text)
    values = _decode_all(text) or _decode_all(BAD_ESCAPE.sub(r"\\\\", TRAILING_COMMA.sub("", text)))
    return values or _decode_all(TRAILING_COMMA.sub("", SCRIPT_TOKEN.sub(_as_json, text)))


def _unwrapped(script: str) -> str:
    """Return *script* from its first bracket to its last, without comment, CDATA or semicolon around."""
    start = min((at for at in (script.find("{"), script.find("[")) if at >= 0), default=0)
    text = script[start : max(script.rfind("}"), script.rfind("]")) + 1]
    return text.removeprefix("[CDATA[").lstrip()


def _decode_all(text: str) -> list[Any]:
    """Decode one or more JSON values that follow each other; nothing if the first is broken."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    position = 0
    while position < len(text) and len(values) < MAX_VALUES:
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while position < len(text) and text[position] in " \t\r\n,;":
            position += 1
    return values


def _as_json(match: re.Match[str]) -> str:
    """Return a token of JavaScript as JSON writes it."""
    if match["comment"]:
        return ""
    if match["word"]:
        word = match["word"]
        return f'"{word}":' if match["colon"] else word if word in LITERALS else "null"
    quoted = match["single"] or match["template"]
    if not quoted:
        return match[0]
    inner = BAD_ESCAPE.sub("", quoted[1:-1])
    return json.dumps(re.sub(r'\\(["/])', r"\1", inner), ensure_ascii=False).replace("\\\\", "\\")
