"""The site's fixed ways of writing: dates in French, slugs."""

import re
import unicodedata
from datetime import datetime

WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
APART = re.compile(r"[^a-z0-9]+")
LIGATURES = str.maketrans({"œ": "oe", "’": "", "'": ""})


def printed_date(moment: datetime) -> str:
    """Return *moment* as the site prints it, without «Publié».

    >>> printed_date(datetime(2025, 8, 5, 8, 59))
    'mardi 05 août 2025 à 08:59'
    """
    weekday, month = WEEKDAYS[moment.weekday()], MONTHS[moment.month - 1]
    return f"{weekday} {moment:%d} {month} {moment.year} à {moment:%H:%M}"


def slugify(text: str) -> str:
    """Return *text* as a part of an address: lower-case ASCII letters, digits and hyphens.

    >>> slugify("Éditorial : Aujourd’hui, le n°20")
    'editorial-aujourdhui-le-n20'
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(LIGATURES))
    return APART.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")
