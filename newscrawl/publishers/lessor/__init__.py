"""L'Essor, Mali: an article page read by its labels, and the form of its URLs."""

from newscrawl.publishers.lessor.page import LessorArticlePage

__all__ = ["LessorArticlePage"]
