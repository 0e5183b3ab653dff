"""What spiders and the components beside them agree on: signals, and keys of a request's meta."""

links_found = object()
"""Signal sent by spiders for a page that lists articles: `links` is a list of `newscrawl.storage.Link`."""

KIND = "newscrawl_kind"
"""Key of a request's meta: what the spider takes the page for, such as `article` or `listing`."""
