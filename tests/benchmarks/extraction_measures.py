"""The measures of the extraction benchmark: what a reader said about a page against the page's truth."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import fmean
from typing import Any
from urllib.parse import unquote

WORD = re.compile(r"\w+")
SHINGLE = 4
OPENING_WORDS, OPENING_PLACE = 8, 80
SAME_INSTANT_SECONDS = 60

INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
SEVERAL_NAMES = re.compile(r"\s*[,;&]\s*|\s+(?:and|und|et|y)\s+", re.I)
QUOTES_AND_DASHES = str.maketrans(
    {**dict.fromkeys("“”„«»‟″", '"'), **dict.fromkeys("‘’‚‹›‛′`´", "'"), **dict.fromkeys("‐‑‒–—―−", "-")}
)

# A part of an image's path that names the picture and not its folder or size: long, or with many digits.
PICTURE_NAME = re.compile(r"(?=.*\d.*\d.*\d.*\d)[\w.~-]{8,}|[\w.~-]{16,}")
# 195679 ; f9575e06-762d-4717-89f9-4773a460beff
PICTURE_ID = re.compile(r"(?!(?:19|20)\d{4}$)\d{6,}|[0-9a-f-]{32,}", re.IGNORECASE)
SIZE_SUFFIX = re.compile(r"(?:[-_]\d{2,4}(?:x\d{2,4})?)?(?:\.(?:jpe?g|png|webp|avif|gif))*$", re.I)


@dataclass
class Reading:
    """What a reader says about one page. `None`: it says nothing, or cannot."""

    body: str | None = None
    title: str | None = None
    authors: list[str] | None = None
    date: str | None = None
    image: str | None = None
    is_article: bool | None = None
    seconds: float = 0.0
    error: str | None = None


@dataclass
class Score:
    """The measures of one reader on one page; those that the truth does not allow are `None`."""

    word_f1: float | None = None
    precision: float | None = None
    recall: float | None = None
    shingle_precision: float | None = None
    shingle_recall: float | None = None
    snippets: tuple[int, int, int] | None = None
    """How many texts that belong to the body were found, missed, and how many that do not were found."""
    opening: float | None = None
    title: float | None = None
    authors: float | None = None
    day: float | None = None
    instant: float | None = None
    cover: float | None = None


MEANS = {
    "body word F1": "word_f1",
    "body precision": "precision",
    "body recall": "recall",
    "opening": "opening",
    "title": "title",
    "authors": "authors",
    "day": "day",
    "instant": "instant",
    "cover image": "cover",
}
"""Measures that are a mean over pages, and the part of a score that they average."""


def score(reading: Reading, truth: Mapping[str, Any]) -> Score:
    """Measure *reading* of an article page against *truth*, a line of `truth.jsonl`."""
    result = Score()
    body = plain(reading.body or "")
    if truth.get("body"):
        _score_body(result, without_standfirst(body, truth.get("standfirst") or []), plain(truth["body"]))
    if truth.get("contains") or truth.get("lacks"):
        folded = _blanks(body)
        found = sum(_blanks(plain(text)) in folded for text in truth.get("contains") or [])
        leaked = sum(_blanks(plain(text)) in folded for text in truth.get("lacks") or [])
        result.snippets = found, len(truth.get("contains") or []) - found, leaked
    if truth.get("opening"):
        meant = WORD.findall(plain(truth["opening"]).lower())[:OPENING_WORDS]
        said = WORD.findall(body.lower())[:OPENING_PLACE]
        result.opening = float(any(said[place : place + len(meant)] == meant for place in range(len(said))))
    _score_fields(result, reading, truth)
    return result


def _score_body(result: Score, said_text: str, meant_text: str) -> None:
    said, meant = WORD.findall(said_text.lower()), WORD.findall(meant_text.lower())
    result.precision, result.recall = _precision_recall(said, meant)
    result.word_f1 = f1(result.precision, result.recall)
    result.shingle_precision, result.shingle_recall = _precision_recall(_shingles(said), _shingles(meant))


def _score_fields(result: Score, reading: Reading, truth: Mapping[str, Any]) -> None:
    if truth.get("title"):
        result.title = float(_folded(reading.title or "") == _folded(truth["title"]))
    if truth.get("authors"):
        said, meant = _names(reading.authors or []), _names(truth["authors"])
        result.authors = f1(*_precision_recall(said, meant))
    if truth.get("date"):
        result.day, result.instant = _dates(reading.date, truth["date"])
    covers = [image for image in truth.get("images") or [] if image.get("is_cover")]
    if covers:
        addresses = [one["url"] for image in covers for one in image.get("versions") or [image]]
        result.cover = float(bool(_picture(reading.image or "") & set().union(*map(_picture, addresses))))


def summary(scores: Iterable[Score]) -> dict[str, float]:
    """Return each measure over *scores* of pages, those left out that no truth allows."""
    scores = list(scores)
    figures: dict[str, float] = {}
    for name, part in MEANS.items():
        known = [value for value in (getattr(score, part) for score in scores) if value is not None]
        if known:
            figures[name] = fmean(known)
    shingles = [(s.shingle_precision, s.shingle_recall) for s in scores if s.shingle_recall is not None]
    if shingles:
        figures["body shingle F1"] = f1(
            *(fmean(value or 0.0 for value in side) for side in zip(*shingles, strict=True))
        )
    snippets = [score.snippets for score in scores if score.snippets]
    if snippets:
        found, missed, leaked = map(sum, zip(*snippets, strict=True))
        figures["snippets F1"] = 2 * found / max(2 * found + missed + leaked, 1)
    return figures


def plain(text: str) -> str:
    """Return *text* in NFC without soft hyphens and zero-width characters."""
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def without_standfirst(body: str, standfirst: list[str]) -> str:
    """Return *body* less the first occurrence of each paragraph of *standfirst*."""
    for paragraph in standfirst:
        words = plain(paragraph).split()
        if words:
            body = re.sub(r"\s+".join(map(re.escape, words)), "", body, count=1)
    return body


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _precision_recall(said: Iterable[Any], meant: Iterable[Any]) -> tuple[float, float]:
    left, right = Counter(said), Counter(meant)
    common = (left & right).total()
    return common / max(left.total(), 1), common / max(right.total(), 1)


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    if len(words) < SHINGLE:
        return [tuple(words)] if words else []
    return list(zip(*(words[start:] for start in range(SHINGLE)), strict=False))


def _blanks(text: str) -> str:
    return " ".join(text.split())


def _names(strings: Iterable[str]) -> set[str]:
    return {_folded(name) for text in strings for name in SEVERAL_NAMES.split(text) if name.strip()}


def _folded(text: str) -> str:
    return _blanks(unicodedata.normalize("NFKC", text).casefold().translate(QUOTES_AND_DASHES))


def _dates(said: str | None, meant: str) -> tuple[float, float | None]:
    truth, zoned = _moment(meant)
    given, given_zoned = _moment(said or "")
    if truth is None or given is None:
        return 0.0, 0.0 if zoned else None
    same_day = truth.date() == given.date()
    if not zoned:
        return float(same_day), None
    distance = abs((truth - given).total_seconds())
    same_instant = given_zoned and distance <= SAME_INSTANT_SECONDS
    return float(same_day or same_instant), float(same_instant)


def _moment(text: object) -> tuple[datetime | None, bool]:
    """Return the moment and whether its time zone is known; UTC is put in where not."""
    try:
        moment = datetime.fromisoformat(str(text).strip())
    except ValueError:
        return None, False
    return (moment, True) if moment.tzinfo else (moment.replace(tzinfo=UTC), False)


def _picture(url: str) -> set[str]:
    """Return the names in *url* that say which picture it is, whatever its size: file names and long ids."""
    decoded = unquote(unquote(url))
    paths = re.sub(r"https?://[^/]+", "/", decoded).split("?")
    parts = [SIZE_SUFFIX.sub("", part) for path in paths for part in re.split(r"[/=&,]", path)]
    files = {SIZE_SUFFIX.sub("", path.rstrip("/").rpartition("/")[2].rpartition(".")[0]) for path in paths}
    ids = {stem for part in parts if PICTURE_ID.fullmatch(stem := part.partition(".")[0])}
    return (ids | files | {part for part in parts if PICTURE_NAME.fullmatch(part)}) - {""}
