"""XML as the web serves it: broken, huge or hostile; read in one pass and in bounded memory."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from lxml import etree

GZIP_MAGIC = b"\x1f\x8b"


class BoundedGzip:
    """A file-like reader of gzip data that stops after *limit* decompressed bytes (no gzip bombs) and takes
    a truncated or damaged stream as ended. `truncated` tells whether the limit was met."""

    def __init__(self, data: bytes, limit: int) -> None:
        self._source = BytesIO(data)
        self._inflate = zlib.decompressobj(wbits=31)
        self._left = limit
        self.truncated = False

    def read(self, size: int = 65536) -> bytes:
        """Return up to *size* bytes, `b""` at the end."""
        size = min(size if size > 0 else 65536, self._left)
        while size:
            source = self._inflate.unconsumed_tail or self._source.read(16384)
            if not source or self._inflate.eof:
                return b""
            try:
                data = self._inflate.decompress(source, size)
            except zlib.error:
                return b""
            if data:
                self._left -= len(data)
                return data
        self.truncated = True
        return b""


def elements(source: IO[bytes] | BoundedGzip, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield the elements of *source* whose local name is in *tags*, complete, in document order.

    Each is emptied after it was used. No entity is expanded, nothing is fetched; what follows damage that
    cannot be healed is left out.
    """
    names = [name for tag in tags for name in (tag, "{*}" + tag)]
    events = etree.iterparse(
        source,
        events=("end",),
        tag=names,
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.LxmlError:
        return


def local_name(element: etree._Element) -> str:
    """Return the tag of *element* without its namespace, lower case; `""` for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """Return all text inside *element*, stripped."""
    return "".join(str(part) for part in element.itertext()).strip()
