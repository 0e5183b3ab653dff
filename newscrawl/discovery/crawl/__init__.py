"""The crawl of one site: what to ask for next. No network, no store, no Scrapy."""
