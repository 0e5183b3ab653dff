"""Scrapy settings of newscrawl: each says why it differs from Scrapy's default."""

import os
from importlib.util import find_spec

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
# `scrapy crawl` checks its arguments first.
COMMANDS_MODULE = "newscrawl.commands"

# The folder for what is kept, wherever the command runs: a store and feeds of no other name.
NEWSCRAWL_HOME = os.environ.get("NEWSCRAWL_HOME", "output")
# Where articles, links and pages are kept; empty for a crawl that stores nothing.
NEWSCRAWL_STORE = os.environ.get("NEWSCRAWL_STORE", f"sqlite:///{NEWSCRAWL_HOME}/newscrawl.db")
# Seconds that what is to be stored waits for company: one commit for many. A killed process loses so much.
NEWSCRAWL_LINGER = 0.2
# Each pipeline can be switched off.
NEWSCRAWL_NORMALISE = True
NEWSCRAWL_DEDUPLICATE = True
# Time zone (IANA) of printed dates that name none, for spiders that do not know their site's.
NEWSCRAWL_TIMEZONE = None
# What is known of publishers beside the built-in: modules or "module:Name", comma-separated. Of a module every
# `Publisher` and every page object under `@handle_urls` is taken.
NEWSCRAWL_PUBLISHERS = os.environ.get("NEWSCRAWL_PUBLISHERS", "")
# Folder in which every response is kept as served (WARC files); empty: none is kept.
NEWSCRAWL_ARCHIVE = os.environ.get("NEWSCRAWL_ARCHIVE", "")
# Where `newscrawl replay cc-news:…` finds Common Crawl's data: the address above `crawl-data/`.
NEWSCRAWL_COMMON_CRAWL = "https://data.commoncrawl.org/"
# Keep pages that ask not to be archived (`noarchive`), and those whose rights let nothing be kept, as well.
NEWSCRAWL_ARCHIVE_ALL = False
# Pages that need scripts are shown by a browser: `auto` on sites that gain by it, `always`, `never`.
NEWSCRAWL_RENDER = os.environ.get("NEWSCRAWL_RENDER", "auto")
# The browser, a Chromium: a path, or a name on the PATH; empty: the first that is found there.
NEWSCRAWL_BROWSER = os.environ.get("NEWSCRAWL_BROWSER", "")
# Pages that one process renders at once: each takes up to half a gigabyte.
NEWSCRAWL_RENDER_PAGES = 2
# What becomes of a text that its publisher reserves against a purpose of NEWSCRAWL_PURPOSE: `record` keeps it, with
# what the publisher says; `metadata` keeps the record without body, excerpts and pictures; `skip` keeps nothing.
NEWSCRAWL_RIGHTS = "record"
# Read what hosts say of use, in robots.txt, tdmrep.json and headers, beside what pages say themselves.
NEWSCRAWL_USAGE_SIGNALS = True
# What the texts are for: any of research, search, ai-train, comma-separated.
NEWSCRAWL_PURPOSE = ""
# Which directives of `<meta name=robots>` and X-Robots-Tag are obeyed: `nofollow` (links of the page are not followed),
# `noindex` (its article is not kept), comma-separated. `noarchive` keeps a page out of archives: NEWSCRAWL_ARCHIVE_ALL.
NEWSCRAWL_OBEY_DIRECTIVES = "nofollow"
# When a young article is asked for again, after its publication; after the last of these, never.
NEWSCRAWL_REVISIT = "1h,6h,24h,72h"
# Ask a host less often where it answers 429, and in the end no more.
NEWSCRAWL_BACKOFF = True
# Ask a host once from which no answer comes, instead of again and again for one thing after the other.
NEWSCRAWL_SILENCE = True
# Count requests, bytes and seconds by host.
NEWSCRAWL_HOST_TOTALS = True

ADDONS = {
    # Exports items without empty fields.
    "zyte_common_items.Addon": 400,
}

EXTENSIONS = {
    # Feeds read the store: what a killed crawl had stored stands in the next one's.
    "scrapy.extensions.feedexport.FeedExporter": None,
    "newscrawl.extensions.store_feeds.StoreFeeds": 50,
    # Before all that reads from or writes to the store.
    "newscrawl.extensions.store_session.StoreSession": 0,
    "newscrawl.extensions.recorder.Recorder": 100,
    # While the store is away a site is asked for nothing.
    "newscrawl.extensions.store_pause.StorePause": 110,
    # Answers whose headers never end are broken off.
    "newscrawl.middlewares.header_bounds.HeaderBounds": 10,
    # A host's own Crawl-delay is the least that AutoThrottle may choose.
    "newscrawl.extensions.crawl_delay.CrawlDelay": 500,
}
# Scrapy's own without the remote controls of the crawler, which are of no use here: each opens a port, and takes its
# time to import. Scrapy imports whatever `EXTENSIONS` names, were it to switch it off.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}

ITEM_PIPELINES = {
    "newscrawl.pipelines.rights.RightsPipeline": 50,
    "newscrawl.pipelines.normalise.NormalisePipeline": 100,
    "newscrawl.pipelines.deduplicate.DeduplicatePipeline": 200,
    "newscrawl.pipelines.store.StorePipeline": 300,
}

# Every run leaves its new and changed articles where other programs find them.
FEEDS = {
    f"{NEWSCRAWL_HOME.replace('%', '%%')}/%(name)s-%(time)s.jsonl": {"format": "jsonlines", "store_empty": False},
}
# A feed's file appears when it is whole.
FEED_STORAGES = {
    "": "newscrawl.extensions.feed_files.FeedFile",
    "file": "newscrawl.extensions.feed_files.FeedFile",
}
# People read feeds too: letters, not escapes.
FEED_EXPORT_ENCODING = "utf-8"

# Honest and polite: rules obeyed, one host asked a little at a time, slower where it answers slowly.
ROBOTSTXT_OBEY = True
# Name in robots.txt; sites see it with its version and the contact.
USER_AGENT = "newscrawl"
# An e-mail address or a web page where site owners reach whoever runs the crawl: part of the user agent.
NEWSCRAWL_CONTACT = os.environ.get("NEWSCRAWL_CONTACT", "")
DOWNLOADER_MIDDLEWARES = {
    # Private and link-local addresses are refused, unless the user named them as a start.
    "newscrawl.middlewares.addresses.PublicAddresses": 50,
    # Unpacks, and tells pages from files and whole ones from cut ones, in place of Scrapy's.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "newscrawl.middlewares.decoding.Decoding": 590,
    # Reads what publishers reserve, beside what the page itself says.
    "newscrawl.middlewares.usage_signals.UsageSignals": 580,
    # RFC 9309's reading of errors in place of Scrapy's.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    # Shows what scripts put in, once the page has come whole.
    "newscrawl.middlewares.rendering.Rendering": 540,
    "newscrawl.middlewares.robots.Robots": 100,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "newscrawl.middlewares.identity.HonestUserAgent": 500,
    # Next to the network, so that responses are kept as served, each attempt.
    "newscrawl.middlewares.archive.Archive": 990,
    # Each attempt, and what came as it came.
    "newscrawl.middlewares.host_totals.HostTotals": 995,
    # A server that says when to come back is taken at its word.
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newscrawl.middlewares.retry_after.RetryAfter": 550,
    # One from which nothing comes is not asked again; before what tries again.
    "newscrawl.middlewares.silence.Silence": 555,
    # One that does not say is asked less and less, and then no more.
    "newscrawl.middlewares.backoff.Backoff": 560,
}
# What a command for one page was given: the user typed it, so it may stand on this machine.
NEWSCRAWL_NAMED: list[str] = []
# Whether the start addresses come from a list: a name in it is then not let into the private network.
NEWSCRAWL_LISTED = False
SPIDER_MIDDLEWARES = {
    # Single fields by the rules of the list of sites.
    "newscrawl.middlewares.field_rules.FieldRules": 500,
}
# The same refusal for names that resolve to private addresses, at each connection.
TWISTED_DNS_RESOLVER = "newscrawl.middlewares.addresses.PublicResolver"
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 4
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.5
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0

# A faster event loop where it is installed (extra `uvloop`).
ASYNCIO_EVENT_LOOP = "uvloop.Loop" if find_spec("uvloop") else None

# News pages have no use for them, and they cost time on every request.
COOKIES_ENABLED = False

# Front pages reload themselves by it; to follow is to ask twice.
METAREFRESH_ENABLED = False

# A chain of redirects that is longer leads nowhere; nor does one whose answers take 20 s together.
REDIRECT_MAX_TIMES = 10

# Names are looked up in threads: those of dead hosts take long, and the others are not to wait for them.
REACTOR_THREADPOOL_MAXSIZE = 40
DNS_TIMEOUT = 20

# A page that takes longer, or is larger, is no article.
DOWNLOAD_TIMEOUT = 30
# What came short of its announced length is judged by what it holds: see `middlewares.decoding`.
DOWNLOAD_FAIL_ON_DATALOSS = False
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0

# A page has one article: Scrapy starts so many tasks for every response.
CONCURRENT_ITEMS = 4

# Scrapy reads the source of a callback for it, at every response anew.
WARN_ON_GENERATOR_RETURN_VALUE = False

# An article that cannot be stored is one line, not its whole text.
LOG_FORMATTER = "newscrawl.extensions.log_lines.LogLines"

LOG_LEVEL = "INFO"
