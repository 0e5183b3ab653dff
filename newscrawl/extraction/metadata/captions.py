"""Captions and credits of pictures, as printed under them."""

import re
from itertools import islice

from newscrawl.extraction.page.lines import has_word
from newscrawl.extraction.page.nodes import Element, closest, element_text

MAX_CAPTION = 2_000

CREDIT_WORDS = r"(?:photos?|fotos?|images?|bild(?:er)?|crédits?|credits?|quelle|source|picture|illustration)"

# "… vor Gericht. (Foto: Jane Doe/dpa)", "… in Paris (Photo by Jane Doe)", "… [© AFP]"
BRACKETED_CREDIT = re.compile(
    rf"\s*[(\[]\s*((?:{CREDIT_WORDS}[^()\[\]:]{{0,20}}:|{CREDIT_WORDS} (?:by|von|de) |©)[^()\[\]]{{1,100}})"
    r"[)\]]\s*\.?$",
    re.IGNORECASE,
)
# "… vor Gericht. Foto: Jane Doe", "… © AFP"
TRAILING_CREDIT = re.compile(
    rf"(?:^|(?<=[.!?…”»\"|–-])\s*|\s+(?=©))"
    rf"((?:{CREDIT_WORDS}(?: credit)?\s*[:：]|©|\(c\))\s*[^!?:]{{2,100}})$",
    re.IGNORECASE,
)
CREDIT_LABEL = re.compile(
    rf"^(?:{CREDIT_WORDS}[^:：]{{0,20}}[:：]\s*|{CREDIT_WORDS} (?:by|von|de) |©\s*|\(c\)\s*)+", re.IGNORECASE
)
CREDIT_MARKS = ("credit", "copyright", "photograph", "source", "quelle", "rights")
"""Parts of the class or id of an element that holds a credit within a caption."""


def read_caption(image: Element) -> tuple[str, str]:
    """Return caption and credit of the `<figcaption>` beside *image*, either `""` where absent."""
    figure = closest(image, "figure")
    caption = figure.css_first("figcaption") if figure is not None else None
    if caption is None:
        return "", ""
    text = element_text(caption)[:MAX_CAPTION]
    for element in islice(caption.traverse(), 1, None):
        if has_word(element, CREDIT_MARKS):
            credit = element_text(element)
            if credit and credit in text:
                rest = " ".join(text.replace(credit, " ", 1).split())
                return rest, CREDIT_LABEL.sub("", credit).strip(" .|-–()")
    return split_credit(text)


def split_credit(text: str) -> tuple[str, str]:
    """Part a printed caption into caption and credit, either `""` where absent; the credit without its label.

    >>> split_credit("The judge in court. Photo: Jane Doe/AFP")
    ('The judge in court.', 'Jane Doe/AFP')
    """
    tail = text[-160:]
    for pattern in (BRACKETED_CREDIT, TRAILING_CREDIT):
        match = pattern.search(tail)
        if match:
            credit = CREDIT_LABEL.sub("", match[1]).strip(" .|-–")
            return text[: len(text) - len(tail) + match.start()].strip(" |–-"), credit
    return text, ""
