"""Headers of HTTP messages by name, whatever the case that they were sent in."""

from collections.abc import Iterable, Mapping


def header_values(headers: Mapping[bytes, Iterable[bytes]]) -> dict[str, list[str]]:
    """Return *headers* by lower-case name, each value on its own."""
    return {
        name.decode("latin-1").lower(): [value.decode("latin-1") for value in values]
        for name, values in headers.items()
    }


def by_lower_name(headers: Mapping[bytes, Iterable[bytes]]) -> dict[str, str]:
    """Return *headers* by lower-case name; values of a header that was sent more than once stand in one line.

    >>> by_lower_name({b"Vary": [b"Accept", b"Cookie"]})
    {'vary': 'Accept, Cookie'}
    """
    return {name: ", ".join(values) for name, values in header_values(headers).items()}
