"""Which address shows what."""

import hashlib
import re
import struct
import zlib
from datetime import datetime

import attrs

from newscrawl.demo.bylines import AUTHORS
from newscrawl.demo.catalogue import page_count
from newscrawl.demo.composer import Composer
from newscrawl.demo.content import Article
from newscrawl.demo.renditions import OldSlug
from newscrawl.demo.sections import SECTIONS

# "/posts/kayes-la-promotion-68ff3bd69b349", "/imprimer/68ff3bd69b349"
ARTICLE = re.compile(r"/posts/(?P<slug>[a-z0-9-]+)-(?P<id>[0-9a-f]{13})")
PRINT = re.compile(r"/imprimer/(?P<id>[0-9a-f]{13})")
# "/actualites/12.html": how the site addressed article 12 in former times
ARCHIVE = re.compile(r"/actualites/(?P<number>[0-9]{1,4})\.html")
IMAGE = re.compile(r"/storage/[a-z0-9/]+\.png")
SOFT_404 = "/posts/mopti-le-bac-reprend-du-service-65f0a1b2c3d4e"
ROBOTS = "User-agent: *\nDisallow: /admin\nDisallow: /recherche\nDisallow: /imprimer/\nDisallow: /api/\n"
HTML = "text/html; charset=utf-8"
MESSAGES = {
    "/contact": ("Contact", "La rédaction se trouve à Bamako.", "Le standard répond du lundi au vendredi."),
    "/mentions-legales": ("Mentions légales", "Ceci est un site de démonstration."),
    "/abonnement": ("S’abonner", "Choisissez une formule : un mois, six mois ou un an."),
    "/recherche": ("Recherche", "Aucun résultat."),
    "/admin": ("Espace rédaction", "Identifiez-vous."),
}


@attrs.frozen
class Answer:
    """What the site says to a request: status, headers other than length and validators, body."""

    status: int
    body: bytes = attrs.field(repr=False)
    headers: tuple[tuple[str, str], ...] = (("Content-Type", HTML),)
    modified: datetime | None = None
    """When the body last changed, UTC."""

    @property
    def etag(self) -> str:
        """A strong validator of the body, with its quotes (RFC 9110)."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def article_id(target: str) -> str | None:
    """Return the id in the address of an article page, `None` for other addresses."""
    match = ARTICLE.fullmatch(target)
    return match["id"] if match else None


def unavailable() -> Answer:
    """Return the answer of a site that is overloaded for a moment."""
    return Answer(503, b"Service indisponible", (("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "0")))


def answer(target: str, composer: Composer) -> Answer:
    """Return the answer to a GET of *target*: path and query without tracking parameters."""
    if target == "/":
        return _page(composer.rendition.front(composer.front()))
    if target == "/robots.txt":
        return Answer(200, ROBOTS.encode(), (("Content-Type", "text/plain; charset=utf-8"),))
    path = target.partition("?")[0]
    if path in MESSAGES:
        return _message(composer, 200, *MESSAGES[path])
    if target == SOFT_404:
        return _message(composer, 200, "Page introuvable", "Cet article n’existe plus ou son adresse a changé.")
    return _article(target, composer) or _file(path) or _listing(target, composer) or _missing(composer)


def _article(target: str, composer: Composer) -> Answer | None:
    catalogue = composer.catalogue
    if match := ARCHIVE.fullmatch(target):
        article = catalogue.numbered(int(match["number"]))
        return _redirect(302, article.path) if article else None
    match = ARTICLE.fullmatch(target) or PRINT.fullmatch(target)
    article = catalogue.find(match["id"]) if match else None
    if match is None or article is None:
        return None
    if catalogue.is_withdrawn(article):
        return _message(composer, 410, "Article retiré", "Cet article a été retiré par la rédaction.")
    slug = match.groupdict().get("slug", article.slug)
    return _article_page(article, slug, composer)


def _article_page(article: Article, slug: str, composer: Composer) -> Answer | None:
    if slug != article.slug and slug not in article.old_slugs:
        return None
    if slug != article.slug and composer.rendition.old_slug is OldSlug.REDIRECT:
        return _redirect(301, article.path)
    return _page(composer.rendition.article(composer.article(article)))


def _file(path: str) -> Answer | None:
    if IMAGE.fullmatch(path):
        return Answer(200, _png(zlib.crc32(path.encode())), (("Content-Type", "image/png"),))
    if path == "/storage/une.pdf":
        return Answer(200, b"%PDF-1.4\n%%EOF\n", (("Content-Type", "application/pdf"),))
    return None


def _listing(target: str, composer: Composer) -> Answer | None:
    rendition, catalogue = composer.rendition, composer.catalogue
    for section in SECTIONS:
        for page in range(1, page_count(catalogue.of_section(section)) + 1):
            if target == rendition.section_path(section, page):
                return _page(rendition.listing(composer.section(section, page)))
    for author in AUTHORS:
        for page in range(1, page_count(catalogue.of_author(author)) + 1):
            if target == rendition.author_path(author, page):
                return _page(rendition.listing(composer.author(author, page)))
    return None


def _missing(composer: Composer) -> Answer:
    return _message(composer, 404, "Erreur 404", "La page demandée est introuvable.")


def _message(composer: Composer, status: int, title: str, *lines: str) -> Answer:
    return Answer(status, composer.rendition.message(composer.message(title, *lines)).encode())


def _page(html: str) -> Answer:
    return Answer(200, html.encode())


def _redirect(status: int, path: str) -> Answer:
    return Answer(status, b"", (("Content-Type", HTML), ("Location", path)))


def _png(colour: int) -> bytes:
    """Return a PNG of 16 x 9 pixels in one colour, the lower 24 bits of *colour*."""
    rows = (b"\0" + colour.to_bytes(4)[1:] * 16) * 9

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 16, 9, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
