"""What publishers say may be done with their texts, and what that means for a purpose.

Read are: robots.txt groups of AI agents; `Content-Usage` (IETF AIPREF, draft-ietf-aipref-attach) and `Content-Signal`;
`License` (Really Simple Licensing, RSL 1.0); TDMRep (W3C community group, 2024): `/.well-known/tdmrep.json`, headers
and metas; the directives of `X-Robots-Tag` and `<meta name="robots">`. No legal advice: see the page on rights.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from newscrawl.errors import BadInput
from newscrawl.items import UsageRight
from newscrawl.web.robots_directives import directives_in
from newscrawl.web.suggestions import did_you_mean
from newscrawl.web.urls import canonical_url
from newscrawl.web.usage.path_patterns import fits, path_of
from newscrawl.web.usage.statements import stated

Purpose = Literal["research", "search", "ai-train"]
PURPOSES: tuple[Purpose, ...] = ("research", "search", "ai-train")

WAYS = ("record", "metadata", "skip")
"""What becomes of a text that is reserved: kept whole, left out of its record, or not kept at all."""

_TRAINING = "train-ai=n train-ai=no ai-train=n ai-train=no train-genai=n train-genai=no"
_RESERVED: dict[Purpose, frozenset[str]] = {
    # What is said of machines as such, or of mining as such, is said of each purpose.
    "research": frozenset("bots=n automated=n tdm=n".split()),
    "search": frozenset("bots=n automated=n search=n search=no noindex".split()),
    "ai-train": frozenset(f"bots=n automated=n tdm=n {_TRAINING} noai disallow license tdm-reservation=1".split()),
}

MAX_RULES = 1_000
_USAGE_HEADERS = ("content-usage", "content-signal")
_LICENSE_LINK = re.compile(r'<([^<>]*)>(?=[^,]*;\s*rel\s*=\s*"?[^",]*\blicense\b)', re.IGNORECASE)
# https://creativecommons.org/licenses/by-sa/4.0/, https://creativecommons.org/publicdomain/zero/1.0/
_OPEN_LICENSE = re.compile(r"https?://(?:www\.)?creativecommons\.org/(?:licenses/by(?:-sa)?/|publicdomain/)", re.I)
"""Licences under which anyone may use a text for anything, as long as its author is named: they reserve nothing."""


def in_headers(headers: Mapping[str, list[str]]) -> list[UsageRight]:
    """Return what response *headers* (values by lower-case name) say."""
    found = [(name, value.strip()) for name in (*_USAGE_HEADERS, "license") for value in headers.get(name, ())]
    found += [("license", href) for value in headers.get("link", ()) for href in _LICENSE_LINK.findall(value)]
    found += [(name, headers[name][0].strip()) for name in ("tdm-reservation", "tdm-policy") if headers.get(name)]
    directives = sorted(directives_in(headers.get("x-robots-tag", ())))
    found += [("robots", directive) for directive in directives if directive.startswith("no")]
    return stated(found, "header")


def read_tdmrep(body: bytes) -> list[tuple[str, int, str]]:
    """Return the rules of a `/.well-known/tdmrep.json`: path pattern, reservation (1 or 0) and policy; [] for no file
    of that form."""
    try:
        rules = json.loads(body)
    except (ValueError, RecursionError):
        return []
    return [_tdm_rule(rule) for rule in rules[:MAX_RULES] if isinstance(rule, dict)] if isinstance(rules, list) else []


def _tdm_rule(rule: dict[str, Any]) -> tuple[str, int, str]:
    reserved = str(rule.get("tdm-reservation", "")).strip() == "1"
    policy = rule.get("tdm-policy")
    return str(rule.get("location", "")), int(reserved), policy if isinstance(policy, str) else ""


def in_tdmrep(rules: Iterable[tuple[str, int, str]], url: str) -> list[UsageRight]:
    """Return what the *rules* of the host's tdmrep.json say of the page at the canonical *url*: the first that fits
    (TDMRep, 5.2; `*` stands for anything, `$` for the end)."""
    path = path_of(url)
    for location, reserved, policy in rules:
        if location and fits(location, path):
            found = [("tdm-reservation", str(reserved)), ("tdm-policy", canonical_url(policy, url) or "")]
            return stated(found, "tdmrep.json")
    return []


def reserved_for(rights: Iterable[Mapping[str, Any]], purpose: Purpose) -> str | None:
    """Return which of *rights* (as in a record) reserves the text against *purpose*, in words, or None.

    >>> reserved_for([{"signal": "content-signal", "value": "search=yes, ai-train=no", "source": "header"}], "ai-train")
    'content-signal: search=yes, ai-train=no (header)'
    """
    for right in rights:
        if _RESERVED[purpose].intersection(_said(str(right.get("signal")), str(right.get("value")))):
            return f"{right.get('signal')}: {right.get('value')} ({right.get('source')})"
    return None


def purpose_named(name: str) -> Purpose:
    """Return the purpose called *name*; raises `BadInput`."""
    for purpose in PURPOSES:
        if purpose == name.strip():
            return purpose
    raise BadInput(f"{name!r} is no purpose{did_you_mean(name, PURPOSES)}")


def way_named(name: str) -> str:
    """Return what becomes of a reserved text, one of `WAYS`; raises `BadInput`."""
    if name.strip() not in WAYS:
        raise BadInput(f"{name!r} does not say what becomes of reserved texts{did_you_mean(name, WAYS)}")
    return name.strip()


def _said(signal: str, value: str) -> Iterator[str]:
    """Yield what a signal says in the words of `_RESERVED`."""
    if signal in _USAGE_HEADERS:
        yield from (re.sub(r"\s*=\s*", "=", part.strip().lower()) for part in re.split(r"[,;]", value))
    elif signal == "robots":
        yield value
    elif signal == "tdm-reservation":
        yield f"{signal}={value}"
    elif signal != "license" or not _OPEN_LICENSE.match(value):
        yield signal
