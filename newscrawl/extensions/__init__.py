"""Scrapy extensions: one a file, named for what it does."""
