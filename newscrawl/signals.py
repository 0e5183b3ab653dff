"""Signals that newscrawl adds to Scrapy's own."""

links_found = object()
"""Sent by spiders for a page that lists articles: `links` is a list of `newscrawl.storage.Link`."""
