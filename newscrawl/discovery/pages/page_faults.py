"""Pages that say nothing of what stands at their address: challenges for browsers, and faults under any status.

Told by headers, by the few known texts of challenges, and by short titles that say nothing but that something is
wrong. Never a way round: what is told here is asked for again later, politely.
"""

import re
from collections.abc import Mapping

import attrs

from newscrawl.discovery.pages.fault_words import CHALLENGE, FAULT
from newscrawl.extraction.page.block_rules import ids_of
from newscrawl.extraction.page.nodes import COMMENT_ID, TEXT_ID, Element
from newscrawl.fates import Reason
from newscrawl.web.text import fold

SHORT = 1_500
"""Characters of visible text up to which a page may be a challenge or tell of a fault."""

LITTLE = 600
HARDLY_ANY = 60
"""Characters of visible text below which a page has none."""

MAX_TITLE, MAX_TITLE_WORDS = 160, 9

_HIDDEN = frozenset((*ids_of("script", "style", "template", "head"), COMMENT_ID))

# Headers that only a response by the blocker itself carries, and the blocker's name; the last with refusals alone.
_BLOCKERS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("cf-mitigated", re.compile(r"challenge|block", re.IGNORECASE), "Cloudflare"),
    ("x-amzn-waf-action", re.compile(r"challenge|captcha", re.IGNORECASE), "AWS WAF"),
    ("crawler-price", re.compile(r"."), "pay per crawl (crawler-price)"),
    ("x-sucuri-block", re.compile(r"."), "Sucuri"),
)
_REFUSING: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("x-datadome", re.compile(r"."), "DataDome"),
    ("x-dd-b", re.compile(r"."), "DataDome"),
    ("x-px", re.compile(r"."), "PerimeterX"),
    ("x-iinfo", re.compile(r"."), "Imperva"),
    ("x-kpsdk-ct", re.compile(r"."), "Kasada"),
    ("server", re.compile(r"^(?:cloudflare|akamaighost|sucuri|ddos-guard|qrator|varnish-waf)", re.IGNORECASE), ""),
)

# A challenge says so in what a reader sees or in what it loads.
_CHALLENGE_PARTS = (
    "script[src*='captcha-delivery.com'], script[src*='/cdn-cgi/challenge-platform'], #px-captcha, #challenge-form, "
    "iframe[src*='_Incapsula_Resource'], script[src*='_Incapsula_Resource'], #cf-challenge-running, "
    "script[src*='hcaptcha.com'], script[src*='recaptcha/api']"
)
# «404 | Loop Daily», «Page not found - The Paper»
_TITLE_PARTS = re.compile(r"\s+[|·•:–—-]\s+|\s*[|•]\s*|(?<=\d)\s*[:,–—-]\s*|[.!…]+(?:\s|$)")


@attrs.frozen
class PageFault:
    """Why a page is no answer: `reason`, and in words `detail`."""

    reason: Reason
    detail: str


def refusal_of(status: int, headers: Mapping[str, str]) -> PageFault:
    """Return what an answer with an error *status* says; *headers* have lower-case names."""
    blocker = _named_by(headers, _BLOCKERS)
    if blocker and not blocker.startswith("pay"):
        return PageFault(Reason.CHALLENGE, f"{status} by {blocker}")
    if status in (404, 410):
        return PageFault(Reason.GONE, str(status))
    if status >= 500:
        return PageFault(Reason.FAILED, str(status))
    named = blocker or _named_by(headers, _REFUSING)
    return PageFault(Reason.REFUSED, f"{status} by {named}" if named else str(status))


def challenge_in(headers: Mapping[str, str], root: Element) -> PageFault | None:
    """Return the challenge that the page *root* is, whatever its status, or None."""
    return named_challenge(headers) or shown_challenge(root)


def named_challenge(headers: Mapping[str, str]) -> PageFault | None:
    """Return the challenge that *headers* (names in lower case) tell of, or None."""
    blocker = _named_by(headers, _BLOCKERS)
    return PageFault(Reason.CHALLENGE, f"by {blocker}") if blocker else None


def shown_challenge(root: Element) -> PageFault | None:
    """Return the challenge that a reader of the page *root* sees: a short text, or a captcha beside less; or None."""
    text = visible_text(root, SHORT + 1)
    if len(text) > SHORT:
        return None
    if CHALLENGE.search(title_of(root)) or (found := CHALLENGE.search(text[:LITTLE])):
        words = title_of(root) or (found[0] if found else "")
        return PageFault(Reason.CHALLENGE, f"«{words[:60]}»")
    return (
        PageFault(Reason.CHALLENGE, "a captcha")
        if root.css_first(_CHALLENGE_PARTS) is not None and len(text) < 600
        else None
    )


def fault_in(root: Element) -> PageFault | None:
    """Return what the page *root*, on which there is no article or a short one, tells of a fault; or None."""
    text = visible_text(root, SHORT)
    if len(text) < HARDLY_ANY and root.css_first("meta[http-equiv=refresh i], frame, iframe") is None:
        return PageFault(Reason.NO_TEXT, f"{len(text)} characters")
    heading = root.css_first("h1")
    for words in (title_of(root), fold(heading.text()) if heading is not None else ""):
        if tells_of_fault(words):
            return PageFault(Reason.ERROR_PAGE, f"«{words[:60]}»")
    return PageFault(Reason.ERROR_PAGE, f"«{text[:60]}»") if len(text) < 200 and tells_of_fault(text) else None


def tells_of_fault(title: str) -> bool:
    """Tell whether a *title* or headline says nothing but that something is wrong.

    >>> tells_of_fault("Error 404: page not found | The Paper"), tells_of_fault("Maintenance of the bridge begins")
    (True, False)
    """
    title = fold(title)[:MAX_TITLE]
    parts = [part.strip(" !.,…") for part in (title, *_TITLE_PARTS.split(title)) if part.strip(" !.,…")]
    return len(title.split()) <= MAX_TITLE_WORDS and any(map(FAULT.fullmatch, parts))


def title_of(root: Element) -> str:
    """Return what the page's `<title>` says."""
    title = root.css_first("title")
    return fold(title.text()) if title is not None else ""


def visible_text(root: Element, most: int) -> str:
    """Return the first *most* characters that a reader of the page *root* sees, about."""
    body = root.css_first("body")
    if body is None:
        return ""
    parts: list[str] = []
    length = 0
    stack = [body]
    while stack and length < most:
        node = stack.pop()
        kind = node.tag_id
        if kind == TEXT_ID:
            if text := fold(node.text_content or ""):
                parts.append(text)
                length += len(text) + 1
        elif kind not in _HIDDEN:
            child = node.last_child
            while child is not None:
                stack.append(child)
                child = child.prev
    return " ".join(parts)[:most]


def _named_by(headers: Mapping[str, str], signs: tuple[tuple[str, re.Pattern[str], str], ...]) -> str:
    for name, pattern, blocker in signs:
        value = headers.get(name)
        if value and pattern.search(value):
            return blocker or value.split()[0][:30]
    return ""
