"""Pages as a browser shows them: the system's Chromium, without a network of its own.

What a page asks for goes through a function that the caller gives, so that robots.txt, delays and refusals hold for
scripts as for pages. No Scrapy, no store.
"""
