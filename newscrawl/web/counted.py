"""How many there are of something, in words."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return *number* with what it counts: *one*, or *many* (by default *one* with an s).

    >>> counted(1, "link"), counted(2, "link"), counted(0, "address", "addresses")
    ('1 link', '2 links', '0 addresses')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
