"""What a page says about its own text outside of it: title, description, JSON-LD's `articleBody`."""

import json
import re
from functools import cached_property
from typing import Any

import attrs

from newscrawl.extraction.metadata.page_metadata import Facts

MAX_JSON = 2_000_000

# Texts up to so many characters are none that `articleBody` can vouch for, no title, in no description.
SHORT = 3
MIN_TITLE = 8
MAX_TITLE = 400
MIN_DESCRIBED = 20

MARKUP = re.compile(r"<[^>]{0,500}>")


@attrs.frozen
class Clues:
    """Squeezed texts (lower case, no blanks) that blocks are compared with; empty where not stated."""

    titles: tuple[str, ...]
    descriptions: tuple[str, ...]
    body: str
    """JSON-LD's `articleBody`."""
    article_body: str
    """The same as it stands, markup replaced by line breaks."""

    def of(self, text: str) -> tuple[float, float, float, float, float]:
        """Return how *text*, a block's (white space folded, not empty), relates to the clues.

        Is it the title; is it (in) the description; does it open the description; stands it in
        `articleBody`; is there an `articleBody`.
        """
        size, stating = len(text), bool(self.body)
        if size <= (SHORT if stating else self._least):
            return False, False, False, False, stating
        least = size - text.count(" ")  # squeezed, it is not shorter
        may_be_title = MIN_TITLE < size < MAX_TITLE and least < 2 * self._longest_title
        may_be_described = MIN_DESCRIBED < size <= self._longest and least <= self._longest_description
        may_open = size > 40 and text[0].lower().startswith(self._initials)
        if not (stating or may_be_title or may_be_described or may_open):
            return False, False, False, False, stating
        key = squeeze_line(text if size <= self._longest else text[: self._longest])
        return (
            may_be_title and self._is_title(key),
            may_be_described and any(key in other for other in self.descriptions),
            may_open and key.startswith(self._beginnings),
            stating and key[:400] in self.body,
            stating,
        )

    @cached_property
    def _longest(self) -> int:
        """So many characters of a text are compared: a longer one is no title and in no description."""
        return max(1000 if self.body else MAX_TITLE, 2 * self._longest_description)

    @cached_property
    def _longest_title(self) -> int:
        return max(map(len, self.titles), default=0)

    @cached_property
    def _longest_description(self) -> int:
        return max(map(len, self.descriptions), default=0)

    @cached_property
    def _least(self) -> int:
        """No title and in no description is what is not longer than this."""
        return max(MIN_TITLE, min(MIN_DESCRIBED, min(map(len, self.titles), default=2 * MIN_DESCRIBED) // 2))

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(text[:60] for text in self.descriptions)

    @cached_property
    def _initials(self) -> tuple[str, ...]:
        return tuple(text[:1] for text in self.descriptions)

    def _is_title(self, key: str) -> bool:
        """Tell whether *key* holds a title or lies in one, neither much longer: `Title - Site`, `Title`."""
        size = len(key)
        for title in self.titles:
            if size < 2 * len(title) and len(title) < 2 * size and (key in title or title in key):
                return True
        return False


def squeeze(text: str) -> str:
    """Return *text* without blanks and in lower case."""
    return "".join(text.lower().split())


def squeeze_line(text: str) -> str:
    """Return what `squeeze` does of a *text* whose white space is folded, in half the time."""
    return text.lower().replace(" ", "")


def clues_of(facts: Facts) -> Clues:
    """Return the clues that a page's statements, *facts*, give."""
    titles = [facts.title, *facts.contents("og:title", "twitter:title")]
    descriptions = facts.contents("og:description", "twitter:description", "description")
    body = _article_body(facts)
    return Clues(
        tuple({squeeze(title) for title in titles if len(title) > 12}),
        tuple({squeeze(text).rstrip(".…") for text in descriptions if len(text) > 40}),
        squeeze(body),
        body,
    )


def _article_body(facts: Facts) -> str:
    """Return the longest `articleBody` of the page's JSON, or ""."""
    longest = ""
    for source in facts.data:
        if '"articleBody"' not in source or len(source) > MAX_JSON:
            continue
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        for body in _bodies(data):
            if len(body) > len(longest):
                longest = body
    return MARKUP.sub("\n", longest)


def _bodies(data: Any) -> list[str]:
    found: list[str] = []
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            body = value.get("articleBody")
            if isinstance(body, str):
                found.append(body)
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found
