"""All articles of one site: which exist, which are listed where, which can be found at all."""

from collections.abc import Iterator

from newscrawl.demo.bylines import Author
from newscrawl.demo.content import Article, correct_article, write_article
from newscrawl.demo.sections import Section
from newscrawl.demo.traits import Trait

PAGE_SIZE = 10
CARDS = 7
MOST_READ = (9, 27, 29, 84, 109, 133)


class Catalogue:
    """The articles of a site with what happened to them since."""

    def __init__(self, count: int) -> None:
        if count < 1:
            raise ValueError(f"a site has at least one article, not {count}")
        self._articles: list[Article] = []
        self._numbers: dict[str, int] = {}
        self._withdrawn: set[int] = set()
        self._corrections = 0
        for _ in range(count):
            self.add()

    @property
    def newest(self) -> Article:
        """The article created last."""
        return self._articles[-1]

    def add(self) -> Article:
        """Write the next article and return it."""
        article = write_article(len(self._articles))
        self._articles.append(article)
        self._numbers[article.id] = article.number
        return article

    def by_id(self, article_id: str) -> Article:
        """Return the article with that id, withdrawn or not. Raises `KeyError`."""
        return self._articles[self._numbers[article_id]]

    def find(self, article_id: str | None) -> Article | None:
        """Return the article with that id, withdrawn or not, or `None`."""
        number = self._numbers.get(article_id or "")
        return None if number is None else self._articles[number]

    def numbered(self, number: int) -> Article | None:
        """Return the article with that number, withdrawn or not, or `None` where it is not written yet."""
        return self._articles[number] if number < len(self._articles) else None

    def correct(self, article_id: str) -> None:
        """Change an article's headline, slug and last paragraph. Raises `KeyError`."""
        article = self.by_id(article_id)
        self._corrections += 1
        self._articles[article.number] = correct_article(article, self._corrections)

    def withdraw(self, article_id: str) -> None:
        """Take an article out of all lists. Raises `KeyError`."""
        self._withdrawn.add(self.by_id(article_id).number)

    def is_withdrawn(self, article: Article) -> bool:
        """Tell whether *article* has been withdrawn."""
        return article.number in self._withdrawn

    def present(self) -> Iterator[Article]:
        """Yield what is not withdrawn, oldest first."""
        return (article for article in self._articles if not self.is_withdrawn(article))

    def newest_first(self) -> list[Article]:
        """Return what the front page may show."""
        return [article for article in reversed(list(self.present())) if self._in_sections(article)]

    def of_section(self, section: Section) -> list[Article]:
        """Return what a section's pages list, newest first."""
        return [article for article in self.newest_first() if article.section == section]

    def of_author(self, author: Author) -> list[Article]:
        """Return what an author's pages list, newest first."""
        own = [article for article in self.present() if author in article.byline.authors and _in_author_pages(article)]
        return own[::-1]

    def most_read(self) -> list[Article]:
        """Return what «Les plus lus» shows: the same at all times, withdrawn articles apart."""
        candidates = (self.numbered(number) for number in MOST_READ)
        return [article for article in candidates if article and not self.is_withdrawn(article)]

    def cards(self, article: Article) -> list[Article]:
        """Return what «Les articles de l'auteur» shows beside *article*: the newest others of its authors."""
        authors = set(article.byline.authors)
        others = [
            other
            for other in self.present()
            if _in_author_pages(other) and other.number != article.number and authors & set(other.byline.authors)
        ]
        return others[::-1][:CARDS]

    def related(self, article: Article) -> list[Article]:
        """Return what «Lire aussi» shows; the site keeps showing what has been withdrawn."""
        candidates = (self.numbered(number) for number in article.related)
        return [other for other in candidates if other is not None]

    def reachable(self) -> list[Article]:
        """Return what a reader can come to by links and read, oldest first."""
        found = {article.number for article in self.present() if _in_author_pages(article)}
        frontier = list(found)
        while frontier:
            linked = set(self._articles[frontier.pop()].related) - found - self._withdrawn
            fresh = {number for number in linked if number < len(self._articles)}
            found |= fresh
            frontier += fresh
        return [self._articles[number] for number in sorted(found)]

    def _in_sections(self, article: Article) -> bool:
        """Tell whether section pages, the front page and boxes list *article*.

        What only the last page of an author leads to is hidden once that author has several pages.
        """
        if Trait.AUTHOR_PAGE_ONLY in article.traits:
            return page_count(self.of_author(article.byline.authors[0])) == 1
        return _in_author_pages(article)


def _in_author_pages(article: Article) -> bool:
    return Trait.RELATED_ONLY not in article.traits


def page_count(articles: list[Article]) -> int:
    """Return how many listing pages *articles* fill: at least one."""
    return max(1, -(-len(articles) // PAGE_SIZE))
