"""The measures of the extraction benchmark: what a reader said about a page against the page's truth."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

WORD = re.compile(r"\w+")
SHINGLE = 4
SAME_INSTANT_SECONDS = 60

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

    word_f1: float
    shingle_precision: float
    shingle_recall: float
    title: float | None = None
    authors: float | None = None
    same_day: float | None = None
    same_instant: float | None = None
    cover: float | None = None
    parts: dict[str, float] = field(default_factory=dict)


def score(reading: Reading, truth: Mapping[str, Any]) -> Score:
    """Measure *reading* of an article page against *truth*, a line of `truth.jsonl`."""
    said, meant = WORD.findall((reading.body or "").lower()), WORD.findall(truth["body"].lower())
    precision, recall = _precision_recall(said, meant)
    shingle_precision, shingle_recall = _precision_recall(_shingles(said), _shingles(meant))
    result = Score(_f1(precision, recall), shingle_precision, shingle_recall)
    result.parts = {"body precision": precision, "body recall": recall}
    if truth.get("title"):
        result.title = float(_folded(reading.title or "") == _folded(truth["title"]))
    if truth.get("authors"):
        said_names = {_folded(name) for name in reading.authors or []}
        result.authors = _f1(*_precision_recall(said_names, {_folded(name) for name in truth["authors"]}))
    if truth.get("date"):
        result.same_day, result.same_instant = _dates(reading.date, truth["date"])
    covers = [image for image in truth.get("images") or [] if image.get("is_cover")]
    if covers:
        meant_names = set().union(*(_picture(version["url"]) for image in covers for version in image["versions"]))
        result.cover = float(bool(_picture(reading.image or "") & meant_names))
    return result


def _precision_recall(said: Iterable[Any], meant: Iterable[Any]) -> tuple[float, float]:
    left, right = Counter(said), Counter(meant)
    common = (left & right).total()
    return common / max(left.total(), 1), common / max(right.total(), 1)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mean_f1(precisions: list[float], recalls: list[float]) -> float:
    """Return F1 of the mean precision and the mean recall."""
    count = max(len(precisions), 1)
    return _f1(sum(precisions) / count, sum(recalls) / count)


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    if len(words) < SHINGLE:
        return [tuple(words)] if words else []
    return list(zip(*(words[start:] for start in range(SHINGLE)), strict=False))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(QUOTES_AND_DASHES).split())


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


def _moment(text: str) -> tuple[datetime | None, bool]:
    """Return the moment and whether its time zone is known; UTC is put in where not."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None, False
    return (moment, True) if moment.tzinfo else (moment.replace(tzinfo=UTC), False)


def _picture(url: str) -> set[str]:
    """Return the names in *url* that say which picture it is, whatever its size: file names and long ids."""
    plain = unquote(unquote(url))
    paths = re.sub(r"https?://[^/]+", "/", plain).split("?")
    parts = [SIZE_SUFFIX.sub("", part) for path in paths for part in re.split(r"[/=&,]", path)]
    files = {SIZE_SUFFIX.sub("", path.rstrip("/").rpartition("/")[2].rpartition(".")[0]) for path in paths}
    ids = {stem for part in parts if PICTURE_ID.fullmatch(stem := part.partition(".")[0])}
    return (ids | files | {part for part in parts if PICTURE_NAME.fullmatch(part)}) - {""}
