"""Further markups of the demo site's article pages, of kinds that its own three are not."""

from collections.abc import Sequence
from typing import ClassVar

from newscrawl.demo.markup import anchor, line, text
from newscrawl.demo.renditions.base import OldSlug
from newscrawl.demo.renditions.semantic import Semantic
from newscrawl.demo.views import ArticleView, Card, Chrome, Link

INLINE = "Lire aussi : "


class Kind(Semantic):
    """A page as all kinds have it; each says how it sets its paragraphs, and what stands among them.

    Every page has, in the middle of its text, a bare link «Lire aussi : …» to the first article that is offered
    once more, with its excerpt, below.
    """

    old_slug = OldSlug.SILENT
    linked_byline = True
    gap: ClassVar[str] = "\n"

    def article(self, view: ArticleView) -> str:
        """Return the page."""
        body = [self.paragraph(place, line(runs)) for place, runs in enumerate(view.body)]
        middle = (len(body) + 1) // 2
        if len(body) > 1:
            inserted = [self.inline(view.related[0])] if view.related and not view.related_in_body else []
            body[middle:middle] = [*self.among(view), *inserted]
        related = [self.related(card) for card in view.related]
        if view.related_in_body and len(view.body) > 1:
            body.insert(middle, self.boxed(view.related[0]))
            del related[0]
        byline = self.byline(line(view.byline))
        inner = self.around(f"{self.head(view)}{self.picture(view)}", self.gap.join([*body, byline]))
        tools = " · ".join(anchor(tool) for tool in view.tools)
        below = f"{self.gap.join(related)}<div>{tools}</div>{self.cards(view)}{self.notice()}"
        return self.page(inner + below, view.chrome)

    def around(self, head: str, body: str) -> str:
        return f"<div>{head}<div>{body}</div></div>"

    def head(self, view: ArticleView) -> str:
        standfirst = f"<p><strong>{text(view.standfirst)}</strong></p>" if view.standfirst else ""
        date = f"<p>Publié {view.date}</p>" if view.date else ""
        return f"<div>{anchor(view.section)}</div><h1>{text(view.headline)}</h1>{standfirst}{date}"

    def picture(self, view: ArticleView) -> str:
        if view.picture is None:
            return ""
        caption = f"<small>{text(view.picture.caption)}</small>" if view.picture.caption else ""
        image = f'<img src="{text(view.picture.src)}" alt="{text(view.headline)}">'
        return f"<div>{image}<div>{text(view.headline)}</div>{caption and f'<div>{caption}</div>'}</div>"

    def paragraph(self, place: int, content: str) -> str:
        return f"<p>{content}</p>"

    def byline(self, content: str) -> str:
        return f"<p><b>{content}</b></p>"

    def among(self, view: ArticleView) -> Sequence[str]:
        return ()

    def inline(self, card: Card) -> str:
        return f"<p>{INLINE}{anchor(Link(card.href, card.headline))}</p>"

    def boxed(self, card: Card) -> str:
        return f"<div>{self.related(card)}</div>"

    def related(self, card: Card) -> str:
        return f"<p>{INLINE}{anchor(Link(card.href, card.headline))}</p><p>{text(card.excerpt)}</p>"

    def cards(self, view: ArticleView) -> str:
        if not view.authors:
            return ""
        return f"<h3>Les articles de l’auteur</h3>{''.join(map(self.card, view.cards))}"

    def card(self, card: Card) -> str:
        date = f"<p>Publié {card.date}</p>" if card.date else ""
        title = f"<h4>{anchor(Link(card.href, card.headline))}</h4>"
        return f"<div>{title}<p>{text(card.excerpt)}</p><p>Par {text(card.byline)}</p>{date}</div>"

    def notice(self) -> str:
        return "<div>L’espace des contributions est réservé aux abonnés. <a href=/abonnement>S’abonner</a></div>"

    def page(self, content: str, chrome: Chrome) -> str:
        menu = "".join(f"<li>{anchor(link)}</li>" for link in chrome.menu)
        read = "".join(f"<div>{anchor(Link(card.href, card.headline))}</div>" for card in chrome.most_read)
        footer = " ".join(anchor(link) for link in chrome.footer)
        return (
            f"<!doctype html><html lang=fr><head><meta charset=utf-8><title>Lessor</title></head><body><ul>{menu}</ul>"
            f"<div>{content}</div><div><h4>Les plus lus</h4>{read}</div><footer>{footer}</footer></body></html>"
        )


class Pasted(Kind):
    """Out of a word processor: paragraphs of two sorts, line breaks at their ends."""

    name = "pasted"

    def paragraph(self, place: int, content: str) -> str:
        sorts = (
            f"<div>{content}<br><br></div>",
            f"<p class=MsoNormal><span style='font-size:12pt'>{content}</span></p>",
        )
        return sorts[place % 3 == 1]


class Utility(Kind):
    """Nested boxes with utility classes, the first paragraph larger, other things among the paragraphs."""

    name = "utility"

    def around(self, head: str, body: str) -> str:
        return f'<div class="flex"><div class="w-2/3 p-4"><div class="mb-4">{head}</div><div>{body}</div></div></div>'

    def paragraph(self, place: int, content: str) -> str:
        look = "text-xl font-medium leading-8 mb-6" if place == 0 else "text-base leading-7 mb-4"
        return f'<div class="{look}"><div class="max-w-prose">{content}</div></div>'

    def byline(self, content: str) -> str:
        return f'<div class="text-right italic"><div>{content}</div></div>'

    def among(self, view: ArticleView) -> Sequence[str]:
        read = "".join(f"<div>{anchor(Link(card.href, card.headline))}</div>" for card in view.chrome.most_read[:2])
        return (
            '<div class="bg-gray-100 p-4"><div class="font-bold">Infolettre</div><div>Recevez nos titres.</div></div>',
            f'<div class="border"><div class="font-bold">À la une</div>{read}</div>',
            '<div class="my-8 text-center"><div class="text-xs">Publicité</div></div>',
            '<div class="my-4"><img src="/salle.jpg" width="600"><div class="text-xs">Une vue de la salle</div></div>',
        )


class Cell(Kind):
    """One cell of a table, its text between two line breaks."""

    name = "cell"
    gap = "<br><br>\n"

    def around(self, head: str, body: str) -> str:
        return f"<table><tr><td>{head}{body}</td></tr></table>"

    def paragraph(self, place: int, content: str) -> str:
        return content

    def byline(self, content: str) -> str:
        return f"<i>{content}</i>"

    def inline(self, card: Card) -> str:
        return f"<b>{INLINE}</b>{anchor(Link(card.href, card.headline))}"

    def related(self, card: Card) -> str:
        return f"<b>{INLINE}</b>{anchor(Link(card.href, card.headline))}<br><br>{text(card.excerpt)}"


class Entries(Kind):
    """A list among the paragraphs: «Lire aussi» stands before its first entry."""

    name = "entries"

    def paragraph(self, place: int, content: str) -> str:
        return f"<ul><li>{content}</li></ul>" if place else f"<p>{content}</p>"


class Definitions(Kind):
    """Questions and answers as a list of definitions."""

    name = "definitions"

    def around(self, head: str, body: str) -> str:
        return f"{head}<dl>{body}</dl>"

    def paragraph(self, place: int, content: str) -> str:
        return f"<dt>{content}</dt>" if place % 2 else f"<dd>{content}</dd>"

    def inline(self, card: Card) -> str:
        return f"<dd>{INLINE}{anchor(Link(card.href, card.headline))}</dd>"

    def byline(self, content: str) -> str:
        return f"<dd>{content}</dd>"


class Custom(Kind):
    """Elements of the site's own making."""

    name = "custom"

    def around(self, head: str, body: str) -> str:
        return f"<les-article>{head}<les-corps>{body}</les-corps></les-article>"

    def paragraph(self, place: int, content: str) -> str:
        return f"<les-texte>{content}</les-texte>"

    def byline(self, content: str) -> str:
        return f"<les-signature>{content}</les-signature>"

    def inline(self, card: Card) -> str:
        return f"<les-lien>{INLINE}{anchor(Link(card.href, card.headline))}</les-lien>"


class Quoted(Kind):
    """Every other paragraph is a quotation, some have a title above."""

    name = "quoted"

    def paragraph(self, place: int, content: str) -> str:
        return f"<blockquote><p>{content}</p></blockquote>" if place % 2 else f"<section>{content}</section>"


class Bare(Kind):
    """Text without any element of its own, in a section."""

    name = "bare"
    gap = "<br>\n<br>"

    def around(self, head: str, body: str) -> str:
        return f"<section>{head}</section><section>{body}</section>"

    def paragraph(self, place: int, content: str) -> str:
        return content

    def byline(self, content: str) -> str:
        return content

    def inline(self, card: Card) -> str:
        return f"{INLINE}{anchor(Link(card.href, card.headline))}"


class Opened(Kind):
    """The first paragraph stands in a box of its own above, the others in two columns."""

    name = "opened"

    def paragraph(self, place: int, content: str) -> str:
        if place == 0:
            return f'<div class="ouverture"><div><big>{content}</big></div></div><div class="colonne">'
        return f"<p>{content}</p>"

    def byline(self, content: str) -> str:
        return f"</div><footer><p>{content}</p></footer>"


class Figures(Kind):
    """Pictures with captions and a quotation set apart, of which nothing is text but the quotation's."""

    name = "figures"

    def picture(self, view: ArticleView) -> str:
        if view.picture is None:
            return ""
        caption = f"<figcaption>{text(view.picture.caption)}</figcaption>" if view.picture.caption else ""
        image = (
            f'<img data-src="{text(view.picture.src)}" src="data:image/gif;base64,R0" title="{text(view.headline)}">'
        )
        return f"<figure>{image}<p>{text(view.headline)}</p>{caption}</figure>"

    def among(self, view: ArticleView) -> Sequence[str]:
        return ("<figure><img src=/storage/marche.jpg><figcaption>Le marché, au matin.</figcaption></figure>",)


KINDS = (Pasted(), Utility(), Cell(), Entries(), Definitions(), Custom(), Quoted(), Bare(), Opened(), Figures())
