"""Addresses of files: they are no paths, and the passwords in them are not shown."""

import re

# Of more than one letter, as C:/news.jsonl is a path. Paths fold the slashes behind it: s3:/bucket/news.jsonl.
ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):/", re.IGNORECASE)
# ftp://me:secret@example.org/: all up to the last @ of the host's part
_LOGIN = re.compile(r"^([a-z][a-z0-9+.-]+:/+)[^/]*@", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Tell whether *text* is an address, also one that was taken for a path.

    >>> is_address("s3:/bucket/a"), is_address("C:/a"), is_address("output/a.jsonl")
    (True, False, False)
    """
    return ADDRESS.match(text) is not None


def without_login(address: str) -> str:
    """Return *address* without user and password.

    >>> without_login("ftp://me:secret@files.example.org/news.jsonl")
    'ftp://files.example.org/news.jsonl'
    """
    return _LOGIN.sub(r"\1", address)
