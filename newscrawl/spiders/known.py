"""What earlier runs know of a site whose articles have ids of their own: which of them to ask for again."""

from datetime import datetime

import attrs

from newscrawl.discovery.crawl.revisit_plan import RevisitPlan
from newscrawl.storage import Known, Store
from newscrawl.web.moments import moment_of


@attrs.define
class KnownArticles:
    """Articles that the store has, by id, and every address of an article that it has seen."""

    plan: RevisitPlan
    articles: dict[str, Known] = attrs.field(factory=dict)
    addresses: set[str] = attrs.field(factory=set)

    @classmethod
    def of(cls, store: Store, site: str, plan: RevisitPlan) -> "KnownArticles":
        """Read what *store* knows of *site*. Raises `StoreError`."""
        known = {article.article_id: article for article in store.known(site) if article.article_id}
        addresses = {article.url for article in known.values()} | {url for url, _ in store.aliases(site)}
        return cls(plan, known, addresses | set(store.pending(site)))

    def wants(self, identifier: str, url: str, now: datetime) -> bool:
        """Tell whether to ask for the article: it is new, due by the plan, or has an address not seen before.

        A corrected headline gives an article of such a site another slug.
        """
        article = self.articles.get(identifier)
        if article is None or url not in self.addresses:
            return True
        fetched = moment_of(article.fetched_at)
        return fetched is not None and self.plan.is_due(moment_of(article.published), fetched, now)
