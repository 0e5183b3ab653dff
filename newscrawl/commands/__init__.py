"""Scrapy commands that newscrawl changes."""
