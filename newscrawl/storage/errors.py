"""What can go wrong with a store, in one line that says what happened and what to do."""


class StoreError(Exception):
    """The store cannot do what it was asked; the message is one line, fit for a terminal."""
