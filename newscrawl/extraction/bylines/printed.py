"""The byline as the page prints it by the headline: which of its lines name the authors."""

import re
from collections.abc import Iterator
from itertools import chain, islice

import attrs

from newscrawl.extraction.bylines.credit_lines import PLACE_AFTER, without_date, without_job, without_place, writers_of
from newscrawl.extraction.bylines.person_names import (
    DATE_LABEL,
    ROLE,
    is_agency,
    is_desk,
    looks_like_name,
    split_names,
    split_parts,
)
from newscrawl.extraction.metadata.page_metadata import Facts, absolute
from newscrawl.extraction.page.lines import FOREIGN_TAGS, FOREIGN_WORDS, Line, has_word, is_foreign
from newscrawl.extraction.page.nodes import Element, ancestors, attribute

NEAR_BEFORE = 25
"""Lines above the headline among which the byline is looked for."""

NEAR = 15
"""Lines below the headline among which a mere name next to a date is a byline."""

MAX_BYLINE = 120
MAX_LABEL = 40

SIGNED = 2.4
"""Weight of a mere name set at the right, as under an article."""

FAR = 150.0
"""So many lines from the headline a byline weighs one less."""

# "Author:", «Von», "Autorin/Autor", "Written by"
LABEL_LINE = re.compile(
    r"^(?:by|written by|posted by|words by|story by|authors?|contributors?|writers?|autor|"
    r"autorin/autor|auteur|autore|von|par|por|text|texte|texto|tekst|av|af|door|di|作者|記者|記者|著者|автор)\s*[:：]?$",
    re.IGNORECASE,
)

# "12 August 2025", "12.8.2025", "Aug 12"
DATE_NEAR = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}\.\d{1,2}\.\d{2}|^\w{3,9}\.? \d{1,2}(?:,|$)|\d+ min(?:ute)?s? read"
)

ALIGNED = '[align="right"], [style*="text-align:right"], [style*="text-align: right"]'
MAX_ALIGNED = 200

# "Jane Doe, Dec 17, 2025", "Jane Doe | 2 July 2025"
DATED_END = re.compile(r"\s*[|·•,]\s*(?:[^\W\d_]{3,9}\.?,? )?\d[^|]*$")

BYLINE_WORDS = (
    "author",
    "byline",
    "autor",
    "auteur",
    "verfasser",
    "reporter",
    "writer",
    "skribent",
    "forfatter",
    "redakteur",
    "signature",
)
"""Parts of the class, id or test id of an element that holds a byline."""

BESIDE_WORDS = tuple(word for word in FOREIGN_WORDS if word != "credit")
"""A box of credits may be a picture's or the article's: what stands in it tells."""

HEADED = frozenset({"a", "button", "h2", "h3", "h4", "label", "th"})
"""Elements whose text is a label, not a byline, unless marked as one."""

# /author/jane-doe, /autoren/…, /profile/…, ?author=…
PROFILE_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|i|in)?|auteurs?|autores|people|persons?|staff|profiles?|journalists?|"
    r"reporters?|journalistes?|rédacteurs?|redacteurs?|signatures?|firmas?|periodistas?|redactores|giornalisti|by|producers?|creators?|experts?|members?|columnists?|contributors?|writers?|verfasser|redaktion|skribent|forfatter|team)(?:/|[-_]|\.)|[?&]author=",
    re.IGNORECASE,
)

# "By Jane Doe", "Written by: …", «Par …», "Von Eva Müller", "View all posts by …"
STRONG_CREDIT = re.compile(
    r"^(?:(?:(?:written|reported|compiled|interview(?:ed)?|posted|published|authored|article|story|words|"
    r"all posts|all articles|view all posts|"
    r"more) )?by|(?:publié |écrit |rédigé |(?:propos )?recueillis? |réalisé )?par|"
    r"(?:geschrieben |aufgezeichnet )?von|(?:escrito )?por|(?:scritto )?da|di|"
    r"door|av|af|skrevet a[fv]|przez|oleh|text|textes?|words|story|texto|testo|tekst|author|autor|auteur|autore|"
    r"penulis|автор|текст|του|της|بقلم|كتبت?|نویسنده|נכתב|מאת|द्वारा|लेखक|প্রতিবেদক|โดย|ผู้เขียน|記者|记者|作者|文|글)"
    r"(?:\s*[:：]\s*|\s+(?=[A-ZÀ-ÞĀ-Ž\u0370-\u042f\u0590-\uffff]))",
    re.IGNORECASE,
)

# What stands in a byline's box and names nobody.
NO_BYLINE = re.compile(
    r"review(?:ed|er)|edited|editor-in|fact.?check|photo|image|illustrat|updated|published on|follow|"
    r"about the|read more|subscribe|share|comment|copyright|©|sponsor|rights reserved|newsletter|"
    r"sign (?:in|up)|log ?in",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:authors?|by|written|posted|the|in|on|and|from|articles?|posts?|bio|biography|name|home|news|blog|"
    r"autor(?:in|en)?|auteurs?|von|par|por|redaktion|team|profile|contributors?|more|website|twitter|facebook|"
    r"linkedin|instagram|e-?mail|opinion|rss|link|anchor|names|here|"
    r"(?:written|posted|words|article|story|shared) by|"
    r"(?:about|by|meet) the authors?|view all|now reading)$",
    re.IGNORECASE,
)

# What is written in capitals like a name and is none: "Recent News", "Frequently Asked Questions"
COMMON_WORD = re.compile(
    r"\b(?:news|articles?|posts?|latest|recent|popular|products?|programs?|questions|strategy|operations|management|"
    r"services?|solutions|resources|contact|about|home|menu|search|login|download|view|read|reading|share|topics?|"
    r"guides?|reviews?|blog|how|why|what|your|our|also|like|all|more|the|and|in|of|for|table|contents|key|takeaways)\b",
    re.IGNORECASE,
)


# 김민수   王小明   山田太郎
EASTERN_NAME = re.compile(
    r"[\uac00-\ud7a3]{2,5}|[\u4e00-\u9fff]{2,4}|"
    r"[\u4e00-\u9fff\u3040-\u30ff]{2,4}[ \u3000・]?[\u4e00-\u9fff\u3040-\u30ff]{1,4}"
)


@attrs.frozen
class Credit:
    """One name, as stated, and the address of the page about its bearer."""

    name: str
    raw: str
    url: str | None = None


def printed_credits(facts: Facts, least: float) -> list[Credit]:
    """Read the printed byline: the weightiest of the lines that can be one, and its like in the same place.

    What weighs less than *least* is none.
    """
    candidates = list(_byline_candidates(facts, least))
    if not candidates:
        return []
    top, element, credits = max(candidates, key=lambda candidate: candidate[0])
    boxes = _boxes(element)
    for weight, other, more in candidates:
        if other.mem_id != element.mem_id and other.tag == element.tag and weight > top - 1 and boxes & _boxes(other):
            credits = credits + more
    return credits


def _byline_candidates(facts: Facts, least: float) -> Iterator[tuple[float, Element, list[Credit]]]:
    after, before = facts.lines.after, facts.lines.before[-NEAR_BEFORE:]
    marks = _Marks(facts)
    for side, distances in ((after, range(len(after))), (before, range(100 + len(before), 100, -1))):
        for index, distance in enumerate(distances):
            weight = _weight(side, index, marks) - distance / FAR
            tags = FOREIGN_TAGS - {"aside"} if weight + distance / FAR > 3.3 else FOREIGN_TAGS
            if weight > least and not is_foreign(side[index].element, facts.own_boxes, tags, BESIDE_WORDS):
                credits = _line_credits(facts, side[index], weight + distance / FAR)
                if credits:
                    yield weight, side[index].element, credits


def _boxes(element: Element) -> set[int]:
    """Return the elements one to three levels above *element*: those of one list of authors share one."""
    return {one.mem_id for one in islice(ancestors(element), 3)}


def _weight(side: list[Line], index: int, marks: "_Marks") -> float:
    """Weigh how likely a line is a byline: by its link, its element's marks, its words, its neighbours."""
    weight = _own_weight(side, index, marks)
    if (
        weight
        and weight != SIGNED
        and index
        and len(side[index - 1].text) <= MAX_LABEL
        and NO_BYLINE.search(side[index - 1].text)
    ):
        return 0.0
    return weight


def _own_weight(side: list[Line], index: int, marks: "_Marks") -> float:
    text = side[index].text
    weight = marks.around(side[index].element)
    if weight < SIGNED and marks.is_aligned(side[index].element) and _is_bare_name(side[index]):
        return SIGNED
    if weight < 3.3 and STRONG_CREDIT.match(text):
        return 3.3
    if weight < 3.3 and index and LABEL_LINE.match(side[index - 1].text):
        return 3.2
    if weight < 2.2 and _credits_agency(text):
        return 3.1
    if weight < 2.2 and index < NEAR and _is_bare_name(side[index]):
        near = side[max(0, index - 2) : index + 3]
        return 2.2 if any(DATE_NEAR.search(line.text) for line in near) else 0.0
    return weight


def _credits_agency(text: str) -> bool:
    """Tell whether *text* is an agency's byline: "AFP, MANILA", "Awa Touré / AMAP - Kayes"."""
    if len(text) > MAX_BYLINE:
        return False
    if is_agency(text.partition(",")[0].strip(" |·•-")):
        return True
    parts = split_parts(text) if "/" in text else []
    return len(parts) > 1 and looks_like_name(parts[0]) and any(map(is_agency, parts[1:]))


def _is_bare_name(line: Line) -> bool:
    """Tell whether *line* is nothing but a name, and neither a link nor a sub-heading."""
    if len(line.text) > MAX_BYLINE:
        return False
    text = without_date(line.text).strip(" |,·•-")
    return looks_like_name(text) and line.element.tag not in HEADED and not COMMON_WORD.search(text)


class _Marks:
    """What the elements of one page say of a byline in them; lines share most of the elements around them."""

    def __init__(self, facts: Facts) -> None:
        self._own: dict[int, float] = {}
        self._aligned = {element.mem_id for element in facts.html.css(ALIGNED)[:MAX_ALIGNED]}

    def is_aligned(self, element: Element) -> bool:
        """Tell whether *element* is set at the right, as a name is under an article."""
        if not self._aligned:
            return False
        return any(one.mem_id in self._aligned for one in chain([element], islice(ancestors(element), 2)))

    def around(self, element: Element) -> float:
        """Return the weight of the innermost mark on *element* or the two around it, 0 where none is marked."""
        for level, node in enumerate(chain([element], islice(ancestors(element), 2))):
            own = self._own.get(node.mem_id)
            if own is None:
                own = self._own[node.mem_id] = _mark(node)
            if own:
                return own - level / 10
        return 0.0


def _mark(element: Element) -> float:
    attributes = element.attributes
    if not attributes:
        return 0.0
    if "author" in (attributes.get("itemprop") or "") or attributes.get("rel") == "author":
        return 4.5
    if "href" in attributes and element.tag == "a" and PROFILE_PATH.search(attributes["href"] or ""):
        return 4.0
    return 3.5 if has_word(element, BYLINE_WORDS) else 0.0


def _line_credits(facts: Facts, line: Line, weight: float) -> list[Credit]:
    writers = writers_of(line.text)
    bare = DATED_END.sub("", STRONG_CREDIT.sub("", writers))
    if not bare or len(bare) > MAX_BYLINE or NO_BYLINE.search(writers):
        return []
    marked = weight >= 3.8 or STRONG_CREDIT.match(line.text) is not None
    names = [
        name
        for name in (without_place(without_job(name)) for name in split_names(bare))
        if _can_be_author(name, marked, weight)
    ]
    jobs = sum(len(match[0]) for match in PLACE_AFTER.finditer(bare))
    jobs += sum(len(part) for part in re.split(r"[,;(]", bare) if ROLE.search(part) and part.strip() not in names)
    if 2.5 * sum(map(len, names)) < len(bare) - jobs:
        return []
    url = profile_url(facts, attribute(line.element, "href")) if line.element.tag == "a" else None
    return [Credit(name, line.text, url if len(names) == 1 else None) for name in names]


def _can_be_author(name: str, marked: bool, weight: float) -> bool:
    if LABEL.match(name) or DATE_LABEL.match(name) or any(character.isdigit() for character in name):
        return False
    if all(COMMON_WORD.fullmatch(word) for word in name.split()):
        return False
    if weight >= 3.3 and EASTERN_NAME.fullmatch(name):
        return True
    if is_agency(name) or is_desk(name) or looks_like_name(name):
        return True
    return marked and len(name) > 2 and " " not in name and not name.islower() and not ROLE.search(name)


def profile_url(facts: Facts, address: str) -> str | None:
    """Return *address* of a page about an author, absolute, or `None` where it is none."""
    if not address.startswith(("http", "/")) or " " in address:
        return None
    return absolute(facts.base, address)
