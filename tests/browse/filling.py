"""A store such as some months of crawling leave, made from the demo site's truth."""

from datetime import UTC, datetime, timedelta

import attrs

from newscrawl.demo import DemoSite
from newscrawl.items import NewsArticle
from newscrawl.storage import Link, Page, Store
from newscrawl.storage.state.schedule import Run, Schedule

PAPER = "https://www.lessor.example"
OTHER = "https://www.kibaru.example"
NOW = datetime(2026, 1, 22, 12, tzinfo=UTC)

LONG = "x" * 1_000_000
HOSTILE_URL = "https://evil.example/posts/1"
HOSTILE = NewsArticle.from_dict(
    {
        "url": HOSTILE_URL,
        "canonicalUrl": HOSTILE_URL,
        "articleId": "</script><script>document.title='harmed'</script>",
        "headline": "<script>document.title='harmed'</script>\u202egnp.exe </title><img src=x onerror=alert(1)>",
        "description": "<style>body{display:none}</style><a href='javascript:alert(1)'>click</a>",
        "articleBody": f"<script>document.title='harmed'</script>\n\n{LONG}\n\n\u202e\u2066turned\n\nLast paragraph.",
        "articleBodyHtml": "<script>document.title='harmed'</script>",
        "datePublished": "2026-01-20T10:00:00+00:00",
        "datePublishedRaw": "<b onclick=alert(1)>today</b>",
        "authors": [{"name": "<img src=x onerror=alert(1)>", "nameRaw": "\u202e<u>"}],
        "section": '\u202e"><script>document.title="harmed"</script>',
        "keywords": ["<script>", "javascript:alert(1)"],
        "inLanguage": 'fr" onload="alert(1)',
        "mainImage": {"url": "javascript:alert(1)", "caption": "<svg onload=alert(1)>"},
        "fetchedAt": "2026-01-20T10:30:00Z",
    }
)


def fill(store: Store) -> None:
    """Store the demo's articles, one of them corrected, copies of some in another paper, a hostile one, and runs."""
    found = DemoSite().truth(PAPER)
    for number, article in enumerate(found):
        article.fetchedAt = _later(article.datePublished, minutes=15 + number % 50)
    store.save_batch(found)
    corrected = attrs.evolve(found[-3], fetchedAt=_later(found[-3].datePublished, minutes=300))
    corrected.headline = f"{corrected.headline} (corrigé)"
    corrected.articleBody = f"{corrected.articleBody} Une phrase de plus."
    store.save(corrected)
    store.save_batch([_copied(article) for article in found[-6:-1]])
    store.save(HOSTILE)
    seen = f"{PAPER}/posts/seen-only"
    store.add_links([Link(from_url=PAPER + "/", to_url=seen, kind="listing", headline="Only seen")])
    store.record_pages([Page(url=PAPER + "/", kind="listing", status=200, fetched_at="2026-01-22T11:00:00Z")])
    _run(store)


def _run(store: Store) -> None:
    schedule = Schedule(store.database)
    for number in range(12):
        started = NOW - timedelta(hours=6 * (12 - number))
        schedule.lease("lessor.example", "test", started, started + timedelta(hours=1))
        run = Run(
            site="lessor.example",
            started_at=started,
            ended_at=started + timedelta(seconds=90 + number),
            outcome="failed" if number == 7 else "finished",
            pages=30 + number,
            articles=number,
            new=number % 4,
            changed=number % 2,
            errors=2 if number == 9 else 0,
        )
        schedule.end("test", run, started + timedelta(hours=7), 0)


def _copied(article: NewsArticle) -> NewsArticle:
    path = (article.canonicalUrl or "").removeprefix(PAPER)
    published = _later(article.datePublished, minutes=120)
    return attrs.evolve(
        article,
        url=OTHER + path,
        canonicalUrl=OTHER + path,
        headline=f"Selon la presse : {article.headline}",
        datePublished=published,
        fetchedAt=_later(published, minutes=30),
        articleId=f"k{article.articleId}",
        relatedArticles=None,
        authorArticles=None,
    )


def _later(text: str | None, minutes: int) -> str:
    moment = datetime.fromisoformat(text or "2026-01-01T00:00:00+00:00")
    return (moment + timedelta(minutes=minutes)).isoformat()
