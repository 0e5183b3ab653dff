"""What spiders and the components beside them agree on: signals, and keys of a request's meta."""

links_found = object()
"""Signal sent by spiders for a page that lists articles: `links` is a list of `newscrawl.storage.Link`."""

articles_queued = object()
"""Signal sent for articles that a page, itself an article, was the first to name: `urls` is a list of canonical
addresses. A run that follows a crash reads the page no more, and asks for what was not reached by then."""

nothing_stored = object()
"""Signal sent for a page taken for an article that gave nothing to store: `response` is what it came in."""

KIND = "newscrawl_kind"
"""Key of a request's meta: what the spider takes the page for, such as `article` or `listing`."""
