"""What a publisher declares of its site's addresses, so that it need not be learned."""

from collections.abc import Callable
from datetime import datetime

import attrs


def _nothing(_: str) -> None:
    return None


@attrs.frozen(kw_only=True)
class DeclaredAddresses:
    """By default nothing.

    `origins` (scheme and host) serve the very same site. `article_id` returns the site's own id of the article at an
    address, `None` for what is no article's, and `has_ids` says that it is to be believed. `created` returns the
    moment, aware, at which the article at an address was created, `None` where that is not known.
    """

    origins: frozenset[str] = frozenset()
    has_ids: bool = False
    article_id: Callable[[str], str | None] = _nothing
    created: Callable[[str], datetime | None] = _nothing
