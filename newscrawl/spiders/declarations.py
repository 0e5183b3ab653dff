"""What a publisher declares, as discovery wants to know it."""

from datetime import datetime

from newscrawl.discovery.addresses.declared import DeclaredAddresses
from newscrawl.publishers.publisher import Publisher


def declared_by(publisher: Publisher | None) -> DeclaredAddresses:
    """Return what *publisher* declares of its site's addresses."""
    if publisher is None:
        return DeclaredAddresses()

    def created(url: str) -> datetime | None:
        identifier = publisher.article_id(url) if publisher.created else None
        return publisher.created(identifier) if publisher.created and identifier else None

    return DeclaredAddresses(
        origins=frozenset(f"{scheme}://{host}" for host in publisher.hosts for scheme in ("http", "https")),
        has_ids=publisher.ids is not None,
        article_id=publisher.article_id,
        created=created,
    )
