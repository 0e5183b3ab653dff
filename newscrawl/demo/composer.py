"""Turns articles into what renditions mark up: chooses which texts and addresses stand on a page."""

from newscrawl.demo.bylines import Author
from newscrawl.demo.catalogue import PAGE_SIZE, Catalogue, page_count
from newscrawl.demo.content import Article, Paragraph
from newscrawl.demo.links import LinkForms
from newscrawl.demo.renditions import Rendition
from newscrawl.demo.sections import SECTIONS, Section
from newscrawl.demo.traits import Trait
from newscrawl.demo.views import (
    ArticleView,
    Card,
    Chrome,
    FrontView,
    Link,
    ListingView,
    MessageView,
    Pager,
    Picture,
    Run,
)
from newscrawl.demo.wording import printed_date

NEWEST = 16
OF_EACH_SECTION = 3
ODDS = (
    Link("/posts/mopti-le-bac-reprend-du-service-65f0a1b2c3d4e", "Mopti : Le bac reprend du service"),
    Link("/posts/une-page-qui-nexiste-pas-65f0a1b2a1b2c", "Retour sur l’année"),
    Link("/actualites/12.html", "Dans nos archives"),
)
FOOTER = (
    Link("/contact", "Contact"),
    Link("/mentions-legales", "Mentions légales"),
    Link("/recherche?q=kayes", "Recherche"),
    Link("/admin", "Espace rédaction"),
    Link("mailto:redaction@example.org", "Nous écrire"),
    Link("tel:+22300000000", "Téléphone"),
    Link("javascript:window.print()", "Imprimer cette page"),
    Link("/storage/une.pdf", "La une en PDF"),
    Link("/storage/affiche.png", "L’affiche"),
    Link("https://www.facebook.com/demo", "Facebook"),
    Link("https://news.example.org/posts/un-autre-journal-65f0a1b2c3d4f", "Un confrère"),
)


class Composer:
    """Composes the pages of `catalogue` for `rendition`, with addresses written by `links`."""

    def __init__(self, catalogue: Catalogue, rendition: Rendition, links: LinkForms) -> None:
        self.catalogue = catalogue
        self.rendition = rendition
        self._links = links

    def article(self, article: Article) -> ArticleView:
        """Return the view of an article's page."""
        place = article.id
        authors = article.byline.authors
        return ArticleView(
            headline=article.headline,
            standfirst=article.standfirst,
            date=printed_date(article.published) if article.dated else None,
            section=self._section_link(article.section, place),
            picture=self._picture(article),
            body=tuple(self._runs(paragraph, place) for paragraph in article.paragraphs),
            byline=self._byline(article),
            related=self._cards(self.catalogue.related(article), "related" + place),
            related_in_body=Trait.RELATED_IN_BODY in article.traits,
            cards=self._cards(self.catalogue.cards(article), "author" + place),
            authors=tuple(self._author_link(author, place) for author in authors),
            tools=self._tools(article),
            canonical=article.path,
            chrome=self._chrome(place),
        )

    def section(self, section: Section, page: int) -> ListingView:
        """Return the view of a page, from 1, of a section."""
        paths = [
            self.rendition.section_path(section, number) for number in self._pages(self.catalogue.of_section(section))
        ]
        return self._listing(section.label, False, self.catalogue.of_section(section), paths, page)

    def author(self, author: Author, page: int) -> ListingView:
        """Return the view of a page, from 1, of an author."""
        paths = [self.rendition.author_path(author, number) for number in self._pages(self.catalogue.of_author(author))]
        return self._listing(author.name, True, self.catalogue.of_author(author), paths, page)

    def front(self) -> FrontView:
        """Return the view of the front page."""
        sections = tuple(
            (
                self._section_link(section, "front"),
                self._cards(self.catalogue.of_section(section)[:OF_EACH_SECTION], "front" + section.slug, former=True),
            )
            for section in SECTIONS
        )
        newest = self._cards(self.catalogue.newest_first()[:NEWEST], "front")
        return FrontView(newest=newest, sections=sections, odds=ODDS, chrome=self._chrome("front"))

    def message(self, title: str, *lines: str) -> MessageView:
        """Return the view of a page that holds a message."""
        return MessageView(title=title, lines=lines, chrome=self._chrome("message"))

    def _listing(
        self, title: str, of_author: bool, articles: list[Article], paths: list[str], page: int
    ) -> ListingView:
        shown = articles[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        pager = Pager(
            pages=tuple(Link(path, str(number)) for number, path in enumerate(paths, start=1)),
            current=page,
            newer=paths[page - 2] if page > 1 else None,
            older=self._links.plain(paths[page], "older") if page < len(paths) else None,
        )
        cards = self._cards(shown, title, former=page % 2 == 0)
        return ListingView(title=title, of_author=of_author, cards=cards, pager=pager, chrome=self._chrome(title))

    def _pages(self, articles: list[Article]) -> range:
        return range(1, page_count(articles) + 1)

    def _cards(self, articles: list[Article], place: str, former: bool = False) -> tuple[Card, ...]:
        return tuple(self._card(article, place, former) for article in articles)

    def _card(self, article: Article, place: str, former: bool) -> Card:
        path = article.path
        if former and article.old_slugs:
            path = f"/posts/{article.old_slugs[-1]}-{article.id}"
        return Card(
            href=self._links.article(path, place),
            headline=article.headline,
            excerpt=article.excerpt,
            byline=article.byline.text,
            date=printed_date(article.published) if article.dated else None,
            image=article.image,
        )

    def _picture(self, article: Article) -> Picture | None:
        return Picture(article.image, article.caption) if article.image else None

    def _runs(self, paragraph: Paragraph, place: str) -> tuple[Run, ...]:
        target = None if paragraph.target is None else self.catalogue.numbered(paragraph.target)
        if target is None or paragraph.anchor is None:
            return (paragraph.text,)
        before, anchor, after = paragraph.text.partition(paragraph.anchor)
        return (before, Link(self._links.article(target.path, "inline" + place), anchor), after)

    def _byline(self, article: Article) -> tuple[Run, ...]:
        if not self.rendition.linked_byline:
            return (article.byline.text,)
        runs: list[Run] = []
        rest = article.byline.text
        for author in article.byline.authors:
            before, name, rest = rest.partition(author.name)
            runs += [before, Link(self._links.plain(self.rendition.author_path(author, 1), article.id), name)]
        return (*runs, rest)

    def _tools(self, article: Article) -> tuple[Link, ...]:
        shared = f"https://www.lessor.ml{article.path}"
        return (
            Link(f"/imprimer/{article.id}", "Version imprimable"),
            Link(f"https://www.facebook.com/sharer/sharer.php?u={shared}", "Partager"),
            Link(f"https://api.whatsapp.com/send?text={shared}", "WhatsApp"),
            Link(f"mailto:?subject=Lessor&body={shared}", "Envoyer"),
        )

    def _chrome(self, place: str) -> Chrome:
        menu = (Link("/", "Accueil"), *(self._section_link(section, "menu") for section in SECTIONS))
        most_read = self._cards(self.catalogue.most_read(), "read", former=True)
        return Chrome(menu=menu, most_read=most_read, footer=FOOTER)

    def _section_link(self, section: Section, place: str) -> Link:
        return Link(self._links.plain(self.rendition.section_path(section, 1), place), section.label)

    def _author_link(self, author: Author, place: str) -> Link:
        return Link(self._links.plain(self.rendition.author_path(author, 1), place), author.name)
