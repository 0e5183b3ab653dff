"""What the form of an address says, whatever the site: words, ids, dates, depth."""

import re
from functools import lru_cache
from urllib.parse import unquote

import attrs

from newscrawl.web.article_ids import ArticleId, article_id

_EXTENSION = re.compile(r"\.([a-z][a-z0-9]{1,4})$", re.IGNORECASE)
_FILE_TYPE = re.compile(
    r"jpg|jpeg|png|gif|webp|avif|svg|ico|bmp|tif|tiff|mp3|m4a|ogg|wav|flac|mp4|m4v|mov|"
    r"avi|wmv|webm|mkv|pdf|doc|docx|xls|xlsx|ppt|pptx|odt|ods|odp|rtf|csv|epub|mobi|zip|"
    r"gz|bz2|xz|rar|7z|tar|tgz|exe|dmg|apk|iso|css|js|json|xml|rss|atom|rdf|ics|vcf|"
    r"txt|woff|woff2|ttf|eot|swf|torrent|webmanifest",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[-_+ .,–]+")
_DATE_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0?[1-9]|1[0-2])(?:[/-]?(0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)")
_NUMBER = re.compile(r"\d+")
_HEX_ID = re.compile(r"(?<![a-z0-9])(?=[a-f]*\d)[0-9a-f]{8,}", re.IGNORECASE)
# DGXZQOUB148MY0U5A110C2000000
_OPAQUE = re.compile(r"(?=(?:[^\d]*\d){3})[0-9A-Za-z-]{10,40}")
_HEX = re.compile(r"[0-9a-f]{8,}", re.IGNORECASE)


@attrs.frozen
class UrlTraits:
    """The form of one address.

    `words` counts the words of the richest of the last two path segments and the query's values; `id` tells
    whether the address holds what looks like an id, `identifier` is the article's as far as the form can tell (see
    `article_id`); `day` is `(year, month, day)` of a
    date in the path, month or day 0 where absent; `depth` counts path segments; `file_type` is the extension
    where it is not that of a web page; `skeleton` is the path with what varies from article to article
    abstracted, `shape` the same without the names of sections.
    """

    words: int
    id: bool
    identifier: ArticleId | None
    day: tuple[int, int, int] | None
    depth: int
    parameters: int
    file_type: str
    segments: tuple[str, ...]
    skeleton: str
    shape: str


@lru_cache(maxsize=32768)
def traits_of(url: str) -> UrlTraits:
    """Return the traits of the canonical *url*."""
    identifier = article_id(url)
    place, _, query = url.partition("?")
    path = "/" + place.partition("://")[2].partition("/")[2]
    segments = tuple(unquote(segment) for segment in path.split("/") if segment)
    extension = _EXTENSION.search(segments[-1]) if segments else None
    file_type = extension.group(1).lower() if extension and _FILE_TYPE.fullmatch(extension.group(1)) else ""
    page_type = extension is not None and not file_type
    names = [_EXTENSION.sub("", segment) if page_type else segment for segment in segments]
    forms = [_form(name) for name in names]
    parameters = sorted(parameter.partition("=")[0] for parameter in query.split("&") if parameter)
    tail = (".{x}" if page_type else "") + ("?" + "&".join(parameters) if parameters else "")
    return UrlTraits(
        words=max(map(_words, [*names[-2:], *_values(query)]), default=0),
        id=identifier is not None or any(map(_OPAQUE.fullmatch, names[-1:])),
        identifier=identifier,
        day=_day(path),
        depth=len(segments),
        parameters=len(parameters),
        file_type=file_type,
        segments=segments,
        skeleton="/" + "/".join(forms) + tail,
        shape="/" + "/".join(form if form.startswith("{") else "{w}" for form in forms) + tail,
    )


def _values(query: str) -> list[str]:
    """Return the values of the *query*: `?story=council-approves-plan` names an article as a path does."""
    return [unquote(part.partition("=")[2]) for part in query.split("&") if "=" in part][:10]


def _form(name: str) -> str:
    """Return what kind of path segment *name* is: itself where it is one or two words, else a class."""
    if name.isdecimal():
        return "{y}" if len(name) == 4 and name[:2] in ("19", "20") else "{n}" if len(name) > 2 else "{d}"
    slug = _words(name) >= 3
    number = any(len(run) >= 3 for run in _NUMBER.findall(name)) or bool(_HEX_ID.search(name))
    if slug or number:
        return "{" + ("s" if slug else "") + ("i" if number else "") + "}"
    return name.lower()[:40]


def _words(name: str) -> int:
    """Count the words of a slug; text without word breaks (Chinese, Japanese, Thai) counts by its length."""
    parts = [
        part for part in _SEPARATORS.split(name) if len(part) > 1 and not part.isdecimal() and not _HEX.fullmatch(part)
    ]
    dense = sum(len(part) for part in parts if not part.isascii()) // 4
    return max(len(parts), dense)


def _day(path: str) -> tuple[int, int, int] | None:
    match = _DATE_PATH.search(path)
    return (int(match.group(1)), int(match.group(2)), int(match.group(3) or 0)) if match else None
