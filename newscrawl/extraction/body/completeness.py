"""Whether a page shows an article's whole text: by what it states of access and length, and by the words of a wall."""

import re
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import SelectolaxError

from newscrawl.extraction.body.stated_text import Clues, squeeze, squeeze_line
from newscrawl.extraction.metadata.json_ld import as_list, plain, whole_number
from newscrawl.extraction.metadata.page_metadata import Facts
from newscrawl.extraction.metadata.sections import read_access
from newscrawl.extraction.page.blocks import Blocks
from newscrawl.extraction.page.nodes import Element, ancestors
from newscrawl.extraction.page.word_classes import family_bits
from newscrawl.items import Completeness

LONGER: Final = 1.5
"""So many times as long must a text stated elsewhere be, for what the page shows to be a part of it."""

LEAST_MORE: Final = 200
"""Characters that it has more, at the least."""

CHARACTERS_A_WORD: Final = 8
"""More than words of most languages have, with the blank."""

TEASER_WORDS: Final = 90
"""A part of a text with fewer words is a teaser, with more a text that is cut."""

FEW_WORDS: Final = 150
"""A text with more words, on a page that is not free, is likely whole, unless something says that it is not."""

CONTAINED: Final = 0.8
"""Share of the page's text that a longer one must hold to be the same article's."""

WALL_PLACES: Final = 6
"""Blocks below the text among which the wall's words are looked for, and above its end."""

MAX_WALL: Final = 600


def _phrases(*, begun: Sequence[str], unspaced: Sequence[str]) -> re.Pattern[str]:
    """Return what finds the patterns in a text in lower case: *begun* where a word begins, *unspaced* anywhere."""
    return re.compile(rf"\b(?:{'|'.join(begun)})|{'|'.join(unspaced)}")


# What only a wall says: «Il vous reste 71 % de cet article à lire», "Subscribe to continue reading"
_WALL: Final = _phrases(
    begun=(
        r"(?:subscribe|sign up|sign in|log ?in|register|join)\b[^.]{0,60}\bto (?:continue|keep|read|unlock|access)",
        r"to (?:continue|keep) reading",
        r"(?:continue|keep) reading (?:with|for)",
        r"want to read (?:more|on|the rest)",
        r"(?:unlock|read the rest of) this (?:article|story)",
        r"you(?:'|’)?ve (?:read|reached) (?:all|your)\b[^.]{0,40}\b(?:free|limit)",
        r"il (?:vous )?reste \d+\s?% d",
        r"la suite (?:de cet article )?est réservée",
        r"(?:pour|afin de) (?:lire|continuer|poursuivre)[^.]{0,40}(?:abonn|connect|inscri)",
        r"abonnez-vous (?:pour|afin)[^.]{0,40}(?:lire|suite|accéder)",
        r"(?:weiterlesen|weiter lesen) mit\b",
        r"(?:abo\b|abonn\w*|anmelden|registrier\w*|plus\b)[^.]{0,60}weiter ?(?:zu)?lesen",
        r"mit (?:einem )?[\w+]* ?abo[^.]{0,30}weiter",
        r"(?:para|si quieres) (?:seguir|continuar) leyendo",
        r"suscríbete (?:para|y)[^.]{0,40}(?:leer|leyendo|acced)",
        r"(?:assine|assina|cadastre-se|faça login) (?:para|e)[^.]{0,40}(?:ler|lendo|acess)",
        r"para continuar (?:a )?(?:ler|lendo)",
        r"(?:abbonati|registrati|accedi) (?:per|e)[^.]{0,40}(?:legg|accede)",
        r"per continuare a leggere",
        r"(?:om )?verder (?:te )?lezen\b[^.]{0,40}(?:abonn|account|log)",
        r"lees verder met",
        r"för att (?:läsa vidare|fortsätta läsa)",
        r"for (?:å|at) (?:lese|læse) (?:videre|hele)",
        r"jatka lukemista",
        r"lukeaksesi",
        r"(?:aby|żeby) (?:czytać|przeczytać) dal",
        r"pozostało (?:jeszcze )?\d+\s?%",
        r"pro (?:další )?čtení",
        r"pokračovat ve čtení",
        r"чтобы (?:продолжить чт|читать дал|прочитать)",
        r"(?:okumaya devam|devamını oku)[^.]{0,30}(?:abone|üye)",
        r"للاستمرار في القراءة",
    ),
    unspaced=(
        r"続きを(?:読む|お読み)(?:には|いただく)",
        r"残り\s?[\d,]+\s?文字",
        r"계속 읽으(?:시)?려면",
        r"(?:订阅|訂閱|登录|登入)[^。]{0,12}(?:全文|继续阅读|繼續閱讀)",
    ),
)
# What a card of another article may bear as well: «Réservé aux abonnés», "Subscribers only"
_LABEL: Final = _phrases(
    begun=(
        r"(?:for |exclusive to )?subscribers? only",
        r"for subscribers",
        r"premium (?:article|content)",
        r"already a (?:subscriber|member)",
        r"réservé (?:à nos |aux )abonné",
        r"déjà abonné",
        r"nur für abonnent",
        r"bereits abonnent",
        r"exclusivo para (?:suscriptores|assinantes)",
        r"(?:solo|sólo) para suscriptores",
        r"ya eres suscriptor",
        r"já é assinante",
        r"(?:riservat[oa] agli|solo per gli?) abbonati",
        r"già abbonat",
        r"(?:alleen|enkel) voor abonnees",
        r"al abonnee",
        r"för prenumeranter",
        r"(?:kun )?for abonnenter",
        r"vain tilaajille",
        r"tylko dla (?:subskrybent|prenumerator)",
        r"pouze pro předplatitel",
        r"только для подписчик",
        r"abonelere özel",
        r"للمشتركين فقط",
    ),
    unspaced=(
        r"有料会員限定",
        r"会員限定",
        r"유료 ?회원",
        r"订阅用户专享",
        r"訂戶限定",
    ),
)
# "… the mayor said …", "[...]", "(…)"
BROKEN_OFF: Final = re.compile(r"(?:…|\.\.\.)\s*[\])]?\s*$")
_WALL_NAMES: Final = family_bits("paywall")


def completeness_of(facts: Facts, page: Blocks, taken: Sequence[Element], clues: Clues, text: str) -> Completeness:
    """Return whether *text*, in the elements *taken* of *page*, is the article's whole: `full`; else whether it is a
    `teaser` of a sentence or two, or a text that is `cut` on its way."""
    if _says_more(facts, clues, text) or _ends_at_wall(facts, page, taken, text):
        return "teaser" if _words(text) < TEASER_WORDS else "cut"
    return "full"


def _words(text: str) -> int:
    """Return about how many words *text* has; some languages part none by blanks."""
    return max(len(text.split()), len(text) // CHARACTERS_A_WORD)


def is_more_of(longer: str, paragraphs: Sequence[str]) -> bool:
    """Tell whether the text *longer* holds what *paragraphs* do, and far more."""
    size = sum(map(len, paragraphs))
    if len(longer) < LONGER * size + LEAST_MORE:
        return False
    whole = squeeze(longer)
    told = [BROKEN_OFF.sub("", paragraph) for paragraph in paragraphs]
    return sum(len(paragraph) for paragraph in told if squeeze_line(paragraph) in whole) >= CONTAINED * size


def _says_more(facts: Facts, clues: Clues, text: str) -> bool:
    """Tell whether the page states a longer text, or that the text has more words."""
    if clues.article_body and is_more_of(clues.article_body, text.split("\n\n")):
        return True
    stated = whole_number(plain(facts.article.get("wordCount")))
    return read_access(facts) is False and stated > LONGER * _words(text) + TEASER_WORDS


def _ends_at_wall(facts: Facts, page: Blocks, taken: Sequence[Element], text: str) -> bool:
    locked = read_access(facts) is False
    if locked and _shows_locked_part(facts, taken):
        return False
    lines = _lines_around_end(page, taken)
    if any(_WALL.search(line) for line, _ in lines):
        return True
    walled = any(is_wall or _LABEL.search(line) for line, is_wall in lines)
    return (locked or walled) and (_words(text) < FEW_WORDS or bool(BROKEN_OFF.search(text)))


def _lines_around_end(page: Blocks, taken: Sequence[Element]) -> list[tuple[str, bool]]:
    """Return the short blocks next to the text's end, in lower case, and whether each stands in a box named a wall."""
    ids = {element.mem_id for element in taken}
    last = next((n for n in range(len(page) - 1, -1, -1) if page.boxes.elements[page.box[n]].mem_id in ids), None)
    if last is None:
        return []
    near = range(max(0, last - WALL_PLACES // 2), min(len(page), last + 1 + WALL_PLACES))
    return [
        (page.texts[n].lower(), bool(page.boxes.inherited[page.box[n]] & _WALL_NAMES) and n > last)
        for n in near
        if len(page.texts[n]) <= MAX_WALL
    ]


def _shows_locked_part(facts: Facts, taken: Sequence[Element]) -> bool:
    """Tell whether the part that the page says is not free stands on it: it is hidden by a script, if at all."""
    parts = [part for part in as_list(facts.article.get("hasPart"))[:20] if isinstance(part, dict)]
    selectors = [plain(part.get("cssSelector")) for part in parts if part.get("cssSelector")]
    own = {one.mem_id for element in taken for one in (element, *ancestors(element))}
    for selector in selectors[:5]:
        try:
            matched = facts.html.css(selector)[:20]
        except SelectolaxError:
            continue
        if any(element.mem_id in own for element in matched):
            return True
    return False
