"""What a rendition of the site has to provide."""

from abc import ABC, abstractmethod
from enum import Enum
from typing import ClassVar

from newscrawl.demo.bylines import Author
from newscrawl.demo.sections import Section
from newscrawl.demo.views import ArticleView, FrontView, ListingView, MessageView


class OldSlug(Enum):
    """What the site does when an article is asked for by a former slug."""

    REDIRECT = "301 to the present address"
    CANONICAL = "200; every article page names its canonical address"
    SILENT = "200, nothing said"


class Rendition(ABC):
    """One markup of the site. Pages are whole HTML documents as text; listing pages count from 1."""

    name: ClassVar[str]
    old_slug: ClassVar[OldSlug]
    linked_byline: ClassVar[bool] = False
    """Whether the names in a byline lead to the authors' pages."""

    @abstractmethod
    def section_path(self, section: Section, page: int) -> str:
        """Return path and query of a section's listing."""

    @abstractmethod
    def author_path(self, author: Author, page: int) -> str:
        """Return path and query of an author's listing."""

    @abstractmethod
    def article(self, view: ArticleView) -> str:
        """Return an article page."""

    @abstractmethod
    def listing(self, view: ListingView) -> str:
        """Return a page of a section's or an author's listing."""

    @abstractmethod
    def front(self, view: FrontView) -> str:
        """Return the front page."""

    @abstractmethod
    def message(self, view: MessageView) -> str:
        """Return a page that holds a message only, such as «Page introuvable»."""
