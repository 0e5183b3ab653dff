"""Short lines that stand with a text and are none of it: headline, byline, teasers, captions, what ends a page."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from newscrawl.extraction.body.stated_text import squeeze_line
from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.word_classes import OPENING_NAMES, family_bits, opening

TEASER_LINKED: Final = 0.4
"""A paragraph linked to more than this share that opens with "Read also" or the like is a teaser."""
TEASER_TAGS: Final = frozenset(["p", "div", "blockquote", "aside", "section", "article"])

CREDIT_LENGTH: Final = 60
"""Characters of a line with date or byline."""
CREDITS: Final = frozenset(["byline", "dated"])

MAX_TAIL: Final = 160
"""Characters of a line that ends a page: tags, an invitation to follow or to write, a copyright."""
TAIL_LINES: Final = 8
"""So many such lines at most stand below a text."""

MAX_CAPTION: Final = 250
CAPTION_CLIMB: Final = 2
SENTENCE_ENDS: Final = (".", "!", "?", "…", "。", "»", "”", '"', ":")

# «29.263 : c'est le nombre à retenir»: a number, and no date
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+(?![\d.:/-])")
# "Tags: a, b", "Mots-clés : …", "Filed under: …"
_TAGS: Final = re.compile(
    r"(?:tags?|topics?|keywords?|key words|filed under|categor(?:y|ies)|labels?|themen|schlagw\w+|stichw\w+|"
    r"mots[- ]cl[ée]s|sujets|thèmes?|thématiques?|étiquettes?|rubriques?|temas?|etiquetas?|tópicos|palabras clave|"
    r"palavras[- ]chave|argomenti|parole chiave|trefwoorden|onderwerpen|ämnen|emner|aiheet|tematy|tagi|štítky|témata|"
    r"etichete|címkék|теги|темы|метки|теґи|etiketler|标签|標籤|關鍵字|キーワード|タグ|태그|الوسوم|كلمات مفتاحية)"
    r"\s*[:：]",
    re.I,
)
# "Share this story", «Partagez cet article», "Follow us", „Folgen Sie uns“
_FOLLOW: Final = re.compile(
    r"(?:share|follow|like|tweet|find|join|partage[rz]?|suive[zr]|retrouvez|rejoignez|teilen|folgen|folge|jetzt|compart\w+|"
    r"s[ií]g[ua]\w*|comparta|únete|condivid\w+|segui\w*|volg|deel|dela|följ|del|følg|seuraa|jaa|udostępnij|obserwuj|"
    r"sdílejte|sledujte|distribuie|urmăriți|поделит\w+|подпис\w+|следите|takip|paylaş|bagikan|ikuti|شارك|تابع\w*|"
    r"分享|关注|關注|シェア|フォロー|공유)\b",
    re.I,
)
_NETWORKS: Final = re.compile(
    r"\b(?:facebook|twitter|x|instagram|whats ?app|telegram|linkedin|youtube|tik ?tok|mastodon|bluesky|threads|"
    r"pinterest|google news|e-?mail|courriel|newsletter|rss|wechat|weibo|line|вконтакте|вк)\b",
    re.I,
)
# "© 2024 Agency", "All rights reserved"
_RIGHTS: Final = re.compile(
    r"^(?:©|\(c\)|copyright\b)|all rights reserved|tous droits réservés|reproduction interdite|"
    r"alle rechte vorbehalten|todos los derechos reservados|prohibida (?:la|su) reproducción|"
    r"todos os direitos reservados|tutti i diritti riservati|"
    r"riproduzione riservata|alle rechten voorbehouden|wszelkie prawa zastrzeżone|"
    r"все права защищены|tüm hakları saklıdır|無断転載|版权所有|版權所有|무단 ?전재|"
    r"may not be (?:published|reproduced)",
    re.I,
)
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")

_CAPTION: Final = family_bits("caption")
_CREDITED: Final = re.compile(r"©|\((?:photo|foto|image|bild|fotó|zdj|фото|crédit|credit)\b", re.I)


def is_teaser(page: Blocks, index: int) -> bool:
    """Tell whether block *index* is a line such as "Read also: …" with its link."""
    if not page.anchors[index] or page.boxes.tags[page.box[index]] not in TEASER_TAGS:
        return False
    announced = opening(page.texts[index])
    if not announced or OPENING_NAMES[announced - 1] != "related":
        return False
    linked = sum(len(part) for first, last, _ in page.anchors[index] for part in page.parts[index][first:last])
    return linked > TEASER_LINKED * len(page.texts[index])


def is_heading(text: str, headlines: Collection[str]) -> bool:
    """Tell whether *text*, one of the first paragraphs, is the headline or a line with date or byline."""
    if squeeze_line(text) in headlines:
        return True
    announced = opening(text) if len(text) < CREDIT_LENGTH and not _THOUSANDS.match(text) else 0
    return announced > 0 and OPENING_NAMES[announced - 1] in CREDITS


def is_caption(page: Blocks, index: int) -> bool:
    """Tell whether a block is named a caption and follows a picture, or is alone in a box with one and reads so."""
    boxes, box, text = page.boxes, page.box[index], page.texts[index]
    if len(text) > MAX_CAPTION or boxes.tags[box] in ("li", "blockquote", "td", "h1", "h2", "h3", "h4"):
        return False
    if boxes.names[box] & _CAPTION and page.images[min(index + 1, len(page) - 1)] > page.images[index]:
        return True
    for _ in range(CAPTION_CLIMB):
        if boxes.ends[box] - boxes.starts[box] != 1:
            return False
        if boxes.images[box]:
            named = (boxes.names[box] | boxes.names[page.box[index]] | page.names[index]) & _CAPTION
            return bool(named) or bool(_CREDITED.search(text)) or not text.endswith(SENTENCE_ENDS)
        box = boxes.parents[box]
    return False


def without_tail(page: Blocks, kept: Sequence[int]) -> list[int]:
    """Return *kept* less the lines below the text that name tags, invite to share, follow or write, or claim rights."""
    end = len(kept)
    while end > 1 and len(kept) - end < TAIL_LINES and _is_tail(page.texts[kept[end - 1]]):
        end -= 1
    return list(kept[:end])


def _is_tail(text: str) -> bool:
    if len(text) > MAX_TAIL:
        return False
    start = text.lstrip("-–—•·*[(>»›→|# ")
    if _TAGS.match(start) or _RIGHTS.search(text):
        return True
    if _FOLLOW.match(start) and _NETWORKS.search(text):
        return True
    return bool(_ADDRESS.search(text)) and ("?" in text or ":" in text or "：" in text)
