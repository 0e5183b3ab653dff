"""A present-day markup: sections, figures and lists."""

from collections.abc import Iterable

from newscrawl.demo.bylines import Author
from newscrawl.demo.links import CANONICAL_HOST
from newscrawl.demo.markup import anchor, line, text
from newscrawl.demo.renditions.base import OldSlug, Rendition
from newscrawl.demo.sections import Section
from newscrawl.demo.views import ArticleView, Card, Chrome, FrontView, Link, ListingView, MessageView, Pager

STYLE = (
    "body{font-family:Georgia,serif;max-width:60rem;margin:auto}.chapo{font-weight:bold}"
    "figcaption{font-size:.8em;color:#666}.encart,footer{background:#eee;padding:.5rem}"
)


class Semantic(Rendition):
    """Every part in the element that HTML 5 has for it; pages are asked for as `?page=2`."""

    name = "semantic"
    old_slug = OldSlug.CANONICAL

    def section_path(self, section: Section, page: int) -> str:
        """Return `/categorie/politique?page=2`."""
        return f"/categorie/{section.slug}" + (f"?page={page}" if page > 1 else "")

    def author_path(self, author: Author, page: int) -> str:
        """Return `/auteur/prenom-nom?page=2`."""
        return f"/auteur/{author.slug}" + (f"?page={page}" if page > 1 else "")

    def article(self, view: ArticleView) -> str:
        """Return the article in a `<main>` of sections."""
        parts = [
            f'<nav class="fil">{anchor(Link("/", "Accueil"))} › {anchor(view.section)}</nav>',
            f'<h1 class="titre">{text(view.headline)}</h1>',
            f'<p class="chapo">{text(view.standfirst)}</p>' if view.standfirst else "",
            f'<p class="date-pub">Publié {view.date}</p>' if view.date else "",
            self._figure(view),
            '<section class="texte">',
            *(f"<p>{line(runs)}</p>" for runs in view.body),
            f'<p class="signature"><strong>{line(view.byline)}</strong></p></section>',
            f'<ul class="outils">{"".join(f"<li>{anchor(tool)}</li>" for tool in view.tools)}</ul>',
            *(self._related(card) for card in view.related),
            self._cards(view),
            '<section class="commentaires" id="espace"><h2>Commentaires</h2>'
            "<p>L’espace des contributions est réservé aux abonnés.</p>"
            "<p>Un abonnement ouvre la discussion à votre point de vue.</p>"
            '<a class="bouton" href="/abonnement">S’abonner</a></section>',
        ]
        head = f'<link rel="canonical" href="{CANONICAL_HOST}{text(view.canonical)}">'
        return self._page(f"<article>{''.join(parts)}</article>", view.chrome, head)

    def listing(self, view: ListingView) -> str:
        """Return a heading, a list of cards and numbered pages."""
        label = '<p class="surtitre">Les articles de l’auteur</p>' if view.of_author else ""
        title = f'<h1 class="titre">{text(view.title)}</h1>'
        body = label + title + self._list(view.cards) + self._pager(view.pager)
        return self._page(body, view.chrome)

    def front(self, view: FrontView) -> str:
        """Return one list of the newest articles, then a list for each section."""
        blocks = (f"<section><h2>{anchor(link)}</h2>{self._list(cards)}</section>" for link, cards in view.sections)
        odds = "".join(f"<li>{anchor(link)}</li>" for link in view.odds)
        lead = f'<h1 class="titre">À la une</h1>{self._list(view.newest)}'
        return self._page(f'{lead}{"".join(blocks)}<ul class="vrac">{odds}</ul>', view.chrome)

    def message(self, view: MessageView) -> str:
        """Return a heading and a few paragraphs."""
        lines = "".join(f"<p>{text(each)}</p>" for each in view.lines)
        return self._page(f'<h1 class="titre">{text(view.title)}</h1>{lines}', view.chrome)

    def _figure(self, view: ArticleView) -> str:
        if view.picture is None:
            return ""
        caption = f"<figcaption>{text(view.picture.caption)}</figcaption>" if view.picture.caption else ""
        return (
            f'<figure class="visuel"><img src="{text(view.picture.src)}" alt="" width="640" height="360">'
            f'<div class="titre-visuel">{text(view.headline)}</div>{caption}</figure>'
        )

    def _related(self, card: Card) -> str:
        return (
            f'<aside class="a-lire"><h3><a href="{text(card.href)}">Lire aussi : {text(card.headline)}</a>'
            f"</h3><p>{text(card.excerpt)}</p></aside>"
        )

    def _cards(self, view: ArticleView) -> str:
        if not view.authors:
            return ""
        more = "".join(
            f'<p class="voir-tout">{anchor(Link(author.href, f"Tous les articles de {author.text}"))}</p>'
            for author in view.authors
        )
        listed = self._list(view.cards) if view.cards else ""
        return f'<section class="meme-auteur"><h2>Les articles de l\'auteur</h2>{listed}{more}</section>'

    def _list(self, cards: Iterable[Card]) -> str:
        return f'<ul class="fiches">{"".join(self._card(card) for card in cards)}</ul>'

    def _card(self, card: Card) -> str:
        image = f'<img src="{text(card.image)}" alt="" width="120" height="68">' if card.image else ""
        date = f"<p><small>Publié {card.date}</small></p>" if card.date else ""
        return (
            f'<li class="fiche"><a href="{text(card.href)}">{image}<h3>{text(card.headline)}</h3></a>'
            f"<p>{text(card.excerpt)}</p><p>Par {text(card.byline)}</p>{date}</li>"
        )

    def _pager(self, pager: Pager) -> str:
        numbers = "".join(
            f'<b aria-current="page">{link.text}</b> ' if number == pager.current else anchor(link) + " "
            for number, link in enumerate(pager.pages, start=1)
        )
        following = f'<a rel="next" href="{text(pager.older)}">Suivant</a>' if pager.older else ""
        return f'<nav class="pagination">{numbers}{following}</nav>'

    def _page(self, body: str, chrome: Chrome, head: str = "") -> str:
        menu = "".join(f"<li>{anchor(link)}</li>" for link in chrome.menu)
        read = "".join(
            f'<li><a href="{text(card.href)}">{text(card.headline)}</a>'
            + (f" <time>Publié {card.date}</time>" if card.date else "")
            + "</li>"
            for card in chrome.most_read
        )
        footer = "".join(f"<li>{anchor(link)}</li>" for link in chrome.footer)
        return (
            '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>Lessor</title>'
            '<meta property="og:title" content="Lessor"><meta property="og:site_name" content="Lessor">'
            f"{head}<style>{STYLE}</style></head><body>"
            f'<header><a class="logo" href="/">L’Essor</a><ul class="rubriques">{menu}</ul></header>\n'
            f"<main>{body}</main>\n"
            f'<aside class="encart"><h2>Les plus lus</h2><ol>{read}</ol></aside>'
            '<aside class="encart"><h2>La lettre du matin</h2><p>Nos titres dans votre boîte.</p>'
            '<form action="/newsletter" method="post"><input type="email" name="adresse">'
            "<button>Je m’inscris</button></form></aside>"
            f'<footer><ul class="liens-bas">{footer}</ul><p>© L’Essor, quotidien national</p></footer>'
            '<div class="temoins" role="dialog"><p>Ce site dépose des témoins de connexion pour mesurer son '
            "audience.</p><button>Tout accepter</button> <button>Refuser</button></div></body></html>"
        )
