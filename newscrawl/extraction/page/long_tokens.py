"""How long the long tags and comments of a page are, told before it is parsed: compiled where that was built."""

from collections.abc import Callable
from typing import Final

from newscrawl.extraction.accelerated import if_built
from newscrawl.extraction.page.parser_load import LONG_TAG, TOKEN_ALONE

_PROBE: Final = b"".join(
    (
        b"<!-->x<!--" + b" <p>" * 200 + b"--!>",
        b"<p title='>" + b"x" * 600 + b"'>",
        b"a<b <c " + b" x=y" * 200 + b'/ z = ">"></></p =' + b"=" * 600 + b">",
        b"<?" + b"<" * 600 + b">< <1><a x='" + b"'" * 3 + b"<" * 600,
    )
)


def read_tokens(page: bytes) -> list[int]:
    """Return the lengths of the tags and comments in *page*, in UTF-8, that are longer than `LONG_TAG`."""
    return [length for length in map(len, TOKEN_ALONE.findall(page)) if length > LONG_TAG]


def _compiled() -> Callable[[bytes], list[int]] | None:
    """Return the compiled function, None where it finds others in the probe. Raises anything where it is not built."""
    from newscrawl.extraction.page import _tokens

    return _tokens.long_tokens if _tokens.long_tokens(_PROBE) == read_tokens(_PROBE) else None


COMPILED: Final = if_built(_compiled)


def long_tokens(page: bytes) -> list[int]:
    """Return what `read_tokens` does."""
    return COMPILED(page) if COMPILED else read_tokens(page)
