"""Lists that people have as files: addresses, tables of sites, in whatever encoding their programs write."""

from newscrawl.errors import BadInput
from newscrawl.web.charsets import decode

_OTHERS = {b"PK\x03\x04": "a workbook or another package", b"\xd0\xcf\x11\xe0": "a workbook", b"%PDF": "a PDF"}


def list_text(data: bytes, name: str) -> str:
    """Return the text of *data*, a file called *name*, without a byte-order mark; raises `BadInput` where it is none.

    >>> list_text(b"\\xef\\xbb\\xbfurl;ville\\r\\n", "a.csv")
    'url;ville\\r\\n'
    """
    kind = next((kind for begin, kind in _OTHERS.items() if data.startswith(begin)), None)
    if kind is not None:
        raise BadInput(f"{name} is {kind}: save the list as CSV or text, and give that file")
    text = decode(data).decode("utf-8", "replace").removeprefix("\ufeff")
    if "\0" in text:
        raise BadInput(f"{name} is no text: save the list as CSV or text, and give that file")
    return text
