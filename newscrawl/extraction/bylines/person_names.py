"""Names of people, agencies and desks in the lines that credit them, in any language."""

import re

from newscrawl.web.text import fold

MAX_LINE = 400
"""Characters; a line that credits people is shorter, and the rest of a longer one is left unread."""

AGENCIES = (
    "AA", "AAP", "ABP", "Adnkronos", "AFP", "Agence de Presse Africaine", "Agence de Presse Sénégalaise",
    "Agence France-Presse", "Agence Ivoirienne de Presse", "Agence Nigérienne de Presse", "Agences",
    "Agencia Brasil", "Agencia EFE", "Agencias", "Agenturen", "Agerpres", "AGI", "AGP", "Agência Brasil",
    "AIB", "Algemeen Nederlands Persbureau", "AMAP", "AMI", "AMNA", "ANA-MPA", "Anadolu", "Anadolu Agency",
    "Anadolu Ajansı", "ANG", "ANGOP", "ANI", "ANP", "ANPI", "ANSA", "ANTARA", "AP", "APA",
    "APO Group", "APP", "APS", "Armenpress", "Askanews", "Associated Press", "ATOP", "ATS",
    "Austria Presse Agentur", "AWP", "Azertac", "Belga", "Belta", "Bernama", "Bloomberg", "BNA",
    "BNS", "BSS", "BTA", "Canadian Press", "CMC", "CNA", "Colpisa", "CTK", "dapd", "DDP", "Delfi",
    "Deutsche Presse-Agentur", "DHA", "Dow Jones", "dpa", "dpa-AFX", "dts", "dts Nachrichtenagentur", "EFE",
    "ELTA", "ENA", "epd", "Estadão Conteúdo", "Europa Press", "Evangelischer Pressedienst", "Fars",
    "Folhapress", "FoNet", "GNA", "Hina", "IANS", "IHA", "Interfax", "IRNA", "ISNA", "Jiji", "Jiji Press",
    "JTA", "Katholische Nachrichten-Agentur", "Kazinform", "KBC", "KCNA", "Keystone-SDA", "KNA", "KUNA",
    "Kyodo", "Kyodo News", "La Presse Canadienne", "LaPresse", "LETA", "Lusa", "Maghreb Arabe Presse",
    "MAP", "Mediafax", "MENA", "MTI", "NAMPA", "NAN", "Newsis", "NNA", "Norsk Telegrambyrå", "Notimex",
    "NTB", "NTB Nynorsk", "NZME", "NZPA", "PA", "PA Media", "PANA", "PANAPRESS", "PAP", "PNA",
    "Prensa Latina", "Press Association", "Press Trust of India", "Presse Canadienne", "PTI", "QNA",
    "Rastriya Samachar Samiti", "Reuters", "RIA Novosti", "Ritzau", "RNZ", "RSS", "SABC News", "SANA",
    "SAPA", "Schweizerische Depeschenagentur", "SDA", "SID", "SITA", "SPA", "Sport-Informations-Dienst",
    "STT", "Tanjug", "TASR", "TASS", "The Canadian Press", "TT", "Télam", "UKRINFORM", "UNB", "UNI",
    "Unian", "UPI", "VNA", "WAFA", "WAM", "XINHUA", "Yonhap", "Yonhap News Agency", "ZUMA Press", "ČTK",
    "Интерфакс", "РИА Новости", "ТАСС", "Укринформ", "Укрінформ", "中央社", "共同",
    "共同通信", "新华社", "新華社", "時事",
    "時事通信", "뉴시스", "연합뉴스",
)  # fmt: skip
"""News agencies of the world as bylines print them."""

_AGENCY_KEYS = frozenset(name.casefold().removeprefix("the ") for name in AGENCIES)
MAX_AGENCY = 4 + max(map(len, AGENCIES))

# «Rédaction Lessor», "BBC Newsroom", "Redaktion", "Web Desk", "Staff"
DESK = re.compile(
    r"\b(?:la rédaction|rédaction|redaktion(?:en)?|redacci[oó]n|redazione|redaç[aã]o|redactie|redakcj[ae]|"
    r"toimitus|"
    r"ritstjórn|newsroom|news ?desk|web ?desk|desk|staff|editorial (?:team|board|staff)|editors|bureau|"
    r"admin(?:istrator)?|webmaster|редакци[яі]|редакція)\b|編集部|编辑部|編輯部|取材班|편집국",
    re.IGNORECASE,
)

# "By Jane Doe", "Par A. Touré", "Von Eva Müller", "Text: Eva Müller", "文／王小明", "Written by …"
CREDIT_WORD = re.compile(
    r"^(?:(?:(?:written|reported|posted|published|story|article|words|texts?|report) by|by|par|von|por|di|da|av|af|"
    r"door|od|oleh|przez|kirjoittanut|yazan|publié par|écrit par|rédigé par|(?:propos )?recueillis? par|réalisé par|"
    r"compiled by|aufgezeichnet von|escrito por|geschrieben von|ein beitrag von|"
    r"ein artikel von|eine analyse von|aus .{2,20} berichtet)\s+|"
    r"(?:text|texte|textes|words|story|texto|tekst|testo|author|authors|autor|autoren|autorin|auteur|auteurs|autore|autori|autores|"
    r"reporter|reporters|report|penulis|editor|journalist|by|par|von|por|di|av|af|door|автор|текст|авторы|بقلم|كتب|"
    r"文|記者|记者|作者|責任編集|责任编辑|글|기자)\s*[:：/／]\s*|(?:記者|记者|作者)\s+|(?:بقلم|كتب)\s+)",
    re.IGNORECASE,
)

# "jane@site.example", "https://site.example/jane", "www.site.example", "@jane"
ADDRESS = re.compile(r"\S{1,64}@\S{1,100}|\bhttps?://\S+|\bwww\.\S+|(?<!\S)@\w+")

# "(AFP)", "[dpa]"
BRACKETED = re.compile(r"[(\[（]([^()\[\]（）]{0,100})(?:[)\]）]|$)")

# "A / B", "A | B", "A; B", "A、B", "A - B"
DIVIDER = re.compile(r"\s*[/|;•·、；／\n]\s*|\s+[-–—]\s+")

# "A and B", "A und B", "A & B"
CONJUNCTION = re.compile(
    r"\s+(?:and|und|et|og|och|ja|ve|dan|и|та|і|και|oraz|with|mit|avec|med|met|&|\+)\s+|\s*[&＆]\s+|及び|および|、",
    re.IGNORECASE,
)
# "Ana Gil y Luis Paz": also a part of one surname, so only between names of two words or more
DOUBTFUL_CONJUNCTION = re.compile(r"\s+(?:y|e|i|en|a|na|con|per)\s+")

# "MD", "Ph.D.", "Jr."
CREDENTIAL = re.compile(
    r"(?:[JS]r|Ph\.?D|M\.?D|[MB]\.?A|[MB]\.?S|[MB]\.?Sc|R\.?N|R\.?D|R\.?D\.?N|L\.?D|D\.?D\.?S|D\.?V\.?M|J\.?D|"
    r"M\.?B\.?A|M\.?P\.?H|D\.?O|C\.?P\.?A|C\.?F\.?A|C\.?F\.?P|Esq|Pharm\.?D|Psy\.?D|Ed\.?D|II|III|IV|CSCS|LCSW)\.?"
)

ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|columnist|journalist\w*|writer|producer|director|manager|redakteur\w*|"
    r"redactor\w*|korrespondent\w*|correspondant\w*|corresponsal|reporterin|chief|head|president|professor|"
    r"contributor|photographer|fotograf\w*|volont[äa]r\w*|university|institut\w*|fellow|analyst|founder|ceo|"
    r"rédact\w*|journaliste|envoyée?s? spécia\w*|chroniqueu\w*|éditorialiste|photographe|enviad[oa]\w*|periodista|"
    r"giornalista|inviat[oa]|redattor\w*|jornalista|repórter|journalista|staff writer|"
    r"specialist|expert|author|freelance\w*|update[ds]?|published|posted|min(?:ute)?s? read)\b",
    re.IGNORECASE,
)

# "신현주 기자" (reporter), "山田太郎 記者"
TITLE_AFTER = re.compile(r"\s*(?:기자|특파원|논설위원|記者|特派員|记者)$")

# «Publié le», "Actualizado El", "Last Modified", «Mis à jour»: labels of dates, and of what is no byline
DATE_LABEL = re.compile(
    r"(?:publi[ésc]|publik|publish|posted|updated?|actuali[sz]|modif|last (?:modified|updated?|edited)|mise? (?:à|en)|"
    r"créé|paru\b|veröffentlicht|aktualisiert|zuletzt|erstellt|stand\b|geändert|pubblicat|aggiornat|atualizad|"
    r"gepubliceerd|bijgewerkt|опублик|обновл|press release|communiqué|log ?in|sign (?:in|up)|read more|share|follow)",
    re.IGNORECASE,
)

PARTICLES = frozenset(
    {
        "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "van", "von",
        "der", "den", "ten", "ter", "zu", "zum", "zur", "af", "av", "al", "el", "bin", "ben", "ibn",
        "abu", "st", "y", "e", "i", "dit", "op", "'t",
    }
)  # fmt: skip

EDGES = " \t,.:;|/-–—•·*\"“”„«»'’‘"


def is_agency(name: str) -> bool:
    """Tell whether *name* is a news agency's: `"dpa"`, `"The Associated Press"`."""
    return len(name) <= MAX_AGENCY and name.casefold().removeprefix("the ") in _AGENCY_KEYS


def is_desk(name: str) -> bool:
    """Tell whether *name* is a desk's or a whole newsroom's and no person's: `"Rédaction Lessor"`."""
    return len(name) <= 40 and bool(DESK.search(name))


def is_credential(text: str) -> bool:
    """Tell whether *text* is what follows a name without being one: `"MD"`, `"Jr."`, `"MS RD"`."""
    return all(map(CREDENTIAL.fullmatch, text.split()))


def looks_like_name(text: str) -> bool:
    """Tell whether *text* has a person's name's form: two to five words in capitals, no digits, no role."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or ROLE.search(text) or any(c.isdigit() for c in text):
        return False
    if words[-1].casefold() in PARTICLES or DATE_LABEL.match(text):
        return False
    return all(word.casefold() in PARTICLES or not word[0].islower() for word in words)


def without_credit_word(text: str) -> str:
    """Return *text* without "By", "Par", "Von", "Text:" and the like in front.

    A word that can begin a surname ("Von Neumann") stays unless what follows could be a whole name.
    """
    match = CREDIT_WORD.match(text)
    if match is None:
        return text
    rest = text[match.end() :].strip(EDGES)
    certain = match[0].rstrip()[-1:] in ":：/／" or match[0].casefold().startswith(("by", "written", "posted"))
    if rest and (certain or len(rest.split()) > 1 or is_agency(rest) or is_desk(rest) or len(rest) > 12):
        return rest
    return text


def split_names(text: str) -> list[str]:
    """Return the names in a line that credits people, in its order, each once.

    Agencies and desks count as names; roles, places of an agency's bureau, addresses and handles do not.

    >>> split_names("By Anna Martel and Lea Wagner, dpa")
    ['Anna Martel', 'Lea Wagner', 'dpa']
    """
    text = without_credit_word(fold(ADDRESS.sub(" ", fold(text[:MAX_LINE]))).strip(" ,;|/-–—•·"))
    aside = [inner.strip() for inner in BRACKETED.findall(text) if is_agency(inner.strip())]
    text = BRACKETED.sub(" ", text)
    names: list[str] = []
    for part in split_parts(text):
        if names and is_agency(names[-1]) and " " not in part and not (is_agency(part) or is_desk(part)):
            continue
        names.extend(_split_list(part))
    return _distinct([*names, *aside])


def split_parts(text: str) -> list[str]:
    """Return the parts of a byline between its dividers; "AMAP-Sikasso" is two, agency and bureau."""
    parts: list[str] = []
    for part in DIVIDER.split(text):
        part = part.strip(" ,:;")
        agency, hyphen, bureau = part.partition("-")
        joined = bureau[:1].isupper() and is_agency(agency) and not is_agency(part)
        parts.extend((agency, bureau) if hyphen and joined else [part] if part else [])
    return parts


def _split_list(part: str) -> list[str]:
    names: list[str] = []
    for piece in CONJUNCTION.split(part):
        names.extend(_split_commas(piece))
    return [half for name in names for half in _split_doubtful(name)]


def _split_commas(piece: str) -> list[str]:
    pieces = [fold(p).strip() for p in re.split(r"[,，،]", piece)]
    pieces = [p for p in pieces if p.strip(EDGES)]
    if not pieces:
        return []
    if len(pieces) == 2 and _is_inverted(pieces):
        return [f"{pieces[1]} {pieces[0]}"]
    names = [pieces[0]]
    for following in pieces[1:]:
        if is_credential(following):
            names[-1] = f"{names[-1]}, {following}"
        elif looks_like_name(following) or is_agency(following) or is_desk(following):
            names.append(following)
    return names


def in_name_case(name: str) -> str:
    """Return a *name* of two words or more that is written all in capitals as names are written otherwise.

    >>> in_name_case("MARTHA O'QUILL"), in_name_case("Awa TOURÉ"), in_name_case("PTI")
    ("Martha O'Quill", 'Awa TOURÉ', 'PTI')
    """
    words = name.split()
    initials = any(len(word) < 3 and "." not in word for word in words)
    if len(words) < 2 or not name.isupper() or is_agency(name) or initials:
        return name
    return " ".join(re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word) for word in words)


def _is_inverted(pieces: list[str]) -> bool:
    """Tell whether two pieces are one name with the surname first: `Touré, Aminata`."""
    return all(" " not in p and p[:1].isupper() and not is_agency(p) and not is_credential(p) for p in pieces)


def _split_doubtful(name: str) -> list[str]:
    halves = DOUBTFUL_CONJUNCTION.split(name)
    return halves if len(halves) > 1 and all(looks_like_name(half) for half in halves) else [name]


def _distinct(names: list[str]) -> list[str]:
    kept: dict[str, str] = {}
    for name in names:
        tidy = TITLE_AFTER.sub("", without_credit_word(fold(name).strip(' ,:;|/-–—•·*"“”„«»')))
        if any(character.isalpha() for character in tidy):
            kept.setdefault(tidy.casefold(), tidy)
    return list(kept.values())
