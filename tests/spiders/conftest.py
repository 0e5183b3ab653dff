"""Fixtures that these tests share with others."""

from tests.spiders.running import crawl, site, worker

__all__ = ["crawl", "site", "worker"]
