"""The page's language, as it states it."""

import re

from newscrawl.extraction.metadata.json_ld import plain
from newscrawl.extraction.metadata.page_metadata import Facts

# "fr", "pt-BR", "zh-Hant-TW"
TAG = re.compile(r"^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_][\w-]*)?$", re.IGNORECASE)

# ISO 639-2 codes that publishers write where a two-letter code exists.
SHORT = {
    "eng": "en", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "spa": "es", "por": "pt",
    "ita": "it", "rus": "ru", "jpn": "ja", "kor": "ko", "chi": "zh", "zho": "zh", "ara": "ar",
    "swe": "sv", "nor": "no", "dan": "da", "fin": "fi", "dut": "nl", "nld": "nl", "pol": "pl",
    "tur": "tr", "gre": "el", "ell": "el", "heb": "he", "hin": "hi",
}  # fmt: skip


def read_language(facts: Facts) -> str | None:
    """Return the article's language as a BCP 47 tag (`"fr"`, `"pt-BR"`), else `None`."""
    root = facts.html.attributes
    stated = (
        plain(facts.article.get("inLanguage")),
        root.get("lang"),
        root.get("xml:lang"),
        facts.meta("content-language", "language", "dc.language", "dcterms.language", "og:locale"),
    )
    return next((tag for tag in map(language_tag, stated) if tag), None)


def language_tag(text: str | None) -> str | None:
    """Return *text* as a BCP 47 tag in its usual case, or `None` where it is none.

    >>> language_tag("pt_br")
    'pt-BR'
    """
    match = TAG.match((text or "").strip())
    if match is None:
        return None
    language, script, region = match.groups()
    parts = [SHORT.get(language.lower(), language.lower())]
    if script:
        parts.append(script.title())
    if region:
        parts.append(region.upper())
    return "-".join(parts)
