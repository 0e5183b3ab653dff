"""A synthetic news site for the discovery benchmark, served from a process of its own.

`python discovery_site.py ARTICLES` prints its address and serves until its input is closed. Beside the articles
there are a sitemap index with gzipped children, a feed, section and author listings with all their pages, and
what a crawler may fall into: AMP and print twins, tracking parameters, session ids, a calendar without end, facets,
searches, tags, a listing that never ends. `/_stats` answers with the requests so far, `/_grow?new=N&corrected=M`
publishes and corrects.
"""

import asyncio
import gzip
import hashlib
import json
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

SECTIONS = 20
AUTHORS = 200
PER_PAGE = 25
PER_SITEMAP = 500
PER_DAY = 40
IN_FEED = 40
IN_SITEMAPS = 0.9
ROBOTS = b"User-agent: *\nDisallow: /print/\nDisallow: /search\nSitemap: /sitemap.xml\n"
WORDS = (
    "river market council harvest school bridge minister doctor teacher border festival water price road court "
    "election hospital league final museum budget energy railway forest island harbour union strike storm drought"
).split()


def number_of(seed: str) -> int:
    """Return a number that *seed* always gives."""
    return int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=4).digest())


class Site:
    """The articles, from the oldest (number 0) on, and what was asked for."""

    def __init__(self, articles: int) -> None:
        self.start = datetime.now(UTC)
        self.articles = articles
        self.first = articles
        self.corrected: dict[int, datetime] = {}
        self.requests: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()

    def published(self, number: int) -> datetime:
        """Return when article *number* was published: the first ones in the past, what was added after now."""
        if number >= self.first:
            return self.start + timedelta(minutes=number - self.first)
        return self.start - timedelta(days=(self.first - 1 - number) / PER_DAY, minutes=20)

    def slug(self, number: int) -> str:
        """Return the slug of article *number*."""
        words = [WORDS[number_of(f"{number}/{place}") % len(WORDS)] for place in range(5)]
        return "-".join(words)

    def path(self, number: int) -> str:
        """Return the address of article *number*; one in ten is in no sitemap."""
        return f"/s{number % SECTIONS}/{self.slug(number)}-{100000 + number}"

    def in_sitemap(self, number: int) -> bool:
        """Tell whether a sitemap lists article *number*."""
        return number_of(f"map{number}") % 100 < IN_SITEMAPS * 100

    def section(self, number: int) -> range:
        """Return the articles of section *number*, the newest first."""
        last = self.articles - 1 - (self.articles - 1 - number) % SECTIONS
        return range(last, -1, -SECTIONS)

    def author(self, number: int) -> list[int]:
        """Return the articles of author *number*, the newest first."""
        return [n for n in range(self.articles - 1, -1, -1) if n % AUTHORS == number]


class Pages:
    """Renders the site."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def answer(self, target: str) -> tuple[int, str, bytes]:
        """Return status, type and body for the request *target*."""
        parts = urlsplit(target)
        steps = [step for step in parts.path.split("/") if step]
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        html = self._page(steps, query)
        if html is not None:
            return 200, "text/html; charset=utf-8", html.encode()
        return self._source(steps, query)

    def _source(self, steps: list[str], query: dict[str, str]) -> tuple[int, str, bytes]:
        site = self.site
        match steps:
            case ["robots.txt"]:
                return 200, "text/plain", ROBOTS
            case ["sitemap.xml"]:
                return 200, "application/xml", self._index().encode()
            case ["maps", name]:
                return (
                    200,
                    "application/gzip",
                    gzip.compress(self._map(int(name.removesuffix(".xml.gz"))).encode(), 1),
                )
            case ["feed.xml"]:
                return 200, "application/rss+xml", self._feed().encode()
            case ["_stats"]:
                body = {"requests": site.requests, "statuses": site.statuses, "articles": site.articles}
                return 200, "application/json", json.dumps(body).encode()
            case ["_grow"]:
                site.articles += int(query["new"])
                for place in range(int(query["corrected"])):
                    site.corrected[site.first - 1 - 7 * place] = datetime.now(UTC)
                return 200, "application/json", b"{}"
        return 404, "text/html", b"<html><body>Not found</body></html>"

    def _page(self, steps: list[str], query: dict[str, str]) -> str | None:
        site = self.site
        match steps:
            case []:
                newest = range(site.articles - 1, site.articles - 61, -1)
                return self._listing("Front page", newest, "/", {}, paged=False)
            case ["endless"]:
                return self._listing("Endless", range(40), "/endless", query, endless=True)
            case ["calendar", year, month]:
                following = datetime(int(year), int(month), 1) + timedelta(days=32)
                return self._shell("Calendar", f'<a href="/calendar/{following:%Y/%m}">next month</a>')
            case ["tag", _]:
                return self._listing("Tag", range(20), "/" + "/".join(steps), query, paged=False)
            case ["author", name] if name.isdecimal():
                return self._listing(f"Author {name}", site.author(int(name)), f"/author/{name}", query)
            case [section] if section[1:].isdecimal():
                return self._listing(section, site.section(int(section[1:])), f"/{section}", query)
            case [*_, slug] if (number := self._number(slug if slug != "amp" else steps[-2])) is not None:
                return self._article(number)
        return None

    def _number(self, slug: str) -> int | None:
        tail = slug.rpartition("-")[2]
        number = int(tail) - 100000 if tail.isdecimal() else -1
        return number if 0 <= number < self.site.articles else None

    def _shell(self, title: str, body: str, head: str = "") -> str:
        menu = "".join(f'<li><a href="/s{n}">Section {n}</a></li>' for n in range(SECTIONS))
        waste = (
            '<a href="/calendar/2026/01">Calendar</a> <a href="/search?q=river">Search</a> <a href="/endless">More</a> '
            '<a href="/s1?sort=asc&amp;filter[color]=red">Sorted</a> <a href="/login?next=%2F">Log in</a>'
        )
        return (
            f"<!doctype html><html lang=en><head><title>{title}</title>{head}"
            '<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
            f"<body><nav><ul>{menu}</ul></nav><main>{body}</main><footer>{waste}</footer></body></html>"
        )

    def _listing(
        self,
        title: str,
        numbers: range | list[int],
        path: str,
        query: dict[str, str],
        *,
        paged: bool = True,
        endless: bool = False,
    ) -> str:
        page = max(1, int(query.get("page", "1")))
        shown = numbers if not paged or endless else numbers[(page - 1) * PER_PAGE : page * PER_PAGE]
        tracking = f"?utm_source=list{page}" if page % 3 == 0 else ""
        cards = "".join(
            f'<article><h2><a href="{self.site.path(n)}{tracking}">{self._headline(n)}</a></h2>'
            f"<p>Standfirst {n} of the story about it.</p></article>"
            for n in shown
        )
        last = 10**6 if endless else -(-len(numbers) // PER_PAGE) if paged else 1
        pager = "".join(
            f'<a href="{path}?page={n}">{n}</a> ' for n in sorted({1, page - 1, page + 1, last}) if 0 < n <= last != 1
        )
        return self._shell(title, f"<h1>{title}</h1>{cards}<div>{pager}</div>")

    def _headline(self, number: int) -> str:
        change = " (corrected)" if number in self.site.corrected else ""
        return self.site.slug(number).replace("-", " ").capitalize() + f" in place {number}{change}"

    def _article(self, number: int) -> str:
        site = self.site
        path, published = site.path(number), site.published(number)
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self._headline(number),
            "datePublished": published.isoformat(timespec="seconds"),
            "author": {"@type": "Person", "name": f"Author {number % AUTHORS}"},
        }
        head = (
            f'<link rel="canonical" href="{path}"><link rel="amphtml" href="{path}/amp">'
            f'<script type="application/ld+json">{json.dumps(data)}</script>'
        )
        related = [(number * 7 + 3 + n) % site.articles for n in range(3)]
        links = "".join(
            f'<li><a href="{site.path(n)}?utm_medium=related#top">{self._headline(n)}</a></li>' for n in related
        )
        text = "".join(
            f"<p>{' '.join(WORDS[number_of(f'{number}/{p}/{w}') % len(WORDS)] for w in range(40)).capitalize()}.</p>"
            for p in range(4)
        )
        body = (
            f'<article><h1>{self._headline(number)}</h1><p>By <a href="/author/{number % AUTHORS}">Author '
            f"{number % AUTHORS}</a></p>{text}</article>"
            f'<a href="{path}/amp">AMP</a> <a href="/print{path}">Print</a> '
            f'<a href="{path}?PHPSESSID={number:032x}">Here</a> '
            f'<a href="/tag/{WORDS[number % 30]}{number % 900}">Tag</a><aside><h3>Related</h3><ul>{links}</ul></aside>'
        )
        return self._shell(self._headline(number), body, head)

    def _index(self) -> str:
        maps = range(-(-self.site.articles // PER_SITEMAP))
        rows = "".join(
            f"<sitemap><loc>/maps/{n}.xml.gz</loc><lastmod>{self._changed(n):%Y-%m-%dT%H:%M:%SZ}</lastmod></sitemap>"
            for n in maps
        )
        return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'

    def _in_map(self, number: int) -> range:
        return range(number * PER_SITEMAP, min((number + 1) * PER_SITEMAP, self.site.articles))

    def _modified(self, number: int) -> datetime:
        return self.site.corrected.get(number, self.site.published(number))

    def _changed(self, number: int) -> datetime:
        return max(map(self._modified, self._in_map(number)))

    def _map(self, number: int) -> str:
        rows = "".join(
            f"<url><loc>{self.site.path(n)}</loc><lastmod>{self._modified(n):%Y-%m-%dT%H:%M:%SZ}</lastmod></url>"
            for n in self._in_map(number)
            if self.site.in_sitemap(n)
        )
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'

    def _feed(self) -> str:
        newest = range(self.site.articles - 1, self.site.articles - 1 - IN_FEED, -1)
        rows = "".join(
            f"<item><title>{self._headline(n)}</title><link>{self.site.path(n)}?utm_source=rss</link>"
            f"<pubDate>{format_datetime(self.site.published(n))}</pubDate></item>"
            for n in newest
        )
        return f'<rss version="2.0"><channel><title>Site</title>{rows}</channel></rss>'


async def serve(articles: int) -> None:
    """Serve a site of so many *articles* until the input is closed."""
    site = Site(articles)
    pages = Pages(site)

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                writer.write(respond(request.decode("latin-1")))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def respond(request: str) -> bytes:
        target = request.split(" ", 2)[1]
        status, kind, body = pages.answer(target)
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if f"If-None-Match: {etag}" in request:
            status, body = 304, b""
        if not target.startswith("/_"):
            site.requests[target] += 1
            site.statuses[status] += 1
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nETag: {etag}\r\n\r\n"
        return head.encode() + body

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
