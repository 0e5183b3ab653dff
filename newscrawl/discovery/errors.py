"""What can be wrong with a crawl's arguments."""


class DiscoveryError(ValueError):
    """A wrong argument or setting; the message says in one line what is wrong and what to give."""
