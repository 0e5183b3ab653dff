"""The language of a text by its script and its commonest words, for pages that do not state theirs."""

import re
from collections import Counter
from typing import Final

SAMPLE: Final = 4_000
"""Characters of the text that are looked at."""

MIN_WORDS: Final = 20
MIN_SHARE: Final = 0.15
"""Of the words of a text that is in a language, so many are among its commonest."""

LEAD: Final = 1.4
"""The likeliest language has so many times the common words of the next."""

_COMMON: Final = {
    "en": "the of and to in that is was for with as on by at from are this have has it be not were said will",
    "fr": "le la les de des du et en un une est dans pour que qui par sur au aux avec ce cette ont été pas il sont",
    "de": "der die das und in den von zu mit ist im des für auf dem nicht ein eine sich als auch es an hat werden",
    "es": "el la los las de del y en que un una por con para se al es su lo como más fue ha este no",
    "pt": "o a os as de do da dos das e em que um uma por com para se ao não é no na mais foi como",
    "it": "il lo la i gli le di del della e che in un una per con è non si al dei nel da sono alla ha",
    "nl": "de het een en van in is dat op te voor met zijn niet aan er om die werd ook door naar bij",
    "sv": "och att det i en på är som för med av den till har inte ett om var från de",
    "no": "og i det er på en som for med av til har ikke at den et om var fra de å",
    "da": "og i det er på en som for med af til har ikke at den et om var fra de der",
    "fi": "ja on ei että se oli mutta ovat hän joka kun myös mukaan sekä kuin ole",
    "pl": "i w na z się do nie że to jest od za po przez jak są dla o oraz",
    "cs": "a v se na je že z do s o by jsou pro ve ale které jako byl",
    "ro": "și de în a la cu pe care un o din este nu să pentru au fost mai ale",
    "hu": "a az és hogy nem is egy volt meg ez de már csak mint el",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi en ise kadar",
    "id": "yang dan di ini itu dengan untuk dari tidak akan pada dalam oleh ke juga",
    "vi": "và của là các có được cho trong với không người một đã những này",
    "sw": "ya na wa kwa ni katika la za kuwa hiyo huo hii cha kama baada",
    "ru": "и в на не что с по из к как за это для был его от но также",
    "uk": "і в на не що з до та у за як це для про від його також є",
    "bg": "и на в не за да се от с че по са като към е ще",
    "ar": "في من على إلى أن عن التي مع هذا ما الذي بعد كان قد",
    "fa": "و در به از که این را با است برای آن می تا بر",
    "hi": "के में की है और को से का ने पर यह हैं कि एक",
}
"""The commonest words of languages whose script others share."""

# Scripts that one language of the press writes, or nearly so; Japanese before Chinese, whose signs it shares.
_SCRIPTS: Final = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "bn": re.compile("[\u0980-\u09ff]"),
    "ta": re.compile("[\u0b80-\u0bff]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "am": re.compile("[\u1200-\u137f]"),
}
SCRIPT_SHARE: Final = 0.2

_WORD: Final = re.compile(r"[^\W\d_][\w\u0900-\u097f]*")
_LANGUAGES: Final[dict[str, list[str]]] = {}
for _language, _words in _COMMON.items():
    for _word in _words.split():
        _LANGUAGES.setdefault(_word, []).append(_language)


def language_of(text: str) -> str | None:
    """Return the language (ISO 639-1) that *text* is written in; `None` where it is too short or in doubt.

    >>> language_of("Le maire de la ville a dit que les travaux du pont sur le fleuve sont finis et que la route "
    ...     "est ouverte pour les habitants qui l'attendaient")
    'fr'
    """
    sample = text[:SAMPLE]
    for language, script in _SCRIPTS.items():
        if len(script.findall(sample)) > SCRIPT_SHARE * len(sample):
            return language
    words = _WORD.findall(sample.lower())
    if len(words) < MIN_WORDS:
        return None
    votes = Counter(language for word in words for language in _LANGUAGES.get(word, ()))
    (first, most), (_, next_most) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= MIN_SHARE * len(words) and most >= LEAD * next_most else None
