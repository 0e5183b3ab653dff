"""The replica as a site: what it answers to a request, and how it changes over time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import attrs

from newscrawl.demo import routes
from newscrawl.demo.catalogue import Catalogue
from newscrawl.demo.composer import Composer
from newscrawl.demo.links import LinkForms, without_tracking
from newscrawl.demo.renditions import RENDITIONS, Rendition
from newscrawl.demo.routes import Answer
from newscrawl.demo.traits import Trait
from newscrawl.demo.truth import truth_of
from newscrawl.items import NewsArticle

UPDATE = timedelta(hours=1)


class UnknownRenditionError(ValueError):
    """No rendition has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no rendition is called {name!r}: choose one of {', '.join(RENDITIONS)}")


class DemoSite:
    """A deterministic replica of a news site.

    `rendition` is a key of `RENDITIONS` or a `Rendition`; `articles` the number of articles at the
    start. Two sites made alike and changed alike answer alike. Threads may share a site.

    >>> site = DemoSite("semantic", articles=40)
    >>> site.answer("/", "http://127.0.0.1:8000").status
    200

    Raises `UnknownRenditionError`.
    """

    def __init__(self, rendition: str | Rendition = "semantic", articles: int = 160) -> None:
        if isinstance(rendition, str):
            if rendition not in RENDITIONS:
                raise UnknownRenditionError(rendition)
            rendition = RENDITIONS[rendition]
        self.rendition = rendition
        self._lock = threading.Lock()
        self.catalogue = Catalogue(articles)
        self._clock = self.catalogue.newest.published + UPDATE
        self._recovered: set[str] = set()
        self._answers: dict[tuple[str, str], Answer] = {}
        self._changed: dict[tuple[str, str], tuple[str, datetime]] = {}

    def truth(self, base_url: str) -> list[NewsArticle]:
        """Return the record of every article that links lead to and that is not withdrawn, oldest first.

        `base_url` is scheme, host and port without a final slash, such as `DemoServer.url`.
        """
        return [truth_of(article, self.catalogue, self.rendition, base_url) for article in self.catalogue.reachable()]

    def having(self, trait: Trait) -> list[str]:
        """Return the ids of the articles of `truth` that have *trait*, oldest first."""
        return [article.id for article in self.catalogue.reachable() if trait in article.traits]

    def slugs(self, article_id: str) -> list[str]:
        """Return the slugs, former ones first, under which an article answers. Raises `KeyError`."""
        article = self.catalogue.by_id(article_id)
        return [*article.old_slugs, article.slug]

    def grow(self, count: int) -> list[str]:
        """Publish *count* further articles and return their ids."""
        with self._update():
            return [self.catalogue.add().id for _ in range(count)]

    def correct(self, article_id: str) -> None:
        """Give an article another headline, hence slug, and rewrite a paragraph. Raises `KeyError`."""
        with self._update():
            self.catalogue.correct(article_id)

    def withdraw(self, article_id: str) -> None:
        """Take an article off the site: its address answers 410 from now on. Raises `KeyError`."""
        with self._update():
            self.catalogue.withdraw(article_id)

    def reset_faults(self) -> None:
        """Let addresses that failed at first and then recovered fail again."""
        self._recovered.clear()

    def answer(self, target: str, base_url: str) -> Answer:
        """Return what the site says to a GET of *target* (path and query) at *base_url*."""
        target = without_tracking(target)
        key = (base_url, target)
        with self._lock:
            if self._fails(target):
                return routes.unavailable()
            if key not in self._answers:
                composer = Composer(self.catalogue, self.rendition, LinkForms(base_url))
                self._answers[key] = self._dated(key, routes.answer(target, composer))
            return self._answers[key]

    def _fails(self, target: str) -> bool:
        article = self.catalogue.find(routes.article_id(target))
        if article is None or Trait.FLAKY not in article.traits or article.id in self._recovered:
            return False
        self._recovered.add(article.id)
        return True

    def _dated(self, key: tuple[str, str], answer: Answer) -> Answer:
        tag, since = self._changed.get(key, ("", self._clock))
        if tag != answer.etag:
            since = self._clock
        self._changed[key] = (answer.etag, since)
        return attrs.evolve(answer, modified=since)

    @contextmanager
    def _update(self) -> Iterator[None]:
        with self._lock:
            yield
            self._clock += UPDATE
            self._answers.clear()
