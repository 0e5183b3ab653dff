"""Which publisher, and which page object, a page belongs to; where those that users add come from.

They are found in the modules of setting or variable `NEWSCRAWL_PUBLISHERS`, in the entry points
`newscrawl.publishers`, and in this package. The first that claims an address has it.
"""

import os
import pkgutil
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import entry_points
from types import ModuleType
from urllib.parse import urlsplit

import attrs
from web_poet import ApplyRule, ItemPage, RulesRegistry, default_registry

from newscrawl.errors import BadInput
from newscrawl.items import NewsArticle
from newscrawl.publishers import _suffixes
from newscrawl.publishers.importing import imported
from newscrawl.publishers.lessor import LESSOR
from newscrawl.publishers.publisher import Page, Publisher

SETTING = "NEWSCRAWL_PUBLISHERS"
GROUP = "newscrawl.publishers"
BUILT_IN = (LESSOR,)

_suffixes.use_packaged()


@attrs.frozen
class Registry:
    """The `publishers`, the first before the later ones, and the page objects under `@handle_urls` of `rules`."""

    publishers: tuple[Publisher, ...] = BUILT_IN
    rules: RulesRegistry = attrs.field(factory=RulesRegistry)

    def publisher_of(self, url: str) -> Publisher | None:
        """Return the publisher of the page at *url*: of those that claim its host, who names it most closely."""
        ranked = [(rank, publisher) for publisher in self.publishers if (rank := publisher.rank(url)) is not None]
        return max(ranked, key=lambda one: one[0])[1] if ranked else None

    def named(self, name: str) -> Publisher | None:
        """Return the publisher with this *name*."""
        return next((publisher for publisher in self.publishers if publisher.name == name), None)

    def page_for(self, url: str, publisher: Publisher | None = None) -> Page | None:
        """Return the page object for *url*, `None` where the general reader is all there is.

        It is the one that handles such addresses, else that of the *publisher*, by default the address's own.
        """
        # A rule for a host is one for all its ports, as on the web at large.
        parts = urlsplit(url)
        for address in (url, parts._replace(netloc=parts.netloc.rpartition(":")[0]).geturl()) if parts.port else (url,):
            found: Page | None = self.rules.page_cls_for_item(address, NewsArticle)
            if found is not None:
                return found
        publisher = publisher or self.publisher_of(url)
        return publisher.page if publisher else None


@lru_cache(maxsize=16)
def registry(names: str | None = None) -> Registry:
    """Return what is known of publishers with the modules *names* (`a.module,another:Name`), by default those of the
    environment's `NEWSCRAWL_PUBLISHERS`. Raises `BadInput` for what cannot be imported."""
    names = os.environ.get(SETTING, "") if names is None else names
    publishers: list[Publisher] = []
    pages: list[type] = []
    for found in (*_named(names), *_installed()):
        if isinstance(found, Publisher):
            publishers.append(found)
        else:
            pages.append(found)
    return Registry((*publishers, *BUILT_IN), RulesRegistry(rules=_rules(pages)))


def page_named(name: str) -> Page:
    """Return the page object *name* (`module:Class`). Raises `BadInput`."""
    module, _, attribute = name.partition(":")
    found = getattr(imported(module.strip(), "a page object"), attribute.strip(), None) if attribute else None
    if not isinstance(found, type) or not issubclass(found, ItemPage):
        raise BadInput(f"page={name}: give a page object as module:Class")
    return found


def _named(names: str) -> Iterator[Publisher | type]:
    for name in filter(None, (part.strip() for part in names.split(","))):
        module, _, attribute = name.partition(":")
        if not attribute:
            yield from _all_of(imported(module, "publishers"))
            continue
        found = getattr(imported(module, "publishers"), attribute, None)
        if not isinstance(found, Publisher) and not _is_handled(found):
            raise BadInput(
                f"{SETTING}={name}: there is no such Publisher, nor a page object under @handle_urls that gives a "
                "NewsArticle"
            )
        yield found  # type: ignore[misc]  # one of the two


def _installed() -> Iterator[Publisher | type]:
    for point in entry_points(group=GROUP):
        try:
            found = point.load()
        except Exception as error:
            raise BadInput(f"the entry point {point.name} = {point.value!r} of {GROUP} fails: {error!r}") from error
        if isinstance(found, ModuleType):
            yield from _all_of(found)
        elif isinstance(found, Publisher) or _is_handled(found):
            yield found


def _all_of(module: ModuleType) -> Iterator[Publisher | type]:
    """Yield every publisher and every page object under `@handle_urls` of *module*, with those below a package."""
    modules = [module]
    for below in pkgutil.walk_packages(getattr(module, "__path__", []), f"{module.__name__}."):
        modules.append(imported(below.name, "publishers"))
    seen: set[int] = set()
    for each in modules:
        for found in list(vars(each).values()):
            if id(found) not in seen and (isinstance(found, Publisher) or _is_handled(found)):
                seen.add(id(found))
                yield found


def _is_handled(found: object) -> bool:
    return isinstance(found, type) and any(True for _ in _rules([found]))


def _rules(pages: Iterable[type]) -> Iterator[ApplyRule]:
    """Yield the rules of *pages*, each as one for any news article."""
    wanted = {id(page) for page in pages}
    for rule in default_registry.get_rules():
        if id(rule.use) in wanted and isinstance(rule.to_return, type) and issubclass(rule.to_return, NewsArticle):
            yield attrs.evolve(rule, to_return=NewsArticle)
