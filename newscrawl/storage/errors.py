"""What can go wrong with a store, in one line that says what happened and what to do."""


class StoreError(Exception):
    """The store cannot do what it was asked; the message is one line, fit for a terminal."""


class StoreUnavailable(StoreError):  # noqa: N818 - a kind of StoreError, named for what it says
    """The database does not answer, is locked or full: what was asked may be right, and succeed later."""
