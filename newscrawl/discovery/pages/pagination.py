"""Pagination by form: a listing's pages differ in one number of their address, whatever the language."""

import re
from collections.abc import Callable

import attrs

from newscrawl.discovery.pages.links import PageLink
from newscrawl.web.page_keys import page_key

MAX_PAGE = 100_000
MAX_LABEL_WORDS = 4

# ?page=2, ?start=20
_PARAMETER = re.compile(r"(?<=[?&])([^=&]+)=(\d{1,6})(?=&|$)")
# /page/2/, /news/2.html
_SEGMENT = re.compile(r"(?<=/)(\d{1,5})(?=/?$|\.html?$)")
# news-2.html, page2, news_p3, news,4.html
_SUFFIX = re.compile(r"(?<=[a-z])([-_,.]?(?:p|page|pag)?[-_]?)(\d{1,4})(?=/?(?:\.\w{2,5})?/?$)", re.IGNORECASE)
# /, .html
_ENDING = re.compile(r"/?(?:\.\w{2,5})?/?$")
_DATE_BEFORE = re.compile(r"/(?:19|20)\d\d(?:/\d\d?){0,2}/$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"\d")
_MARK = "\x00"


@attrs.frozen(kw_only=True)
class Pagination:
    """Where a page stands among the pages of its listing.

    `template` is the pages' address with the number's place marked (see `page_url`); `current`, `next` and
    `last` are numbers as the addresses count (pages, or offsets: then `step` is above 1). `next` is None on
    the last page. `last` is the highest that this page names.
    """

    template: str
    current: int
    next: int | None
    last: int
    step: int = 1

    def holds(self, url: str) -> bool:
        """Tell whether the canonical *url* is a page of this listing."""
        return any(slot.template == self.template for slot in _slots(url))

    def page_url(self, number: int) -> str:
        """Return the address of page *number*."""
        return self.template.replace(_MARK, str(number))


@attrs.frozen
class _Slot:
    """A place for a page number. `bare`: keys of the first page, if it has no number: the address without it, and
    `parent`: without the word before it, too."""

    template: str
    number: int
    bare: frozenset[str]
    parent: frozenset[str]


def find_pagination(links: list[PageLink], url: str, next_page: str | None = None) -> Pagination | None:
    """Return how the listing at *url* is paged, judged from its *links* and its `<link rel=next>`, or None.

    A link counts if its address is the page's own but for one number, and if it is marked `rel=next` or shows
    that number. Under another short label, only the page before and the one after count, and only if there are
    no others. Days, months and years of a calendar do not count.
    """
    own = {slot.template: slot.number for slot in _slots(url)}
    own_key = page_key(url)
    sure: dict[str, dict[int, list[str]]] = {}
    likely: dict[str, dict[int, list[str]]] = {}
    for target, text, marked in _labelled(links, next_page):
        for slot in _slots(target):
            first = own_key in slot.bare or own_key in slot.parent
            current = own.get(slot.template, 1 if first else None)
            if current is None or current == slot.number:
                continue
            if marked or _shows_number(slot.number, text):
                sure.setdefault(slot.template, {}).setdefault(slot.number, []).append(text)
            elif _is_short(text):
                likely.setdefault(slot.template, {}).setdefault(slot.number, []).append(text)
    for template, numbers in likely.items():
        # Sections and authors can be numbered as well: theirs are many, and no neighbours of this page.
        current = own.get(template, 1)
        if all(abs(number - current) == 1 for number in numbers):
            sure.setdefault(template, numbers)
    if not sure:
        return None
    template = max(sure, key=lambda key: (key in own, len(sure[key])))
    return _pagination(template, {**likely.get(template, {}), **sure[template]}, own.get(template))


def first_pages(url: str) -> frozenset[str]:
    """Return the page keys that the first page of a listing may have, if *url* is a later page of it; none
    where *url* has no number above 1 that could count pages."""
    return frozenset(key for slot in _slots(url) if slot.number > 1 for key in slot.bare | slot.parent)


def pages_beside(url: str) -> Callable[[str], bool]:
    """Return a quick test that passes every address which may be a page of the listing or article at *url*: one that is
    *url* up to a number of it, that begins as *url* without its extension does, or that may be the first page."""
    numbered = tuple(slot.template.partition(_MARK)[0] for slot in _slots(url))
    stem = _ENDING.sub("", page_key(url).partition("?")[0])
    firsts = first_pages(url)

    def may_be_page(target: str) -> bool:
        key = page_key(target)
        return key.startswith(stem) or target.startswith(numbered) or key in firsts

    return may_be_page


def _labelled(links: list[PageLink], next_page: str | None) -> list[tuple[str, str, bool]]:
    labelled = [(link.url, link.text, "next" in link.rel) for link in links]
    return [(next_page, "", True), *labelled] if next_page else labelled


def _shows_number(number: int, text: str) -> bool:
    """Tell whether a link's *text* is its page's *number*, or that of a page that starts at article *number*."""
    label = text.strip(" .[]()<>«»‹›")
    if not label.isdecimal():
        return False
    return int(label) == number or (int(label) > 1 and number % (int(label) - 1) == 0)


def _is_short(text: str) -> bool:
    return len(text.split()) <= MAX_LABEL_WORDS and len(text) <= 40


def _pagination(template: str, numbers: dict[int, list[str]], own: int | None) -> Pagination:
    step = _step(numbers)
    current = own if own is not None else (0 if step > 1 else 1)
    following = [number for number in numbers if number > current]
    last = max([current, *numbers])
    return Pagination(
        template=template,
        current=current,
        next=min(following) if following else None,
        last=min(last, MAX_PAGE),
        step=step,
    )


def _step(numbers: dict[int, list[str]]) -> int:
    """Return the distance of two pages' numbers: above 1 where the address counts articles, not pages."""
    for number, texts in numbers.items():
        for text in texts:
            if text.isdecimal() and 1 < int(text) < number and number % (int(text) - 1) == 0:
                return number // (int(text) - 1)
    return 1


def _slots(url: str) -> list[_Slot]:
    """Return every place of *url* where a page number may stand."""
    return [*_parameter_slots(url), *_path_slots(url)] if _FIGURE.search(url) else []


def _parameter_slots(url: str) -> list[_Slot]:
    slots: list[_Slot] = []
    for match in _PARAMETER.finditer(url):
        without = (url[: match.start()] + url[match.end() :].lstrip("&")).rstrip("?&")
        slots.append(_slot(url, match.span(2), [without]))
    return slots


def _path_slots(url: str) -> list[_Slot]:
    path, mark, query = url.partition("?")
    rest = mark + query
    if match := _SEGMENT.search(path):
        folder = path[: match.start()]
        if _YEAR.fullmatch(match.group(1)) or _DATE_BEFORE.search(folder):
            return []
        return [_slot(url, match.span(1), [folder + rest], folder.rstrip("/").rpartition("/")[0] + rest)]
    match = _SUFFIX.search(path)
    if match is None or _YEAR.fullmatch(match.group(2)):
        return []
    stem, folder = path[: match.start()], path[: match.start()].rpartition("/")[0]
    return [_slot(url, match.span(2), [stem + path[match.end() :] + rest, stem + rest], folder + rest)]


def _slot(url: str, span: tuple[int, int], bare: list[str], parent: str = "") -> _Slot:
    template = url[: span[0]] + _MARK + url[span[1] :]
    parents = frozenset((page_key(parent),)) if parent else frozenset()
    return _Slot(template, int(url[span[0] : span[1]]), frozenset(map(page_key, bare)), parents)
