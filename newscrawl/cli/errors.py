"""Bad input: one line that says what is wrong and what to do, and exit code 2."""


class BadInput(Exception):  # noqa: N818
    """Something that the user gave cannot be used; the message is one line."""
