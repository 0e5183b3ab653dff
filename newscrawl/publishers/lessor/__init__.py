"""L'Essor, Mali: an article page read by its labels, and the form of its URLs."""

from newscrawl.publishers.lessor.labels import TIMEZONE
from newscrawl.publishers.lessor.page import LessorArticlePage
from newscrawl.publishers.lessor.urls import ARTICLE_PATH, HOSTS, ORIGIN, created_at
from newscrawl.publishers.publisher import Publisher

LESSOR = Publisher(
    name="lessor",
    hosts=HOSTS,
    origin=ORIGIN,
    page=LessorArticlePage,
    zone=TIMEZONE,
    ids=ARTICLE_PATH,
    created=created_at,
)

__all__ = ["LESSOR", "LessorArticlePage"]
