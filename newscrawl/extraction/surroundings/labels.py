"""The words that head a page's offers of other articles, in the languages of the press."""

from collections import defaultdict
from typing import Final, Literal

from newscrawl.extraction.bylines.person_names import looks_like_name

Kind = Literal["related", "author", "other", "notice"]

MAX_LABEL: Final = 60
"""Characters; a label is shorter."""

_RELATED: Final = {
    "en": (
        "also read|also see|don't miss|further reading|more like this|more on this|more on this story|"
        "more on this topic|more stories|read also|read more|read more about this|read next|recommended|"
        "recommended articles|recommended for you|recommended reading|recommended stories|related|"
        "related articles|related content|related coverage|related links|related news|related posts|related reading|"
        "related stories|related story|related topics|see also|similar articles|similar stories|up next|"
        "what to read next|you may also like|you may be interested in|you may like|you might also like|"
        "you might be interested in"
    ),
    "fr": (
        "à lire|à lire aussi|à lire ensuite|à lire également|a lire|a lire aussi|a lire également|article lié|"
        "articles associés|articles connexes|articles liés|articles similaires|articles relatifs|"
        "dans la même rubrique|dans le même thème|lire aussi|lire également|lire la suite|lisez aussi|"
        "lisez également|nos articles sur le sujet|notre dossier|pour aller plus loin|sur le même sujet|"
        "sur le même thème|voir aussi|voir également|vous aimerez aussi|ça peut vous intéresser"
    ),
    "de": (
        "auch interessant|das könnte dich auch interessieren|das könnte sie auch interessieren|lesen sie auch|"
        "lesen sie dazu|lesen sie mehr|lesen sie mehr zum thema|lesetipp|lies auch|mehr dazu|mehr lesen|"
        "mehr zum thema|passend dazu|siehe auch|verwandte artikel|verwandte themen|weitere artikel|"
        "weitere artikel zum thema|weiterlesen|zum thema|ähnliche artikel"
    ),
    "es": (
        "artículo relacionado|artículos relacionados|contenido relacionado|lea además|lea más|lea también|lee además|"
        "lee más|lee también|leer más|leer también|más información|más sobre este tema|noticia relacionada|"
        "noticias relacionadas|notas relacionadas|puede interesarle|relacionadas|relacionados|"
        "también te puede interesar|te puede interesar|te recomendamos|ver también|vea también"
    ),
    "pt": (
        "artigos relacionados|conteúdo relacionado|leia mais|leia também|leia ainda|ler mais|ler também|"
        "matérias relacionadas|notícias relacionadas|relacionadas|saiba mais|veja também|você pode gostar"
    ),
    "it": (
        "approfondimenti|articoli correlati|correlati|leggi anche|leggi pure|notizie correlate|"
        "potrebbe interessarti|potrebbe interessarti anche|sullo stesso argomento|ti potrebbe interessare|vedi anche"
    ),
    "nl": (
        "bekijk ook|gerelateerd|gerelateerde artikelen|lees meer|lees ook|lees verder|meer over dit onderwerp|zie ook"
    ),
    "sv": "läs mer|läs också|läs även|relaterade artiklar|relaterat",
    "no": "les mer|les også|relaterte artikler|relaterte saker",
    "da": "læs mere|læs også|relaterede artikler",
    "fi": "aiheesta lisää|lue lisää|lue myös",
    "is": "lesa meira|lesið einnig|tengdar fréttir",
    "pl": (
        "czytaj także|czytaj też|czytaj również|czytaj więcej|powiązane artykuły|przeczytaj także|przeczytaj też|"
        "zobacz także|zobacz też|zobacz również"
    ),
    "cs": "čtěte také|čtěte též|čtěte více|přečtěte si také|související články|související|mohlo by vás zajímat",
    "hu": "kapcsolódó|kapcsolódó cikkek|olvassa el ezt is",
    "ro": "articole similare|citește și|citeşte şi|pe aceeași temă|vezi și",
    "hr": "pročitajte i|pročitajte još|pročitaj još|povezani članci|povezane vijesti",
    "tr": "ayrıca okuyun|bunlar da ilginizi çekebilir|bunu da okuyun|ilgili haberler|benzer haberler",
    "el": "διαβάστε ακόμα|διαβάστε ακόμη|διαβάστε επίσης|διαβάστε περισσότερα|σχετικά άρθρα",
    "ru": "материалы по теме|по теме|похожие новости|смотрите также|читайте также|читать также|читайте ещё",
    "uk": "дивіться також|матеріали по темі|читайте також|читайте ще",
    "bg": "вижте още|прочетете още|свързани новини",
    "id": "artikel terkait|baca juga|baca selengkapnya|berita terkait",
    "vi": "tin liên quan|xem thêm|đọc thêm",
    "sw": "soma pia|soma zaidi|habari zinazohusiana",
    "ar": "اقرأ أيضا|اقرأ أيضاً|اقرأ ايضا|إقرأ أيضا|إقرأ أيضاً|أخبار ذات صلة|مواضيع ذات صلة|مقالات ذات صلة|شاهد أيضا",
    "fa": "بیشتر بخوانید|مطالب مرتبط|اخبار مرتبط",
    "he": "קראו גם|כתבות נוספות|קראו עוד",
    "hi": "यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|संबंधित खबरें",
    "bn": "আরও পড়ুন|আরো পড়ুন",
    "ja": "あわせて読みたい|合わせて読みたい|関連ニュース|関連リンク|関連記事|関連する記事",
    "ko": "관련 기사|관련기사|관련 뉴스|관련뉴스|함께 읽으면 좋은 기사",
    "zh": "延伸閱讀|延伸阅读|推荐阅读|推薦閱讀|更多報導|相关文章|相关新闻|相关报道|相关阅读|相關報導|相關文章|相關新聞",
}
"""Labels of what to read next, by language."""

_AUTHOR: Final = {
    "en": "articles by this author|articles by the author|more articles by this author|more by this author|"
    "more from the author|"
    "more from this author|more stories by this author|latest from this author|latest by this author",
    "fr": "articles de l'auteur|articles du même auteur|autres articles de l'auteur|du même auteur|"
    "derniers articles de l'auteur|"
    "les articles de l'auteur|les autres articles de l'auteur|les derniers articles de l'auteur|ses derniers articles",
    "de": "alle artikel des autors|artikel des autors|artikel der autorin|mehr vom autor|"
    "mehr von der autorin|mehr von diesem autor|"
    "weitere artikel des autors|weitere artikel der autorin",
    "es": "artículos del autor|más artículos del autor|más de este autor|"
    "más noticias de este autor|otros artículos del autor",
    "pt": "artigos do autor|mais artigos do autor|mais deste autor|outros artigos do autor|textos do autor",
    "it": "altri articoli dell'autore|articoli dell'autore|dello stesso autore",
    "nl": "artikelen van deze auteur|meer van deze auteur|meer van de auteur",
    "ru": "другие материалы автора|другие статьи автора|статьи автора",
    "ja": "この著者の記事|著者の記事一覧|この記者の記事",
    "zh": "作者其他文章|作者的文章",
}
"""Labels of an author's other articles, by language."""

_NAMED: Final = (
    "all articles by|all posts by|articles by|articles de|artikel von|alle artikel von|articoli di|"
    "artículos de|artigos de|"
    "altri articoli di|latest from|les articles de|mais de|mehr von|meer van|more articles by|more by|more from|"
    "more stories by|más de|plus de|tous les articles de|weitere artikel von"
)
"""The same with the author's name behind them."""

_OTHER: Final = (
    "latest|latest news|latest stories|most commented|most popular|most read|most viewed|popular|popular stories|"
    "top stories|trending|trending now|trending stories|"
    "articles les plus lus|dernières nouvelles|les plus commentés|les plus consultés|les plus lus|les plus populaires|"
    "les plus récents|plus lus|tendances|"
    "am meisten gelesen|meistgelesen|meistgelesene artikel|neueste artikel|beliebteste artikel|"
    "lo más leído|lo más visto|las más leídas|más leídas|más leídos|últimas noticias|"
    "as mais lidas|mais lidas|mais lidos|mais vistas|últimas notícias|"
    "i più letti|le più lette|più letti|ultime notizie|"
    "best gelezen|meest gelezen|laatste nieuws|mest lest|mest læste|mest läst|luetuimmat|najczęściej czytane|"
    "nejčtenější|cele mai citite|çok okunanlar|популярное|самое читаемое|последние новости|terpopuler|"
    "الأكثر قراءة|人気記事|アクセスランキング|많이 본 뉴스|热门新闻|熱門新聞"
)
"""Labels of lists that are the same on every page: what is read most, what is new."""


_NOTICE: Final = (
    "newsletter|newsletters|our newsletter|our newsletters|sign up for our newsletter|subscribe to our newsletter|"
    "infolettre|lettre d'information|notre newsletter|la newsletter|nos newsletters|unser newsletter|"
    "unsere newsletter|boletín|boletines|nuestro boletín|nossa newsletter|iscriviti alla newsletter|nieuwsbrief|"
    "nyhetsbrev|nyhedsbrev|uutiskirje|рассылка|e-bülten|ニュースレター|뉴스레터"
)
"""Labels of boxes that hold no article at all."""


def _by_beginning() -> dict[str, list[tuple[str, Kind]]]:
    """Return the labels by their first three letters, the longest first."""
    related = ((phrase, "related") for text in _RELATED.values() for phrase in text.split("|"))
    author = ((phrase, "author") for text in _AUTHOR.values() for phrase in text.split("|"))
    other = ((phrase, "other") for phrase in _OTHER.split("|"))
    notice = ((phrase, "notice") for phrase in _NOTICE.split("|"))
    table: defaultdict[str, list[tuple[str, Kind]]] = defaultdict(list)
    kind: Kind
    for phrase, kind in {**dict(other), **dict(related), **dict(author), **dict(notice)}.items():  # type: ignore[assignment]
        table[phrase[:3]].append((phrase, kind))
    return {start: sorted(phrases, key=lambda one: -len(one[0])) for start, phrases in table.items()}


_LABELS: Final = _by_beginning()
_NAMED_LABELS: Final = {
    phrase[:3]: sorted((other for other in _NAMED.split("|") if other[:3] == phrase[:3]), key=len, reverse=True)
    for phrase in _NAMED.split("|")
}
_BULLETS: Final = "-–—•·*[(>»›→►▶■ "
_MARKS: Final = " :：…›»>→.|-–—])"


_BUTTONS: Final = frozenset(
    "read more|read more about this|lire la suite|mehr lesen|weiterlesen|lesen sie mehr|lea más|lee más|leer más|"
    "leia mais|ler mais|saiba mais|lees meer|lees verder|läs mer|les mer|læs mere|lue lisää|lesa meira|czytaj więcej|"
    "baca selengkapnya|xem thêm|soma zaidi".split("|")
)


def is_button(text: str) -> bool:
    """Tell whether a label stands under what it leads on from, and heads nothing: "Read more" without a colon."""
    return text.strip(" .…›»>→|").lower() in _BUTTONS


_BEGINNINGS: Final = frozenset(_LABELS) | frozenset(_NAMED_LABELS)


def may_be_label(text: str) -> bool:
    """Tell, at little cost, whether *text*, not empty, could begin with a label."""
    return text[:3].lower() in _BEGINNINGS or text[0] in _BULLETS


def label_of(text: str) -> tuple[Kind, int] | None:
    """Return what a text offers by its first words, and where the label with its punctuation ends, else `None`.

    >>> label_of("Lire aussi : Kayes"), label_of("Les plus lus"), label_of("Relatedness matters")
    (('related', 13), ('other', 12), None)
    """
    lead = 0
    if text[:1] in _BULLETS:
        lead = len(text) - len(text.lstrip(_BULLETS))
    phrases = _LABELS.get(text[lead : lead + 3].lower())
    if phrases is None:
        return None
    start = text[lead : lead + MAX_LABEL].lower().replace("’", "'")
    for phrase, kind in phrases:
        if start.startswith(phrase) and not start[len(phrase) : len(phrase) + 1].isalnum():
            end = lead + len(phrase)
            return kind, end + len(text[end:]) - len(text[end:].lstrip(_MARKS))
    return None


def named_author(text: str) -> str | None:
    """Return whose articles the label *text* offers, as printed, where it names somebody; else `None`.

    >>> named_author("More from Jane Doe:"), named_author("More from our team")
    ('Jane Doe', None)
    """
    if len(text) > 2 * MAX_LABEL:
        return None
    label = text.strip(_MARKS)
    lower = label.lower()
    for start in _NAMED_LABELS.get(lower[:3], ()):
        if lower.startswith(start + " "):
            name = label[len(start) :].strip()
            return name if looks_like_name(name) else None
    return None
