"""Article ids: what in an address is the site's own id of an article, and when it is trusted.

An id is read by its form alone (`article_id`), so it may be a number that only looks like one: «15000 manifestants à
…», or that of a section. Two rules keep apart what such numbers would merge. A crawl goes by ids of one form only
when the site has shown many of them and never the same on two articles (`discovery.learned.patterns`). And nowhere are
two addresses one article for their id alone: their texts must agree (`newscrawl.web.tellings`).
"""

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import parse_qsl, unquote, urlsplit

import attrs

MAX_QUERY = 4_000

UUID = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])", re.IGNORECASE
)
# …-68ff3bd69b349   /643d8573650fe81912f90fc2   (8 digits or more, figures and letters)
HEXADECIMAL = re.compile(r"(?:^|[-_/.])((?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,64})(?=$|[-_/.])", re.IGNORECASE)
# /2192432   …-c-16879335.html   …_1_12328678.html   /a65105606/   articleshow/112898501.cms   …~id100.html
NUMBER = re.compile(r"(?:^|[-_~,.!])(?:[a-z]{0,2})(\d{5,20})$", re.IGNORECASE)
# /367061-title-of-the-article
LEADING_NUMBER = re.compile(r"^[a-z]{0,2}(\d{5,20})(?=[-_.])", re.IGNORECASE)
EXTENSION = re.compile(r"\.(?:html?|php|aspx?|jsp|cms|shtml|amp|ece|do|stm)$", re.IGNORECASE)
DAY = re.compile(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
# ?id=48151  ?p=12  ?storyid=7  ?idxno=2201
ID_PARAMETER = re.compile(r"(?:\w*id|id\w*|article|p|no|nr|n)", re.IGNORECASE)
ID_VALUE = re.compile(r"(?=.*\d)[\w-]{2,40}", re.ASCII)
# ?sid=2192432: whatever the parameter's name
LONG_NUMBER = re.compile(r"\d{5,20}", re.ASCII)

# Whatever carries an id has one.
FIGURE = re.compile(r"\d")

FORMS = (("hexadecimal", HEXADECIMAL), ("number", NUMBER), ("leading number", LEADING_NUMBER))


@attrs.frozen
class ArticleId:
    """An id as an address carries it: its `value`, and the `form` that it has there."""

    value: str
    form: str


@lru_cache(maxsize=32_768)
def article_id(url: str) -> ArticleId | None:
    """Return the id that *url* itself carries: a UUID, a hexadecimal or a long number; else `None`.

    Looked for in the last four segments of the path, the last first, then in the query. Days and short numbers
    ("top-10", "2025") are none. Never raises.

    >>> article_id("https://lessor.ml/posts/editorial-68ff3bd69b349")
    ArticleId(value='68ff3bd69b349', form='hexadecimal')
    """
    if FIGURE.search(url) is None:
        return None
    try:
        parts = urlsplit(url)
        path = unquote(parts.path)
    except ValueError:
        return None
    if uuid := UUID.search(path):
        return ArticleId(uuid[0].lower(), "uuid")
    segments = [EXTENSION.sub("", segment) for segment in path.strip("/").split("/")]
    for place, segment in enumerate(reversed(segments[-4:])):
        found = _in_segment(segment)
        if found is not None:
            return ArticleId(found.value, f"{found.form} of a folder") if place else found
    return _in_query(parts.query[:MAX_QUERY])


def article_number(url: str) -> str | None:
    """Return the value of `article_id`, lower case, or `None`.

    >>> article_number("https://lessor.ml/posts/editorial-68ff3bd69b349")
    '68ff3bd69b349'
    """
    found = article_id(url)
    return found.value if found else None


def derived_id(url: str) -> str:
    """Return the id of an article whose site states none: 16 hex digits of its canonical address's SHA-256."""
    return sha256(url.encode("utf-8", "replace")).hexdigest()[:16]


def _in_segment(segment: str) -> ArticleId | None:
    for form, pattern in FORMS:
        for match in pattern.finditer(segment):
            if not DAY.match(match[1]):
                return ArticleId(match[1].lower(), form)
    return None


def _in_query(query: str) -> ArticleId | None:
    try:
        parameters = parse_qsl(query, max_num_fields=100)
    except ValueError:
        return None
    for name, value in parameters:
        stated = bool(ID_PARAMETER.fullmatch(name) and ID_VALUE.fullmatch(value))
        if stated or (LONG_NUMBER.fullmatch(value) and not DAY.match(value)):
            return ArticleId(value, f"parameter {name.lower()}")
    return None
