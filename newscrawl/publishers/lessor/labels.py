"""What L'Essor prints on its pages to say what stands where. Readers go by these words, as people do."""

import re

_MONTHS = "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"

# Publié mardi 05 août 2025 à 08:59
PUBLISHED = re.compile(
    rf"(?-i:P)ubli[ée]e?\s*(?:le\b|:)?\s*(?P<date>(?:[a-z]+di|dimanche)?,?\s*\d{{1,2}}(?:er)?\s+(?:{_MONTHS})\s+\d{{4}}"
    r"(?:\s*(?:à|a|,|-)?\s*\d{1,2}\s*[:h]\s*\d{2})?)",
    re.IGNORECASE,
)
# A label whose text stands in an element of its own, below it
PUBLISHED_ALONE = re.compile(r"(?-i:P)ubli[ée]e?\s*(?:le\b)?\s*:?$", re.IGNORECASE)
BY_ALONE = re.compile(r"(?:Par|PAR)\s*:?$")
# Lire aussi : Mines : Le Mali se vend à Cape Town
RELATED = re.compile(r"(?:Lire [Aa]ussi|LIRE AUSSI)\b\s*:?\s*")
# Par Bandé Moussa SISSOKO / AMAP - Kayes
BY = re.compile(r"(?:Par|PAR)\b\s*:?\s*(?=\S)")
# Les articles de l'auteur ; Les articles de l’auteur : Bandé Moussa SISSOKO ; Les articles de l'auteur Awa SY
AUTHOR_ARTICLES = re.compile(
    r"les articles de l['’]auteur(?:\s*:.{0,60}|\W*|\s+(?-i:[A-ZÀ-Ý])[\w.'’-]*(?:\s+[\w.'’-]+){0,7})$",
    re.IGNORECASE,
)
COMMENT_NOTICE = re.compile(r"l['’]espace des contributions est réservé", re.IGNORECASE)
# Heads of boxes that hold no part of an article.
BOX = re.compile(r"(?:les\s+)?(?:articles\s+)?(?:les\s+)?plus (?:lus|récents|populaires|consultés)", re.IGNORECASE)

# What a page says to its reader, not to the article's: Publicité ; Partager sur Facebook ; Mots-clés : Mali ;
# 3 min de lecture. Not «Partage d’expériences», which heads a text.
CHROME_WORDS = re.compile(
    r"(?:(?:publicité|annonce|espace publicitaire|publireportage|partages?|facebook|whatsapp|twitter|x|telegram"
    r"|linkedin|instagram|e-?mail|mots?[ -]clés?|tags?|étiquettes?|newsletter|infolettre|lettre d['’]information"
    r"|abonnement|sondages?|quiz|météo|galerie|diaporama|accueil|retour|crédits?(?: photos?)?|photos?"
    r"|(?:\d+ )?commentaires?(?: \(\d+\))?|à la une|à ne pas manquer|en continu|temps de lecture"
    r"|\d+ min(?:utes?)?(?: de lecture)?)\s*(?:[:©].*)?$"
    r"|(?:la (?:lettre|newsletter|météo) d|partage[rz]|imprimer|envoyer|tweeter|réagir|(?:s['’])?abonne[rz]"
    r"|suivez[ -]nous|recevez (?:nos|notre|chaque|l['’])|inscrivez[ -]vous|téléchargez (?:notre|l['’]app)"
    r"|lire la suite|retour (?:à|en|au)|annonces? (?:légales?|classées?)|temps de lecture)\b.*$)",
    re.IGNORECASE,
)
CHROME_LONGEST = 60
TITLE_END = re.compile(r"[^.!?…;,»]$")

TIMEZONE = "Africa/Bamako"


def is_title(text: str) -> bool:
    """Tell whether a line of text could be the title of a box: short, and no sentence."""
    return len(text) <= CHROME_LONGEST and bool(TITLE_END.search(text))


# • la réhabilitation de deux puits
BULLET = re.compile(r"[•▪●‣–—*-]\s+\w")
