"""A printed credit without what stands in its line besides the writers: dates, reading times, photographers, jobs."""

import re
from typing import Final

from newscrawl.extraction.bylines.person_names import ROLE, is_agency, looks_like_name
from newscrawl.web.dates import MAX_TEXT, find_dates, readable

# "/ Pictures by Cy Twill", "| Photos : Bruno Rey", "Edited by Ann Leary"
OTHER_CRAFT: Final = re.compile(
    r"^(?:(?:photo|picture|image|illustration|video|graphic|cartoon|foto|fotografía|bild|zeichnung|infografi|vidéo|"
    r"dessin|imagen|immagin)\w*|edited|editing|fact.?check\w*|translat\w*|traduit|traduction|übersetz\w*|produced|"
    r"production|art direction|design\w*|cover)\b",
    re.IGNORECASE,
)
# "Yann Floc’h (photos)"
CRAFT_AFTER: Final = re.compile(
    r"(?:[^\W\d_][\w.’'-]*\s+){1,4}[(\[]\s*(?:photo|picture|image|illustration|video|vidéo|foto|bild|dessin)\w*\s*[)\]]",
    re.IGNORECASE,
)
PARTS: Final = re.compile(r"\s*[/|;•·]\s*|\s+[-–—]\s+")
# "3 min read", "Lecture 4 min"
READING_TIME: Final = re.compile(
    r"(?:lecture|lesezeit|reading time)?:?\s*\d+\s*min(?:ute)?s?\b\.?(?: read)?", re.IGNORECASE
)
# What is left of "… on March 5" or "… le 5 mars à 10h" without the date
DATE_WORD: Final = re.compile(
    r"(?:\s+(?:on|at|le|à|am|um|vom|den|el|il|op|dnia|published|posted|publié|updated|mis à jour|uhr|the)|"
    r"[\s,|•·–—-])+$",
    re.IGNORECASE,
)
CLOCK: Final = re.compile(
    r"\s*\d{1,2}\s?[:.hH]\s?\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?|\s*\d{1,2}\s?(?:h|uhr|[ap]\.?m\.?)\b", re.IGNORECASE
)
# "Senior Business Reporter", "Staff Writer", "envoyée spéciale", "correspondante à Montreval"
JOB_WORD: Final = (
    r"senior|junior|chief|staff|special|political|politics|business|economics?|city|crime|court|health|science|education|"
    r"environment|transport|sports?|features?|foreign|national|local|regional|world|news|arts?|culture|technology|tech|"
    r"associate|assistant|managing|deputy|contributing|guest|investigative|general|assignment|breaking|digital|data|"
    r"community|religion|media|legal|energy|climate|travel|food|us|uk|europe|africa|asia|middle|east|white|house|washington"
)
JOB_AFTER: Final = re.compile(
    rf"(?<=\w)[\s,]+(?:(?:{JOB_WORD})\s+)*(?:{ROLE.pattern}).*$|(?<=\w)[\s,]+(?:staff|senior|guest)\s+writer.*$",
    re.IGNORECASE,
)


# "Martha Quill in Northholm", «Awa Touré à Kayes», "Martha Quill for the Gazette"
PLACE_AFTER: Final = re.compile(
    r"\s+(?:in|at|from|for|à|aus|desde|en|pour|para|für)\s+(?:the\s+|la\s+|le\s+)?[A-ZÀ-Þ].*$"
)


def without_place(name: str) -> str:
    """Return *name* without the place or the paper that follows it, where what is left has a name's form.

    >>> without_place("Martha Quill in Northholm")
    'Martha Quill'
    """
    rest = PLACE_AFTER.sub("", name)
    return rest if looks_like_name(rest) else name


def writers_of(text: str) -> str:
    """Return what of a credit's *text* names its writers; `""` where it names none.

    >>> writers_of("Words by Ann Leary & Bob Rayne / Pictures by Cy Twill")
    'Words by Ann Leary & Bob Rayne'
    """
    text = without_date(text)
    text = CRAFT_AFTER.sub(" ", text)
    parts = PARTS.split(text)
    kept = [part for part in parts if part and not OTHER_CRAFT.match(part)]
    if len(kept) < len(parts):
        text = " / ".join(kept)
    return text.strip(" ,|•·–—-/")


def without_date(text: str) -> str:
    """Return *text* without the date in it, its time of day and words such as "on", and without a reading time."""
    text = READING_TIME.sub(" ", text)
    if len(text) > MAX_TEXT or not any(map(str.isdigit, text)):
        return text
    plain = readable(text)
    dates = find_dates(plain)
    if not dates:
        return text
    before = DATE_WORD.sub("", CLOCK.sub(" ", plain[: dates[0][0]]))
    after = CLOCK.sub(" ", plain[dates[-1][1] :])
    return before if any(map(str.isalpha, before)) else after.strip(" ,|•·–—-/")


def without_job(name: str) -> str:
    """Return *name* without a job that follows it: "Desmond Achebe Business Reporter".

    >>> without_job("Desmond Achebe Business Reporter")
    'Desmond Achebe'
    """
    match = JOB_AFTER.search(name)
    if match is None or is_agency(name):
        return name
    rest = name[: match.start()].strip(" ,")
    return rest if looks_like_name(rest) else name
