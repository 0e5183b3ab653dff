"""What words, class names and addresses say of the date beside them: of publication, of a change, of neither."""

import re
from typing import Final, Literal

Role = Literal["published", "modified"]

# «Updated», «Mis à jour», «Aktualisiert», «수정»
UPDATED: Final = re.compile(
    r"(?:updat|modif|mise? à jour|\bmàj\b|\bmaj\b|aktuali[sz]|geändert|änderung|überarbeitet|\bstand\b|actuali[zs]|"
    r"atualiza|aggiorna|bijgewerkt|gewijzigd|oppdater|opdater|uppdatera|zaktualizowan|aktualizováno|обновл|измен|оновл|"
    r"güncelle|diperbarui|cập nhật|ενημέρ|frissít|actualitzat|更新|修改|수정|업데이트|تحديث|تعديل|עודכן|به‌روز|"
    r"अपडेट|viewed|reviewed|accessed|retrieved|last (?:edited|revised|changed)|correct(?:ed|ion))\w*",
    re.IGNORECASE,
)
# «Publié le», "Posted on", „Veröffentlicht am“, «입력»
PUBLISHED: Final = re.compile(
    r"(?:publi(?!c\b)|posted|\bparu|mis en ligne|créé|issued|released?\b|erstellt|erschien|veröffentlich|"
    r"online seit|vom\b|creado|criado|creato|geplaatst|publicer|publiser|lagt (?:ut|ud)|opublikowan|dodano|zveřejn|"
    r"vydáno|опублик|дата публикации|yayın|eklenme|giriş|oluşturul|diterbitkan|đăng|δημοσ|megjelent|közzété|"
    r"发布|發布|发表|發表|发稿|公開|掲載|配信|投稿|입력|등록|게시|작성|승인|نُ?شر|فُرסם|פורסם|منتشر|انتشار|प्रकाशित|প্রকাশ|เผยแพร่|"
    r"\bcreated\b|\bdated?\b)\w*",
    re.IGNORECASE,
)
# «Publié le 5 août 2025», "Published: 5 August 2025", „Veröffentlicht am 5. August 2025“
PUBLISHED_LABEL: Final = re.compile(
    r"^(?:first |date )?(?:published|posted|publié[es]?|paru|mis en ligne|veröffentlicht|publicado|publicada|"
    r"pubblicato|gepubliceerd|publicerad|publisert|publiceret|opublikowano|опубликовано|publikováno|yayınlanma)\b"
    r"(?: (?:on|at|le|am|el|em|il|op|den|dnia))?\s*[:：]?\s*",
    re.IGNORECASE,
)
# "This story is from …", „Dieser Beitrag wurde am … veröffentlicht“, «Cet article a été publié le …»
OF_THIS_PAGE: Final = re.compile(
    r"^(?:this|dieser|diese|dieses|cet|cette|este|esta|questo|questa|dit|deze|denne|den här|ten|этот|эта)\s"
    r"(?:\w+\s)?(?:article|story|post|page|entry|piece|beitrag|artikel|seite|eintrag|meldung|billet|page|artículo|"
    r"entrada|página|noticia|artigo|articolo|bericht|pagina|artykuł|wpis|статья|запись|страница)\b",
    re.IGNORECASE,
)
COPYRIGHT: Final = re.compile(r"©|copyright|\(c\)|\bsince\b|rights reserved", re.IGNORECASE)

# What a date's line may hold beside it: days of the week, "at", "Uhr", "min read" and the like
SMALL_WORDS: Final = frozenset(
    (
        "on at by in of the a an um am uhr den der vom le la à les el de del da do das dos em às il alle ore kl klo op "
        "om te i w o g на в год года г р י ב min mins minute minutes read time lesezeit lecture lectura hrs h et und "
        "and y e est edt ist gmt utc cet cest pm ago days hours m d date datum fecha data tarih par por von per di "
        "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
        "lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag "
        "zondag segunda terça quarta quinta sexta feira понедельник вторник среда четверг пятница суббота воскресенье "
        "mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag poniedziałek wtorek środa "
        "czwartek piątek sobota niedziela maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai"
    ).split()
)

# class="entry-date published", itemprop="datePublished", data-testid="publish-date"
PUBLISHED_NAME: Final = re.compile(r"publi|posted|created|pubdate|dt-published|issued", re.IGNORECASE)
UPDATED_NAME: Final = re.compile(r"updat|modif|last-?mod|revis|dt-updated|aktuali|maj\b", re.IGNORECASE)
DATE_NAMES: Final = ("date", "publi", "time", "posted", "created", "datum", "fecha", "updated", "modified")

_WORD: Final = re.compile(r"[^\W\d_]+")
_SPACELESS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
MAX_SPACELESS: Final = 14
MAX_NAMES: Final = 6
MAX_REST: Final = 60


def role_of(before: str, after: str = "") -> Role | None:
    """Return what the words *before* a date, nearest last, or those right *after* it say of the date."""
    last = max(((match.end(), role) for role, match in _labels(before)), default=None)
    if last is not None:
        return last[1]
    first = min(((match.start(), role) for role, match in _labels(after[:12])), default=None)
    return first[1] if first is not None else None


def mark_of(names: str) -> Role | None:
    """Return what the *names* of an element (class, itemprop, id) say of its date.

    Where themes call one element both ("entry-date updated"), it is not told apart.
    """
    published = PUBLISHED_NAME.search(names)
    if UPDATED_NAME.search(names):
        words = names.lower().split()
        both = published or ("updated" in words and any("date" in word and "up" not in word for word in words))
        return None if both else "modified"
    return "published" if published else None


def _labels(text: str) -> list[tuple[Role, re.Match[str]]]:
    found: list[tuple[Role, re.Match[str]]] = []
    found += (("published", match) for match in PUBLISHED.finditer(text))
    found += (("modified", match) for match in UPDATED.finditer(text))
    return found


def is_label(text: str) -> bool:
    """Tell whether *text*, a line of its own, labels the date that follows: "Updated:", «Publié le»."""
    return len(text) <= 30 and not any(map(str.isdigit, text)) and role_of(text) is not None


def is_date_line(rest: str) -> bool:
    """Tell whether *rest*, what a line holds beside its dates and times, is no part of a sentence.

    Names (words in capitals), labels and little words may stand there, a verb or a noun in small letters not.
    """
    rest = PUBLISHED.sub(" ", UPDATED.sub(" ", rest))
    if _SPACELESS.search(rest):
        return len(_SPACELESS.findall(rest)) <= MAX_SPACELESS
    if len(rest) > MAX_REST:
        return False
    words = [word for word in _WORD.findall(rest) if len(word) > 1 and word.casefold() not in SMALL_WORDS]
    return len(words) <= MAX_NAMES and all(word[0].isupper() or not word[0].islower() for word in words)
