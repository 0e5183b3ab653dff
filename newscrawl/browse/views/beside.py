"""Two articles side by side, paragraph by paragraph, with the words that one has and the other has not."""

from collections.abc import Sequence

import attrs

from newscrawl.browse.queries.article import Reading, read_article
from newscrawl.browse.requests import Asked, NotThere, Page
from newscrawl.browse.safe_text import PARAGRAPH, shown
from newscrawl.storage.articles.diff import Diff, word_diff

FIELDS = (("headline", "Headline"), ("description", "Standfirst"), ("articleBody", "Text"))
COMPARED = 100_000
"""Characters of a text that are compared."""

_BREAK = "\n\n"


@attrs.frozen(kw_only=True)
class Row:
    """A stretch that stands in both, or in one: the pieces of the one on the left and of the one on the right."""

    left: list[Diff]
    right: list[Diff]

    def add(self, part: Diff) -> None:
        """Put *part* at the end of the side, or sides, to which it belongs."""
        for side, kind in ((self.left, "added"), (self.right, "removed")):
            text = part.text if side else part.text.lstrip("\n")
            if part.kind != kind and text:
                side.append(Diff(part.kind, text))


@attrs.frozen(kw_only=True)
class Part:
    """One field of both."""

    name: str
    rows: list[Row]


def beside(asked: Asked) -> Page:
    """Show article number `key` on the left and number `other` on the right."""
    left, right = _read(asked, "key"), _read(asked, "other")
    diffs = [(title, word_diff(_text(left, name), _text(right, name))) for name, title in FIELDS]
    values = {
        "left": left,
        "right": right,
        "parts": [Part(name=title, rows=rows(diff)) for title, diff in diffs if diff],
        "common": in_common([part for _, diff in diffs for part in diff]),
    }
    return Page("beside.html", values)


def rows(diff: Sequence[Diff]) -> list[Row]:
    """Return *diff* in rows that end where both texts have a paragraph's end."""
    found = [Row(left=[], right=[])]
    for place, part in enumerate(diff):
        first, *further = part.text.split(_BREAK) if part.kind == "same" else [part.text]
        if _begins(diff, place):
            found.append(Row(left=[], right=[]))
        found[-1].add(attrs.evolve(part, text=first))
        for text in further:
            found.append(Row(left=[], right=[]))
            found[-1].add(attrs.evolve(part, text=text))
    return [row for row in found if row.left or row.right]


def _begins(diff: Sequence[Diff], place: int) -> bool:
    """Tell whether what one text alone has at *place*, or each has for its own, is a paragraph or more."""
    part, following = diff[place], diff[place + 1 : place + 2]
    is_second = part.kind == "added" and place > 0 and diff[place - 1].kind == "removed"
    return part.kind != "same" and not is_second and all(one.text.startswith(_BREAK) for one in (part, *following))


def in_common(diff: Sequence[Diff]) -> float:
    """Return the share of the words of both texts that stand in both (0 to 1)."""
    words = {kind: sum(len(part.text.split()) for part in diff if part.kind == kind) for kind in ("same", "removed")}
    added = sum(len(part.text.split()) for part in diff if part.kind == "added")
    return 2 * words["same"] / max(1, 2 * words["same"] + words["removed"] + added)


def _read(asked: Asked, name: str) -> Reading:
    found = read_article(asked.store.database, int(asked.path[name]))
    if found is None:
        raise NotThere(f"there is no article {asked.path[name]} in this store: look for it with a search")
    return found


def _text(article: Reading, field: str) -> str:
    text = str(article.record.get(field) or "")
    return _BREAK.join(shown(part, PARAGRAPH) for part in shown(text, COMPARED).split(_BREAK))
