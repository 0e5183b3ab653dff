"""Captions and credits of pictures, as printed under them."""

import re

from lxml.html import HtmlElement

from newscrawl.extraction.structured import element_text

MAX_CAPTION = 2_000

CREDIT_WORDS = (
    r"(?:photos?|fotos?|images?|bild(?:er)?|crédits?|credits?|quelle|source|picture|illustration|©|\(c\))"
)

# "… vor Gericht. (Foto: Jane Doe/dpa)", "… in Paris [AFP]"
BRACKETED_CREDIT = re.compile(
    rf"\s*[(\[]\s*((?:{CREDIT_WORDS}\b[^()\[\]]{{1,100}})|©[^()\[\]]{{1,100}})[)\]]\s*\.?$", re.IGNORECASE
)
# "… vor Gericht. Foto: Jane Doe", "… © AFP"
TRAILING_CREDIT = re.compile(
    rf"(?:^|(?<=[.!?…”»\"|–-])\s*|\s+(?=©))((?:{CREDIT_WORDS})\s*[:：©]?\s*[^!?:]{{2,100}})$", re.IGNORECASE
)
CREDIT_LABEL = re.compile(
    rf"^(?:{CREDIT_WORDS}(?:\s+(?:by|credit|von|de))?\s*[:：]\s*|(?:photo|foto|image) (?:by|von|de) |"
    r"©\s*|\(c\)\s*)+",
    re.IGNORECASE,
)


def read_caption(image: HtmlElement) -> str:
    """Return the text of the `<figcaption>` beside *image*, `""` where there is none."""
    figure = next(image.iterancestors("figure"), None)
    if figure is None:
        return ""
    caption = next(figure.iter("figcaption"), None)
    return element_text(caption)[:MAX_CAPTION] if caption is not None else ""


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
