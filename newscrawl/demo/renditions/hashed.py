"""The output of a script framework: nothing but `<div>` and `<span>`, class names without meaning."""

from collections.abc import Iterable
from zlib import crc32

from newscrawl.demo.bylines import Author
from newscrawl.demo.markup import anchor, line, text
from newscrawl.demo.renditions.base import OldSlug, Rendition
from newscrawl.demo.sections import Section
from newscrawl.demo.views import ArticleView, Card, Chrome, FrontView, Link, ListingView, MessageView, Pager

PAGE_SIZE = 10
STYLES = {
    "headline": "font-size:2em",
    "standfirst": "font-weight:600",
    "paragraph": "margin:1em 0",
    "caption": "font-size:.75em;color:#777",
    "repeated": "font-weight:600;margin:.3em 0",
    "byline": "text-align:right;font-weight:600",
    "related": "border-left:3px solid #063;padding-left:1em;margin:1em 0",
    "box": "background:#eee;padding:1em;float:right;width:14em",
    "notice": "background:#ffc;padding:1em",
}


def _class(role: str) -> str:
    """Return the `class` attribute of *role*: a name such as `sc-3f0c1a9b` that says nothing."""
    return f'class="sc-{crc32(role.encode()):08x}"'


def _div(role: str, content: str) -> str:
    return f"<div {_class(role)}>{content}</div>"


def _span(role: str, content: str) -> str:
    return f"<span {_class(role)}>{content}</span>"


class Hashed(Rendition):
    """Related blocks and boxes stand inside the container of the body; listings are asked for by offset."""

    name = "hashed"
    old_slug = OldSlug.SILENT
    linked_byline = True

    def section_path(self, section: Section, page: int) -> str:
        """Return `/c/3?debut=10`."""
        return f"/c/{section.number}" + self._offset(page)

    def author_path(self, author: Author, page: int) -> str:
        """Return `/u/prenom-nom-7?debut=10`."""
        return f"/u/{author.slug}-{author.number}" + self._offset(page)

    def _offset(self, page: int) -> str:
        return f"?debut={(page - 1) * PAGE_SIZE}" if page > 1 else ""

    def article(self, view: ArticleView) -> str:
        """Return the article as one container that also holds boxes, related blocks, cards and the notice."""
        head = _div("kicker", anchor(view.section, _class("kicker-link")))
        head += f"<h1 {_class('headline')}>{text(view.headline)}</h1>"
        if view.standfirst:
            head += _div("standfirst", text(view.standfirst))
        if view.date:
            head += _div("date", _span("date-in", f"Publié {view.date}"))
        container = self._body(view) + _div("tools", " · ".join(anchor(tool) for tool in view.tools))
        container += self._cards(view) + self._notice()
        return self._page(_div("top", head) + self._picture(view) + _div("container", container), view.chrome)

    def listing(self, view: ListingView) -> str:
        """Return cards, then numbered pages with «Suivant»."""
        label = _div("label", "Les articles de l’auteur") if view.of_author else ""
        title = f"<h1 {_class('list-title')}>{text(view.title)}</h1>"
        return self._page(label + title + self._list(view.cards) + self._pager(view.pager), view.chrome)

    def front(self, view: FrontView) -> str:
        """Return the newest articles, then a block for each section."""
        blocks = "".join(
            _div("block", _div("block-title", anchor(link)) + self._list(cards)) for link, cards in view.sections
        )
        odds = _div("odds", "".join(_span("odd", anchor(link)) for link in view.odds))
        title = f"<h1 {_class('front-title')}>L’actualité au Mali</h1>"
        return self._page(title + self._list(view.newest) + blocks + odds, view.chrome)

    def message(self, view: MessageView) -> str:
        """Return a heading and lines."""
        lines = "".join(_div("message-line", text(each)) for each in view.lines)
        return self._page(f"<h1 {_class('message-title')}>{text(view.title)}</h1>{lines}", view.chrome)

    def _picture(self, view: ArticleView) -> str:
        if view.picture is None:
            return ""
        inner = _span("frame", f'<img src="{text(view.picture.src)}" title="{text(view.headline)}">')
        inner += _div("repeated", text(view.headline))
        if view.picture.caption:
            inner += _div("caption", _span("caption-in", text(view.picture.caption)))
        return _div("picture", inner)

    def _body(self, view: ArticleView) -> str:
        parts = [_div("paragraph", _span("paragraph-in", line(runs))) for runs in view.body]
        related = [self._related(card) for card in view.related]
        middle = (len(parts) + 1) // 2
        inserted = _div(
            "box", _div("box-title", "Newsletter") + _div("box-text", "L’essentiel, chaque soir à 18 heures.")
        )
        if view.related_in_body and len(parts) > 1 and related:
            inserted += related.pop(0)
        parts.insert(middle, inserted)
        byline = _div("byline", line(view.byline, _class("byline-link")))
        return "".join([*parts, byline, *related])

    def _related(self, card: Card) -> str:
        title = _span("related-label", "Lire aussi\u00a0: ") + anchor(Link(card.href, card.headline))
        return _div("related", _div("related-title", title) + _div("related-text", text(card.excerpt)))

    def _cards(self, view: ArticleView) -> str:
        if not view.authors:
            return ""
        more = "".join(
            _div("more", anchor(Link(author.href, f"Voir plus de {author.text}"))) for author in view.authors
        )
        return _div("cards", _div("cards-title", "Les articles de l'auteur") + self._list(view.cards) + more)

    def _notice(self) -> str:
        return _div(
            "notice",
            _div("notice-title", "L’espace des contributions est réservé aux abonnés.")
            + _div("notice-text", "Rejoignez nos abonnés pour donner votre avis et répondre aux autres lecteurs.")
            + f'<a {_class("button")} href="/abonnement">S’abonner</a>',
        )

    def _list(self, cards: Iterable[Card]) -> str:
        return "".join(self._card(card) for card in cards)

    def _card(self, card: Card) -> str:
        image = (
            f'<span {_class("thumb")} style="background-image:url({text(card.image)})"></span>' if card.image else ""
        )
        inner = image + _span("card-title", text(card.headline)) + _div("card-text", text(card.excerpt))
        inner += _div("card-by", f"Par {text(card.byline)}")
        if card.date:
            inner += _div("card-date", f"Publié {card.date}")
        return f'<div {_class("card")}><a {_class("card-link")} href="{text(card.href)}">{inner}</a></div>'

    def _pager(self, pager: Pager) -> str:
        numbers = "".join(
            _span("page-on", link.text) if number == pager.current else _span("page", anchor(link))
            for number, link in enumerate(pager.pages, start=1)
        )
        older = _span("next", anchor(Link(pager.older, "Suivant ›"))) if pager.older else ""
        return _div("pager", numbers + older)

    def _most_read(self, cards: Iterable[Card]) -> str:
        items = "".join(
            _div(
                "read",
                anchor(Link(card.href, card.headline))
                + (_span("read-date", f"Publié {card.date}") if card.date else ""),
            )
            for card in cards
        )
        return _div("box", _div("box-title", "Les plus lus") + items)

    def _page(self, content: str, chrome: Chrome) -> str:
        menu = _div("menu", "".join(_span("menu-item", anchor(link)) for link in chrome.menu))
        footer = _div("footer", "".join(_span("footer-item", anchor(link)) for link in chrome.footer))
        cookies = _div("cookies", "Nous utilisons des cookies. " + _span("cookies-ok", "J’accepte"))
        columns = _div("columns", self._most_read(chrome.most_read) + _div("main", content))
        rules = "".join(f".sc-{crc32(role.encode()):08x}{{{rule}}}" for role, rule in STYLES.items())
        return (
            '<!doctype html><html lang="fr-FR"><head><meta charset="utf-8"/><title>Lessor</title>'
            '<meta property="og:site_name" content="Lessor"/><meta property="og:title" content="Lessor"/>'
            f'<style>{rules}</style></head><body><div id="__app">'
            f"{menu}{columns}{footer}{cookies}</div>"
            '<script>window.__STATE__={"hydrated":true}</script></body></html>'
        )
