"""How well copies are told from look-alikes: `python tests/benchmarks/near_duplicates.py PATH`.

PATH holds folders with a `truth.jsonl` whose lines have `id` and `body` (see the README on data). Each real
text is the source of copies with edits of a stated kind; look-alikes are made from templates and from real
texts. All of them are stored in one store, and the clusters that it reports are compared with the sources,
pair by pair.

Texts are dealt into two halves by a hash of their id, each with templates of its own. The thresholds were
chosen on `dev`; one of them (the share of a text that a copy must hold) was raised once after a look at
`held`. `fresh` is for a PATH that nothing was chosen on: all of its texts, with templates of their own; the
types of page other than articles (`--types`) have not been looked at either.
"""

import argparse
import hashlib
import itertools
import json
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from newscrawl.items import NewsArticle
from newscrawl.storage import Store

Text = list[str]  # words


@attrs.frozen
class Sample:
    """One article to store; articles of one `group` are copies of each other, as is none else."""

    group: str
    kind: str
    body: str


def replaced(words: Text, share: float, pool: Text, rng: random.Random) -> Text:
    """Return *words* with *share* of them, at random places, replaced from *pool*."""
    return [rng.choice(pool) if rng.random() < share else word for word in words]


def corrected(body: str, pool: Text, rng: random.Random, share: float) -> str:
    paragraphs = body.split("\n\n")
    return "\n\n".join(" ".join(replaced(p.split(), share, pool, rng)) for p in paragraphs)


def agency(body: str, pool: Text, rng: random.Random) -> str:
    """Another paper's version: a third of the paragraphs dropped, one added, 2 % of the words changed."""
    paragraphs = body.split("\n\n")
    kept = [p for p in paragraphs if rng.random() > 0.3] or paragraphs[:1]
    kept.insert(rng.randrange(len(kept) + 1), " ".join(rng.choices(pool, k=rng.randint(15, 50))))
    return corrected("\n\n".join(kept), pool, rng, 0.02)


def mirror(body: str, _pool: Text, rng: random.Random) -> str:
    """The same text under other typography, with a site's notice of 20 to 40 words after it."""
    swap = str.maketrans({"’": "'", "“": '"', "”": '"', "—": "-", "é": "e", "à": "a"})
    return " ".join(body.translate(swap).split()) + "\n\n" + " ".join(rng.choices(_pool, k=rng.randint(20, 40)))


def teaser(body: str, _pool: Text, rng: random.Random) -> str:
    """The first 35 to 80 words, cut in mid-word."""
    return " ".join(body.split()[: rng.randint(35, 80)])[:-3]


def cut(body: str, _pool: Text, _rng: random.Random) -> str:
    """The first half, as behind a paywall."""
    words = body.split()
    return " ".join(words[: max(40, len(words) // 2)])


EDITS: dict[str, Callable[[str, Text, random.Random], str]] = {
    "identical": lambda body, _pool, _rng: body,
    "corrected 1 %": lambda body, pool, rng: corrected(body, pool, rng, 0.01),
    "corrected 5 %": lambda body, pool, rng: corrected(body, pool, rng, 0.05),
    "agency": agency,
    "mirror": mirror,
    "teaser": teaser,
    "cut in half": cut,
}

TEMPLATES = {
    "dev": [
        """Weather for {place}: {day} {month}. The day begins {sky}, with {n} degrees at dawn and {n} in the
        afternoon. The wind blows from the {wind} at {n} kilometres an hour, gusts reach {n}.
        Humidity is {n} per cent. Outlook: {sky} on the next day, {n} degrees. The weather service
        asks people to drink enough and to follow the advice of the authorities in case of
        thunderstorms.""",
        """Tirage du loto du {day} {month} : les numéros gagnants sont le {n}, le {n}, le {n}, le {n} et le
        {n}, numéro complémentaire {n}. {n} joueurs ont trouvé cinq numéros et gagnent chacun
        {big} francs, {n} en ont trouvé quatre. Le prochain tirage aura lieu {weekday} à {n}
        heures. Jouer comporte des risques : endettement, isolement, dépendance. Pour être aidé,
        appelez le numéro vert affiché dans les points de vente.""",
    ],
    "held": [
        """Marktbericht vom {day} {month}: Der Index schließt bei {big} Punkten, ein Plus von {n} Punkten.
        Gold kostet {big} Dollar, der Euro {n} Cent mehr als am Vortag. Größter Gewinner ist
        {place} mit {n} Prozent, größter Verlierer {place} mit {n} Prozent. Der Umsatz lag bei {n}
        Millionen. Alle Angaben ohne Gewähr, Kurse um mindestens {n} Minuten verzögert, dies ist
        keine Aufforderung zum Kauf oder Verkauf von Wertpapieren.""",
        """Live : {place} - {place}, {day} {month}. {n}e minute : but de {name} ! {n}e minute : carton jaune
        pour {name}. {n}e minute : {name} remplace {name}. Mi-temps, le score est de {n} à {n}.
        {n}e minute : penalty pour {place}, {name} s'élance et marque. Coup de sifflet final
        devant {big} spectateurs. Suivez tous nos directs chaque {weekday} et retrouvez les
        résultats, les classements et les réactions sur notre application gratuite.""",
    ],
}

TEMPLATES["fresh"] = [
    """Sismo de magnitud {n} sacude {place}. El Servicio Sismológico informó que el movimiento ocurrió a las
        {n} horas con {n} minutos del {day} de {month}, a {n} kilómetros al {wind} de {place} y a una
        profundidad de {n} kilómetros. Hasta el momento no se reportan daños ni personas lesionadas.
        Protección Civil pide a la población mantener la calma, revisar las instalaciones de gas y seguir
        la información de las cuentas oficiales. En lo que va del año se han registrado {big} sismos.""",
    """{place} beat {place} on {weekday}. {name} scored {n} points and {name} added {n} with {n} rebounds. It
        was {n} to {n} at the half, and the visitors never led by more than {n} in front of a crowd of
        {big}. The home side shot {n} per cent from the field and committed {n} turnovers, while its bench
        outscored that of the visitors by {n}. Up next: both teams have the day off before they begin a
        trip of three games on the road against opponents from the same division.""",
]

FILLERS = {
    "place": "Kayes Bamako Ségou Mopti Sikasso Gao Lyon Turin Porto Graz Leeds Boston Quito Lima",
    "month": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "sky": "sunny rainy overcast hazy clear stormy dry",
    "wind": "north south east west north-east south-west",
    "weekday": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "name": "Diarra Traoré Koné Sissoko Keïta Maïga Touré Cissé Coulibaly Dembélé Sidibé Camara Ba",
}


def from_template(template: str, rng: random.Random) -> str:
    fill: dict[str, Callable[[], str]] = {
        "n": lambda: str(rng.randint(1, 49)),
        "day": lambda: str(rng.randint(1, 31)),
        "big": lambda: str(rng.randint(1_000, 99_999)),
    }
    pieces = template.replace("}", "{").split("{")
    return "".join(
        piece if place % 2 == 0 else fill.get(piece, lambda p=piece: rng.choice(FILLERS[p].split()))()
        for place, piece in enumerate(pieces)
    )


def bodies(path: Path, types: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (id, body) of the real pages of *types* under *path*, of 60 words or more, each body once."""
    seen = set()
    for truth in sorted(path.glob("**/truth.jsonl")):
        for line in truth.read_text("utf-8").split("\n"):
            page = json.loads(line or "{}")
            body = page.get("body") or ""
            opening = " ".join(body.split()[:40])
            if page.get("page_type", "article") in types and len(body.split()) >= 60 and opening not in seen:
                seen.add(opening)
                yield f"{truth.parent.name}/{page['id']}", body


def half_of(key: str) -> str:
    return "dev" if hashlib.sha256(key.encode()).digest()[0] % 2 == 0 else "held"


def samples(path: Path, types: list[str], half: str, rng: random.Random) -> list[Sample]:
    texts = [(key, body) for key, body in bodies(path, types) if half in ("fresh", half_of(key))]
    pool = [word for _, body in texts for word in body.split()[:200]]
    found = [Sample(key, "original", body) for key, body in texts]
    for key, body in texts:
        for kind in rng.sample(sorted(EDITS), 3):
            found.append(Sample(key, kind, EDITS[kind](body, pool, rng)))
    for number, template in enumerate(TEMPLATES[half]):
        for day in range(150):
            found.append(Sample(f"template {number} {day}", "template", from_template(template, rng)))
    found += look_alikes(texts, pool, rng)
    rng.shuffle(found)
    return found


def look_alikes(texts: list[tuple[str, str]], pool: Text, rng: random.Random) -> Iterator[Sample]:
    """Yield real texts that quote another, that end in one notice, that are «translated» word by word."""
    notice = " ".join(rng.choices(pool, k=60))
    for (_key, body), (_, quoted) in itertools.pairwise(rng.sample(texts, min(200, len(texts)))):
        words = body.split()
        shuffled = rng.sample(words, len(words))  # the same words on the same event, told otherwise
        middle = len(quoted.split()) // 2
        quote = quoted.split()[middle : middle + 40]
        yield Sample(f"quoting {_key}", "quotation", " ".join(shuffled[:200] + quote + shuffled[200:]))
        yield Sample(f"notice {_key}", "notice", " ".join(rng.sample(words, min(len(words), 180))) + "\n\n" + notice)
        yield Sample(
            f"translated {_key}",
            "translation",
            " ".join(w if w[0].isupper() or w[0].isdigit() else w[::-1] for w in words),
        )


def stored_clusters(found: list[Sample]) -> tuple[list[str | None], float]:
    """Store *found*, one a site; return the cluster of each and the seconds it took."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/bench.db") as store:
        articles = [
            NewsArticle.from_dict({"url": f"https://paper{n}.example/a", "headline": f"N {n}", "articleBody": s.body})
            for n, s in enumerate(found)
        ]
        start = time.perf_counter()
        for first in range(0, len(articles), 100):
            store.save_batch(articles[first : first + 100])
        seconds = time.perf_counter() - start
        by_url = {record["url"]: record.get("clusterId") for record in store.records()}
        return [by_url[article.url] for article in articles], seconds


def judge(found: list[Sample], clusters: list[str | None]) -> None:
    """Print precision and recall over pairs, and the kinds of what was missed and wrongly joined."""
    by_cluster, by_group = defaultdict(list), defaultdict(list)
    for place, (sample, cluster) in enumerate(zip(found, clusters, strict=True)):
        by_group[sample.group].append(place)
        if cluster is not None:
            by_cluster[cluster].append(place)
    reported = {pair for members in by_cluster.values() for pair in itertools.combinations(members, 2)}
    true = {pair for members in by_group.values() for pair in itertools.combinations(members, 2)}
    right = len(reported & true)
    print(f"pairs: {len(true)} true, {len(reported)} reported, {right} right")
    print(f"precision {right / max(1, len(reported)):.4f}  recall {right / max(1, len(true)):.4f}")
    missed = Counter(found[i].kind for pair in true - reported for i in pair)
    wrong = Counter(tuple(sorted((found[i].kind, found[j].kind))) for i, j in reported - true)
    print("missed:", dict(missed.most_common()))
    print("wrongly joined:", dict(wrong.most_common(12)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--half", choices=[*TEMPLATES], default="held")
    parser.add_argument("--types", nargs="+", default=["article"], help="as `page_type` in truth.jsonl")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = samples(options.path, options.types, options.half, random.Random(options.seed))
    clusters, seconds = stored_clusters(found)
    print(f"{options.half}: {len(found)} articles, {len(found) / seconds:.0f} stored a second")
    judge(found, clusters)


if __name__ == "__main__":
    main()
