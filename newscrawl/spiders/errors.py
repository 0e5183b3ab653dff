"""What can be wrong with a spider's arguments."""


class ArgumentError(ValueError):
    """A `-a` argument that cannot be used; the message says in one line what is wrong and what to give."""
