"""Scrapy settings of newscrawl: each says why it differs from Scrapy's default."""

import os

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
# `scrapy crawl` checks its arguments first.
COMMANDS_MODULE = "newscrawl.commands"

# Where articles, links and pages are kept; empty for a crawl that stores nothing.
NEWSCRAWL_STORE = os.environ.get("NEWSCRAWL_STORE", "sqlite:///output/newscrawl.db")
# Each pipeline can be switched off.
NEWSCRAWL_NORMALISE = True
NEWSCRAWL_DEDUPLICATE = True
# Time zone (IANA) of printed dates that name none, for spiders that do not know their site's.
NEWSCRAWL_TIMEZONE = None

ADDONS = {
    # Injects page objects into callbacks.
    "scrapy_poet.Addon": 300,
    # Exports items without empty fields.
    "zyte_common_items.Addon": 400,
}

EXTENSIONS = {
    # Before all that reads from or writes to the store.
    "newscrawl.storage.session.StoreSession": 0,
    "newscrawl.pipelines.recorder.Recorder": 100,
}
# Remote controls of the crawler are of no use here, and each opens a port.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

ITEM_PIPELINES = {
    "newscrawl.pipelines.normalise.NormalisePipeline": 100,
    "newscrawl.pipelines.deduplicate.DeduplicatePipeline": 200,
    "newscrawl.pipelines.store.StorePipeline": 300,
}

# Every run leaves its new and changed articles where other programs find them.
FEEDS = {
    "output/%(name)s-%(time)s.jsonl": {"format": "jsonlines", "store_empty": False},
}
# People read feeds too: letters, not escapes.
FEED_EXPORT_ENCODING = "utf-8"

# Honest and polite: rules obeyed, one host asked a little at a time, slower where it answers slowly.
ROBOTSTXT_OBEY = True
USER_AGENT = "newscrawl/0.1"
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 4
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.5
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0

# News pages have no use for them, and each costs time on every request.
COOKIES_ENABLED = False
REFERER_ENABLED = False

# Front pages reload themselves by it; to follow is to ask twice.
METAREFRESH_ENABLED = False

# A page that takes longer, or is larger, is no article.
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0

LOG_LEVEL = "INFO"
