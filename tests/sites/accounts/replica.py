"""The demo's replica with a feed and a sitemap, and without any page that lists articles."""

from newscrawl.demo import DemoSite
from newscrawl.demo.routes import Answer
from newscrawl.items import NewsArticle

XML = (("Content-Type", "application/xml"),)


class ReplicaWithSources(DemoSite):
    """Names its articles in a sitemap that lacks some, `lacking` by place (oldest first), and in a feed of the newest
    `in_feed`. Its start page names the feed alone."""

    def __init__(self, lacking: frozenset[int], in_feed: int = 20) -> None:
        super().__init__("semantic")
        self.lacking = lacking
        self.in_feed = in_feed

    def answer(self, target: str, base_url: str) -> Answer:
        """Answer for the sources; articles answer as ever, listings are none."""
        path = target.partition("?")[0]
        if path == "/":
            return _page('<link rel="alternate" type="application/rss+xml" href="/feed">')
        if path == "/robots.txt":
            return Answer(200, f"Sitemap: {base_url}/sitemap.xml".encode(), (("Content-Type", "text/plain"),))
        if path == "/feed":
            return Answer(200, self._feed(base_url).encode(), XML)
        if path == "/sitemap.xml":
            return Answer(200, self._sitemap(base_url).encode(), XML)
        if path.startswith("/posts/"):
            return super().answer(target, base_url)
        return Answer(404, b"")

    def _dated(self, key: tuple[str, str], answer: Answer) -> Answer:
        return answer

    def _articles(self, base_url: str) -> list[NewsArticle]:
        return sorted(self.truth(base_url), key=lambda article: article.datePublished or "")

    def _feed(self, base_url: str) -> str:
        newest = self._articles(base_url)[-self.in_feed :]
        items = "".join(f"<item><title>{a.articleId}</title><link>{a.canonicalUrl}</link></item>" for a in newest)
        return f"<rss version='2.0'><channel>{items}</channel></rss>"

    def _sitemap(self, base_url: str) -> str:
        named = [a for place, a in enumerate(self._articles(base_url)) if place not in self.lacking]
        return f"<urlset>{''.join(f'<url><loc>{a.canonicalUrl}</loc></url>' for a in named)}</urlset>"


def _page(head: str) -> Answer:
    return Answer(200, f"<html><head>{head}</head><body><h1>News</h1></body></html>".encode())
