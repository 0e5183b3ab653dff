"""Scrapy item pipelines, in order: normalise, deduplicate, store."""
