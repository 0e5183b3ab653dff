"""An old-school markup: nested tables, `<font>`, paragraphs parted by blank lines inside one cell."""

from collections.abc import Iterable

from newscrawl.demo.bylines import Author
from newscrawl.demo.markup import anchor, line, text
from newscrawl.demo.renditions.base import OldSlug, Rendition
from newscrawl.demo.sections import Section
from newscrawl.demo.views import ArticleView, Card, Chrome, FrontView, Link, ListingView, MessageView, Pager

GAP = "<br><br>\n"


class Tables(Rendition):
    """A page is one table; pages are asked for as `/page/2` and reached as older and newer ones."""

    name = "tables"
    old_slug = OldSlug.REDIRECT

    def section_path(self, section: Section, page: int) -> str:
        """Return `/rubrique/politique/page/2`."""
        return f"/rubrique/{section.slug}" + (f"/page/{page}" if page > 1 else "")

    def author_path(self, author: Author, page: int) -> str:
        """Return `/rubrique/signatures/7/page/2`."""
        return f"/rubrique/signatures/{author.number}" + (f"/page/{page}" if page > 1 else "")

    def article(self, view: ArticleView) -> str:
        """Return the article in one cell: spans for standfirst and date, text nodes for the body."""
        standfirst = f'<span class="accroche"><b>{text(view.standfirst)}</b></span>{GAP}' if view.standfirst else ""
        date = f'<span class="quand"><font size="2">Publié {view.date}</font></span>{GAP}' if view.date else ""
        body = GAP.join(line(runs) for runs in view.body)
        cell = (
            f'<font size="2">{anchor(view.section)}</font><h1>{text(view.headline)}</h1>{standfirst}{date}'
            f'{self._image(view)}<div class="corps">{body}{GAP}<b>{line(view.byline)}</b></div><hr>'
            f"{self._related(view.related)}{self._tools(view)}{self._cards(view)}"
            '<table class="avis" width="100%" bgcolor="#ffffcc"><tr><td><b>L’espace des '
            "contributions est réservé aux abonnés.</b><br>Pour écrire ici, il faut un abonnement en cours."
            '<br><a href="/abonnement">S’abonner</a></td></tr></table>'
        )
        return self._page(cell, view.chrome)

    def listing(self, view: ListingView) -> str:
        """Return a row for each card, and links to older and newer articles."""
        label = "<b>Les articles de l'auteur</b><br>" if view.of_author else ""
        cell = f"{label}<h1>{text(view.title)}</h1>{self._rows(view.cards)}{self._pager(view.pager)}"
        return self._page(cell, view.chrome)

    def front(self, view: FrontView) -> str:
        """Return the newest articles in rows, then a table for each section."""
        blocks = "".join(
            f'<table width="100%"><tr><td bgcolor="#dddddd"><b>{anchor(link)}</b></td></tr></table>' + self._rows(cards)
            for link, cards in view.sections
        )
        odds = " | ".join(anchor(link) for link in view.odds)
        return self._page(f"<h1>L’Essor du jour</h1>{self._rows(view.newest)}{blocks}<p>{odds}</p>", view.chrome)

    def message(self, view: MessageView) -> str:
        """Return a heading and lines parted by blank ones."""
        lines = GAP.join(text(each) for each in view.lines)
        return self._page(f"<h1>{text(view.title)}</h1><font>{lines}</font>", view.chrome)

    def _image(self, view: ArticleView) -> str:
        if view.picture is None:
            return ""
        rows = f'<tr><td><img src="{text(view.picture.src)}" alt="{text(view.headline)}" border="0"></td></tr>'
        rows += f'<tr><td><font size="3"><b>{text(view.headline)}</b></font></td></tr>'
        if view.picture.caption:
            rows += f'<tr><td><font size="1" color="gray"><i>{text(view.picture.caption)}</i></font></td></tr>'
        return f'<table class="photo" align="center">{rows}</table>{GAP}'

    def _related(self, cards: Iterable[Card]) -> str:
        return "".join(
            '<div class="voisin"><b>Lire aussi :</b> '
            f'<a href="{text(card.href)}">{text(card.headline)}</a><br>'
            f'<font size="2">{text(card.excerpt)}</font></div><br>'
            for card in cards
        )

    def _tools(self, view: ArticleView) -> str:
        return f'<font size="1">[ {" | ".join(anchor(tool) for tool in view.tools)} ]</font><hr>'

    def _cards(self, view: ArticleView) -> str:
        if not view.authors:
            return ""
        more = "".join(
            f"{anchor(Link(author.href, f'{author.text} : toutes ses signatures'))}<br>" for author in view.authors
        )
        return f'<font size="4"><b>Les articles de l’auteur</b></font>{self._rows(view.cards)}{more}'

    def _rows(self, cards: Iterable[Card]) -> str:
        rows = "".join(f'<tr><td valign="top">{self._thumbnail(card)}</td>{self._card(card)}</tr>' for card in cards)
        return f'<table class="liste" cellpadding="4">{rows}</table>' if rows else ""

    def _thumbnail(self, card: Card) -> str:
        return f'<img src="{text(card.image)}" width="90" alt="">' if card.image else "&nbsp;"

    def _card(self, card: Card) -> str:
        date = f'<br><br><font size="1">Publié {card.date}</font>' if card.date else ""
        return (
            f'<td><a href="{text(card.href)}"><b>{text(card.headline)}</b></a><br>{text(card.excerpt)}<br>'
            f'<font size="1">Par {text(card.byline)}</font>{date}</td>'
        )

    def _pager(self, pager: Pager) -> str:
        newer = anchor(Link(pager.newer, "« Articles plus récents")) if pager.newer else ""
        older = anchor(Link(pager.older, "Articles plus anciens »")) if pager.older else ""
        cells = f'<td>{newer}</td><td align="right">{older}</td>'
        return f'<table class="suite" width="100%"><tr>{cells}</tr></table>'

    def _page(self, cell: str, chrome: Chrome) -> str:
        menu = "".join(f'<td bgcolor="#006633">{anchor(link)}</td>' for link in chrome.menu)
        read = "".join(
            f'<a href="{text(card.href)}">{text(card.headline)}</a>'
            + (f'<br><font size="1">Publié {card.date}</font>' if card.date else "")
            + "<br><br>"
            for card in chrome.most_read
        )
        footer = " - ".join(anchor(link) for link in chrome.footer)
        return (
            '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\n<html><head>'
            '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Lessor</title>'
            '<meta content="Lessor" property="og:title"><meta content="Lessor" property="og:site_name">'
            '</head><body bgcolor="#f5f5f5"><center>'
            '<font size="1">Les cookies nous aident à compter nos lecteurs. <a href="#">OK</a></font>'
            f'<table width="960" border="0"><tr>{menu}</tr></table>\n'
            f'<table width="960" bgcolor="white"><tr><td width="700" valign="top" align="left">{cell}</td>\n'
            f'<td valign="top" align="left"><b>Les plus lus</b><br><br>{read}'
            "<b>Infolettre</b><br>Recevez nos titres par courriel.<br>"
            '<form action="/newsletter" method="post"><input name="courriel"><input type="submit"></form>'
            f'</td></tr></table>\n<font size="1">{footer}<br>Quotidien national L’Essor</font></center>'
            "</body></html>"
        )
